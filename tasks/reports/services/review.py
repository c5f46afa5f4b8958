"""The review of a Report's drafts: accept, change, split, merge, set aside with a reason, bring back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from audit import clock
from tasks.choices import DateOrigin, Part
from tasks.models import Indicator, Milestone, Party, Passage, ReviewStep, Task
from tasks.reports.services.steps import (
    drafts_of,
    lock,
    passages_of,
    picture,
    refuse_issued_before,
    save_step,
)

# The versions of the drafts on which the reviewer decided.
Seen = Mapping[int, int] | None
CHANGEABLE = (
    "title",
    "standard",
    "kind",
    "area",
    "leader_id",
    "lead_department_id",
    "post_id",
    "starts_on",
    "due_on",
    "weight",
    "priority",
    "major",
    "visibility",
)


@transaction.atomic
def accept_drafts(*, actor, report_id: int, task_ids: Iterable[int], seen: Seen = None) -> ReviewStep:
    """Accept drafts as they stand; only accepted drafts are issued."""
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids, seen)
    ids, passages = [task.pk for task in tasks], passages_of(tasks)
    before = picture(ids, passages)
    Task.objects.filter(pk__in=ids).update(accepted=True, version=F("version") + 1, updated_at=clock.now())
    return save_step(report, "accept", actor=actor, before=before, task_ids=ids, passage_ids=passages)


@transaction.atomic
def change_drafts(
    *,
    actor,
    report_id: int,
    task_ids: Iterable[int],
    changes: dict,
    supports: Sequence[int] | None = None,
    co_leads: Sequence[int] | None = None,
    milestones: Sequence[tuple[date, str]] | None = None,
    version: int | None = None,
    seen: Seen = None,
) -> ReviewStep:
    """Change one draft or many: only the given fields change. `version` guards a single edit against another's.

    Raises:
        ValidationError: somebody changed the draft meanwhile, or a date lies before the start.
    """
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids, seen)
    if version is not None and tasks[0].version != version:
        raise ValidationError(
            _("Somebody has changed this draft meanwhile. Compare, then save again."),
            code="changed_meanwhile",
        )
    ids, passages = [task.pk for task in tasks], passages_of(tasks)
    before = picture(ids, passages)
    for task in tasks:
        _change(task, changes)
        _set_parties(task, Part.SUPPORT, supports)
        _set_parties(task, Part.CO_LEAD, co_leads)
        _set_milestones(task, milestones)
    return save_step(report, "change", actor=actor, before=before, task_ids=ids, passage_ids=passages)


def _change(task: Task, changes: dict) -> None:
    for name in CHANGEABLE:
        if name in changes:
            setattr(task, name, changes[name])
    if "due_on" in changes:
        task.due_origin = DateOrigin.STATED
    if "lead_department_id" in changes:
        task.unmatched = [unit for unit in task.unmatched if unit["part"] != "lead"]
    if not task.title.strip():
        raise ValidationError(_("A task needs a title."), code="no_title")
    if task.starts_on and task.due_on and task.due_on < task.starts_on:
        raise ValidationError(_("The due date lies before the start."), code="date_order")
    task.version += 1
    task.save()


def _set_parties(task: Task, part: str, departments: Sequence[int] | None) -> None:
    if departments is None:
        return
    task.parties.filter(part=part).delete()
    task.parties.filter(department_id__in=departments).delete()
    Party.objects.bulk_create(
        Party(task=task, department_id=department, part=part, position=position)
        for position, department in enumerate(dict.fromkeys(departments))
        if department != task.lead_department_id
    )


def _set_milestones(task: Task, milestones: Sequence[tuple[date, str]] | None) -> None:
    """Keep what stays (its stage too), add what is new, take away the rest."""
    if milestones is None:
        return
    stand = {(step.due_on, step.title): step for step in task.milestones.all()}
    for key, step in stand.items():
        if key not in milestones:
            step.delete()
    new = [key for key in dict.fromkeys(milestones) if key not in stand]
    Milestone.objects.bulk_create(Milestone(task=task, due_on=day, title=title[:120]) for day, title in new)


@transaction.atomic
def merge_drafts(*, actor, report_id: int, task_ids: Iterable[int], seen: Seen = None) -> ReviewStep:
    """Make one draft of several: the first keeps its title, all sentences, departments and targets join it."""
    report = lock(actor, report_id)
    first, *rest = drafts_of(report, task_ids, seen)
    if not rest:
        raise ValidationError(_("Choose at least two drafts to merge."), code="one_draft")
    refuse_issued_before(rest)
    ids, passages = [first.pk, *(task.pk for task in rest)], passages_of([first, *rest])
    before = picture([*ids, *_children(ids)], passages)
    first.text = "".join(_with_stop(task.text) for task in [first, *rest])
    first.standard = "\n".join(filter(None, (task.standard for task in [first, *rest])))
    first.due_on = max((task.due_on for task in [first, *rest] if task.due_on), default=None)
    first.version += 1
    first.save()
    known = {first.lead_department_id, *first.parties.values_list("department_id", flat=True)}
    for task in rest:
        first.passages.add(*task.passages.all())
        for part in (Milestone, Indicator):
            part.objects.filter(task=task).update(task=first)
        for party in task.parties.all():
            known = _join(first, party.department_id, party.part, known)
        known = _join(first, task.lead_department_id, Part.CO_LEAD, known)
        task.children.update(parent=first)
        task.delete()
    return save_step(report, "merge", actor=actor, before=before, task_ids=[first.pk], passage_ids=passages)


@transaction.atomic
def set_aside(
    *, actor, report_id: int, task_ids: Iterable[int], reason: str, seen: Seen = None
) -> ReviewStep:
    """These drafts are no tasks; their sentences are set aside with the reason, the drafts go.

    Raises:
        ValidationError: the reason is none of the known ones.
    """
    if reason not in Passage.Reason.values:
        raise ValidationError(_("Choose why this is no task."), code="no_reason")
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids, seen)
    refuse_issued_before(tasks)
    ids, passages = [task.pk for task in tasks], passages_of(tasks)
    before = picture([*ids, *_children(ids)], passages)
    Task.objects.filter(parent_id__in=ids).update(parent=None)
    Task.objects.filter(pk__in=ids).delete()
    report.passages.filter(pk__in=passages, tasks__isnull=True).update(
        state=Passage.State.SET_ASIDE, reason=reason, reviewed=True
    )
    return save_step(report, "set_aside", actor=actor, before=before, task_ids=[], passage_ids=passages)


def _join(first: Task, department_id: int | None, part: str, known: set) -> set:
    if department_id and department_id not in known:
        Party.objects.create(task=first, department_id=department_id, part=part, position=len(known))
    return known | {department_id}


def _children(ids: list[int]) -> list[int]:
    return list(Task.objects.filter(parent_id__in=ids).values_list("pk", flat=True))


def _with_stop(text: str) -> str:
    return text if text.endswith(("。", "；", "！")) else text + "；"
