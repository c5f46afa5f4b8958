"""Every step of a review keeps what stood before, so that it can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.models import Person
from departments.verdicts import require
from tasks.choices import Status
from tasks.models import Indicator, Milestone, Party, Passage, Report, ReviewStep, Task
from tasks.reports import rules

_PARTS = (Party, Milestone, Indicator)


def lock(actor, report_id: int) -> Report:
    """The Report, locked: two reviewers' steps on the same text come one after the other.

    Raises:
        Forbidden: the person does not draft in this jurisdiction.
    """
    report = Report.objects.select_for_update().get(pk=report_id)
    require(rules.may_draft(actor, report.jurisdiction_id))
    return report


def drafts_of(report: Report, task_ids: Iterable[int], seen: Mapping[int, int] | None = None) -> list[Task]:
    """These drafts of the Report, in reading order; `seen` are the versions on which the reviewer decided.

    Raises:
        ValidationError: one of them is gone, no draft any more, or newer than what was seen (somebody was quicker).
    """
    ids = set(task_ids)
    found = list(Task.objects.drafts().filter(report=report, pk__in=ids).order_by("passages__number", "id"))
    found = list({task.pk: task for task in found}.values())
    newer = [task for task in found if (seen or {}).get(task.pk, task.version) != task.version]
    if not found or len(found) != len(ids) or newer:
        raise ValidationError(
            _("Somebody has changed these drafts meanwhile. The page shows how they stand now."),
            code="changed_meanwhile",
        )
    return found


def refuse_issued_before(tasks: Iterable[Task]) -> None:
    """A draft that was issued and returned stands on a list for good.

    Raises:
        ValidationError: `wrong_state`, naming the first such draft.
    """
    for task in tasks:
        if task.issued_at:
            sentence = _("“%(task)s” was issued before and stays on record. Change it and issue it again.")
            raise ValidationError(sentence % {"task": task}, code="wrong_state")


def passages_of(tasks: list[Task]) -> list[int]:
    """The sentences of these drafts, as ids."""
    link = Task.passages.through
    return sorted(set(link.objects.filter(task__in=tasks).values_list("passage_id", flat=True)))


def picture(task_ids: Iterable[int], passage_ids: Iterable[int]) -> dict:
    """How drafts, with all their parts, and sentences stand now, as plain values."""
    task_ids, passage_ids = sorted(set(task_ids)), sorted(set(passage_ids))
    objects = [
        *Task.objects.filter(pk__in=task_ids).prefetch_related("passages"),
        *(part for model in _PARTS for part in model.objects.filter(task_id__in=task_ids)),
        *Passage.objects.filter(pk__in=passage_ids),
    ]
    return {
        "tasks": task_ids,
        "passages": passage_ids,
        "objects": json.loads(serializers.serialize("json", objects)),
    }


def save_step(
    report: Report,
    verb: str,
    *,
    actor: Person,
    before: dict,
    task_ids: Iterable[int],
    passage_ids: Iterable[int],
) -> ReviewStep:
    """Write the step down, in the review and in the audit trail."""
    after = {"tasks": sorted(set(task_ids)), "passages": sorted(set(passage_ids))}
    step = ReviewStep.objects.create(
        report=report,
        verb=verb,
        actor=actor,
        at=clock.now(),
        before=before,
        after=after,
        made_version=_next_version(report),
    )
    log.record(actor=actor, action=f"tasks.review_{verb}", target=report, **after)
    return step


def _next_version(report: Report) -> int:
    report.version += 1
    report.save(update_fields=["version"])
    return report.version


@transaction.atomic
def undo_step(*, actor, report_id: int, step_id: int | None = None) -> ReviewStep:
    """Take back the actor's last step (or the given one), unless a later step built on the same drafts.

    Raises:
        ValidationError: nothing to take back; or a later step, or the issue of the list, stands on it.
    """
    report = lock(actor, report_id)
    steps = report.steps.filter(undone_at__isnull=True)
    step = steps.filter(pk=step_id).first() if step_id else steps.filter(actor=actor).first()
    if step is None:
        raise ValidationError(_("There is no step to take back."), code="nothing_to_undo")
    tasks = {*step.before["tasks"], *step.after["tasks"]}
    passages = {*step.before["passages"], *step.after["passages"]}
    _refuse_if_built_upon(steps.filter(pk__gt=step.pk), tasks, passages)
    if Task.objects.filter(pk__in=tasks).exclude(status=Status.DRAFT).exists():
        raise ValidationError(_("These tasks have been issued since."), code="wrong_state")
    for model in _PARTS:
        model.objects.filter(task_id__in=tasks).delete()
    Task.objects.filter(pk__in=tasks - set(step.before["tasks"])).delete()
    _put_back(step.before["objects"], tasks)
    # What is put back goes past the model's own save.
    Task.objects.filter(pk__in=step.before["tasks"]).keep_words()
    step.undone_at, step.made_version = clock.now(), _next_version(report)
    step.save(update_fields=["undone_at", "made_version"])
    log.record(actor=actor, action="tasks.review_undone", target=report, step=step.pk, verb=step.verb)
    return step


def _put_back(objects: list[dict], tasks: set[int]) -> None:
    """What stood before, under a new version: whoever still sees the taken-back state has to look again."""
    versions = dict(Task.objects.filter(pk__in=tasks).values_list("pk", "version"))
    for item in serializers.deserialize("json", json.dumps(objects)):
        if isinstance(item.object, Task):
            item.object.version = max(item.object.version, versions.get(item.object.pk, 0)) + 1
        item.save()


def _refuse_if_built_upon(later, tasks: set[int], passages: set[int]) -> None:
    for step in later:
        touched = {*step.before["tasks"], *step.after["tasks"]}
        if touched & tasks or {*step.after["passages"]} & passages:
            raise ValidationError(
                _("%(name)s has worked on the same drafts since. Take back that step first.")
                % {"name": step.actor.name},
                code="changed_meanwhile",
            )
