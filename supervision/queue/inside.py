"""What stands inside an opened row: everything the decision rests on, with the difference to the last state."""

from __future__ import annotations

from typing import NamedTuple

from supervision.queue.kinds import Kind
from tasks.decisions.models import ClosingRequest, Decision, ExtensionRequest
from tasks.progress.models import Evidence, ProgressReport
from tasks.register.models import Task
from tasks.register.presentation import Dates, light_sentence
from tasks.register.timeline import Wanted, timeline

MOMENTS = 5


class File(NamedTuple):
    """A file behind an application; `fresh` when the application before did not have it."""

    task_id: int
    pk: int
    name: str
    fresh: bool
    used_before: bool


class Difference(NamedTuple):
    """A request beside the last state: what is different now."""

    percent: str = ""  # before → after
    dates: str = ""
    sent_back: str = ""  # why the one before was sent back
    files: tuple[File, ...] = ()


def inside(kind: Kind, pk: int, task: Task) -> dict:
    """The task, what is asked, what is different, and the last moments; a bounded number of statements."""
    asked = kind.asked.objects.select_related(*kind.people).get(pk=pk) if kind.asked else None
    differs = isinstance(asked, ClosingRequest | ExtensionRequest)
    return {
        "task": task,
        "asked": asked,
        "said": getattr(asked, kind.note, ""),
        "difference": differences([asked])[asked.pk] if differs else Difference(),
        "sentence": light_sentence(task, Dates.now()),
        "urgings": list(task.urgings.select_related("replied_by")[:3]) if not asked else [],
        "moments": timeline(task, Wanted(MOMENTS), discussed=False).moments,
    }


def differences(requests: list) -> dict[int, Difference]:
    """For each request of one model what it changes; a fixed number of statements however many there are."""
    if not requests:
        return {}
    before = _before(requests)
    percents = _percents(requests, before)
    files = _files(requests, before) if isinstance(requests[0], ClosingRequest) else {}
    found = {}
    for asked in requests:
        last = before.get(asked.task_id)
        dates = ""
        if isinstance(asked, ExtensionRequest):
            dates = f"{asked.due_before:%Y-%m-%d} → {asked.new_due_on:%Y-%m-%d}"
        found[asked.pk] = Difference(
            percents.get(asked.pk, ""),
            dates,
            (last.decision_note or last.review_note) if last else "",
            tuple(files.get(asked.pk, ())),
        )
    return found


def _before(requests: list) -> dict[int, ClosingRequest | ExtensionRequest]:
    """The request before each that was sent back, by task."""
    tasks = [asked.task_id for asked in requests]
    pending = {asked.pk for asked in requests}
    refused = type(requests[0]).objects.filter(task__in=tasks, state=Decision.REFUSED)
    return {asked.task_id: asked for asked in refused.order_by("pk") if asked.pk not in pending}


def _percents(requests: list, before: dict) -> dict[int, str]:
    """Progress at the time of the application before (else at the report before the last), and now."""
    reports: dict[int, list[tuple]] = {}
    tasks = [asked.task_id for asked in requests]
    rows = ProgressReport.objects.filter(task__in=tasks, no_change=False).order_by("pk")
    for task, at, percent in rows.values_list("task_id", "reported_at", "percent"):
        reports.setdefault(task, []).append((at, percent))
    found = {}
    for asked in requests:
        said = [row for row in reports.get(asked.task_id, []) if row[0] <= asked.asked_at]
        if not said:
            continue
        last = before.get(asked.task_id)
        earlier = (
            [percent for at, percent in said if at <= last.asked_at] if last else [p for _at, p in said[:-1]]
        )
        found[asked.pk] = f"{earlier[-1] if earlier else 0}% → {said[-1][1]}%"
    return found


def _files(requests: list, before: dict) -> dict[int, list[File]]:
    """The evidence of each application, the new ones marked."""
    through = ClosingRequest.evidence.through
    numbers = [asked.pk for asked in requests] + [asked.pk for asked in before.values()]
    linked: dict[int, set[int]] = {}
    for asked, file in through.objects.filter(closingrequest__in=numbers).values_list(
        "closingrequest_id", "evidence_id"
    ):
        linked.setdefault(asked, set()).add(file)
    every = {file for files in linked.values() for file in files}
    named = {file.pk: file for file in Evidence.objects.filter(pk__in=every).order_by("pk")}
    found = {}
    for asked in requests:
        last = before.get(asked.task_id)
        old = linked.get(last.pk, set()) if last else set()
        found[asked.pk] = [
            File(
                asked.task_id, pk, named[pk].name, bool(last) and pk not in old, bool(named[pk].first_use_id)
            )
            for pk in sorted(linked.get(asked.pk, ()))
        ]
    return found
