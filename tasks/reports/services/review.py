"""The review of a Report's drafts: accept, change, split, merge, set aside with a reason, bring back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from audit import clock
from departments.matching import DepartmentIndex
from tasks.choices import DateOrigin, Part
from tasks.models import Indicator, Milestone, Party, Passage, ReviewStep, Task
from tasks.reports.decomposition import deadlines, targets, titles
from tasks.reports.decomposition.shapes import DraftTask, Source
from tasks.reports.drafting import draft
from tasks.reports.services.importing import save_drafts
from tasks.reports.services.steps import (
    drafts_of,
    lock,
    passages_of,
    picture,
    refuse_issued_before,
    save_step,
)

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
def accept_drafts(*, actor, report_id: int, task_ids: Iterable[int]) -> ReviewStep:
    """Accept drafts as they stand; only accepted drafts are issued."""
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids)
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
) -> ReviewStep:
    """Change one draft or many: only the given fields change. `version` guards a single edit against another's.

    Raises:
        ValidationError: somebody changed the draft meanwhile, or a date lies before the start.
    """
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids)
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
def split_draft(*, actor, report_id: int, task_id: int, cuts: Sequence[int]) -> ReviewStep:
    """Cut a draft's text at these character offsets into several drafts of the same sentence.

    Raises:
        ValidationError: a cut lies at the edge of the text or leaves nothing on one side.
    """
    report = lock(actor, report_id)
    [task] = drafts_of(report, [task_id])
    edges = sorted({0, *cuts, len(task.text)})
    pieces = [task.text[start:end].strip("，,；;。 \u3000") for start, end in pairwise(edges)]
    if len(pieces) < 2 or edges[0] < 0 or edges[-1] > len(task.text) or not all(pieces):
        raise ValidationError(_("A cut must leave words on both sides."), code="bad_cut")
    passages = passages_of([task])
    before = picture([task.pk], passages)
    parties = list(task.parties.all())
    made = [_redrafted(task, piece, parties) for piece in pieces[1:]]
    _rewrite(task, pieces[0])
    return save_step(
        report, "split", actor=actor, before=before, task_ids=[task.pk, *made], passage_ids=passages
    )


@transaction.atomic
def merge_drafts(*, actor, report_id: int, task_ids: Iterable[int]) -> ReviewStep:
    """Make one draft of several: the first keeps its title, all sentences, departments and targets join it."""
    report = lock(actor, report_id)
    first, *rest = drafts_of(report, task_ids)
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
def set_aside(*, actor, report_id: int, task_ids: Iterable[int], reason: str) -> ReviewStep:
    """These drafts are no tasks; their sentences are set aside with the reason, the drafts go.

    Raises:
        ValidationError: the reason is none of the known ones.
    """
    if reason not in Passage.Reason.values:
        raise ValidationError(_("Choose why this is no task."), code="no_reason")
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids)
    refuse_issued_before(tasks)
    ids, passages = [task.pk for task in tasks], passages_of(tasks)
    before = picture([*ids, *_children(ids)], passages)
    Task.objects.filter(parent_id__in=ids).update(parent=None)
    Task.objects.filter(pk__in=ids).delete()
    report.passages.filter(pk__in=passages, tasks__isnull=True).update(
        state=Passage.State.SET_ASIDE, reason=reason, reviewed=True
    )
    return save_step(report, "set_aside", actor=actor, before=before, task_ids=[], passage_ids=passages)


@transaction.atomic
def restore_passage(*, actor, report_id: int, passage_id: int) -> ReviewStep:
    """Make a task of a sentence that was set aside or left open."""
    report = lock(actor, report_id)
    passage = report.passages.get(pk=passage_id)
    before = picture([], [passage.pk])
    found = _found(passage.text, report.year, passage.path, passage.paragraph)
    drafted = draft(
        found,
        report=report,
        index=DepartmentIndex.load(year=report.year, jurisdiction_id=report.jurisdiction_id),
    )
    save_drafts([drafted], [passage])
    passage.state, passage.reason, passage.reviewed = Passage.State.COMMITMENT, "", True
    passage.save()
    return save_step(
        report, "restore", actor=actor, before=before, task_ids=[drafted.task.pk], passage_ids=[passage.pk]
    )


def _found(text: str, year: int, path: list[str], paragraph: int = 0) -> DraftTask:
    return DraftTask(
        title=titles.title_of(text),
        text=text,
        standard=titles.standard_of(text),
        source=Source(paragraph, 0, len(text)),
        path=path,
        deadlines=deadlines.with_default(deadlines.find_deadlines(text, year=year), year),
        targets=targets.find_targets(text),
    )


def _redrafted(task: Task, text: str, parties: list[Party]) -> int:
    """A further draft of the same sentence for a part of its text; who does it is taken over."""
    drafted = draft(_found(text, task.year, task.path), report=task.report, index=DepartmentIndex([]))
    new = drafted.task
    for name in (
        "kind",
        "area",
        "lead_department_id",
        "lead_rule",
        "leader_id",
        "post_id",
        "parent_id",
        "visibility",
    ):
        setattr(new, name, getattr(task, name))
    new.others, new.unmatched, new.suggested = task.others, task.unmatched, task.suggested
    drafted.parties = [
        Party(task=new, department_id=party.department_id, part=party.part, position=party.position)
        for party in parties
    ]
    save_drafts([drafted], [task.passages.first()])
    return new.pk


def _rewrite(task: Task, text: str) -> None:
    """The first piece of a split keeps the draft; its title, dates and targets follow the shorter text."""
    drafted = draft(_found(text, task.year, task.path), report=task.report, index=DepartmentIndex([]))
    task.text, task.title, task.standard = text, drafted.task.title, drafted.task.standard
    task.due_on, task.due_origin = drafted.task.due_on, drafted.task.due_origin
    task.milestones.all().delete()
    task.indicators.all().delete()
    for part in [*drafted.milestones, *drafted.indicators]:
        part.task = task
        part.save()
    task.accepted = False
    task.version += 1
    task.save()


def _join(first: Task, department_id: int | None, part: str, known: set) -> set:
    if department_id and department_id not in known:
        Party.objects.create(task=first, department_id=department_id, part=part, position=len(known))
    return known | {department_id}


def _children(ids: list[int]) -> list[int]:
    return list(Task.objects.filter(parent_id__in=ids).values_list("pk", flat=True))


def _with_stop(text: str) -> str:
    return text if text.endswith(("。", "；", "！")) else text + "；"
