"""Cutting the text: a draft in pieces, a part of it as a draft of its own, a task of a sentence that was none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from departments.matching import DepartmentIndex
from tasks.models import Party, Passage, Report, ReviewStep, Task
from tasks.reports.catalogue import catalogue_of
from tasks.reports.decomposition import deadlines, kinds, targets, titles
from tasks.reports.decomposition.shapes import DraftTask, Source
from tasks.reports.decomposition.suggest import suggest
from tasks.reports.drafting import draft
from tasks.reports.services.importing import save_drafts
from tasks.reports.services.steps import drafts_of, lock, passages_of, picture, save_step

_EDGE = "，,；;。、 \u3000\n"


@transaction.atomic
def split_draft(
    *, actor, report_id: int, task_id: int, cuts: Sequence[int], seen: Mapping[int, int] | None = None
) -> ReviewStep:
    """Cut a draft's text at these character offsets into several drafts of the same sentence.

    Raises:
        ValidationError: a cut lies at the edge of the text or leaves nothing on one side.
    """
    report = lock(actor, report_id)
    [task] = drafts_of(report, [task_id], seen)
    edges = sorted({0, *cuts, len(task.text)})
    pieces = [task.text[start:end].strip(_EDGE) for start, end in pairwise(edges)]
    if len(pieces) < 2 or edges[0] < 0 or edges[-1] > len(task.text) or not all(pieces):
        raise ValidationError(_("A cut must leave words on both sides."), code="bad_cut")
    return _cut(report, task, pieces, actor)


def make_task_of(*, actor, report_id: int, passage_id: int, words: str = "") -> ReviewStep:
    """Words marked in the text become a draft: taken out of the draft they stand in, or of a sentence without one."""
    drafts = Task.objects.drafts().filter(report=report_id, passages=passage_id).order_by("pk")
    found = next((task for task in drafts if words in task.text), drafts.first()) if words else None
    if found is None:
        return restore_passage(actor=actor, report_id=report_id, passage_id=passage_id, words=words)
    return take_out(actor=actor, report_id=report_id, task_id=found.pk, words=words)


@transaction.atomic
def take_out(
    *, actor, report_id: int, task_id: int, words: str, seen: Mapping[int, int] | None = None
) -> ReviewStep:
    """These words of a draft become a draft of their own; what stood around them stays together.

    Raises:
        ValidationError: the words don't stand in the draft, or nothing would be left of it.
    """
    report = lock(actor, report_id)
    [task] = drafts_of(report, [task_id], seen)
    before, found, after = task.text.partition(words)
    if not found:
        raise ValidationError(_("These words do not stand in the draft any more."), code="changed_meanwhile")
    piece, rest = words.strip(_EDGE), _joined(before, after)
    if not (piece and rest):
        raise ValidationError(_("A cut must leave words on both sides."), code="bad_cut")
    return _cut(report, task, [rest, piece], actor)


def _joined(before: str, after: str) -> str:
    """What stood before and after the words that were taken out, with one mark between them."""
    before, after = before.rstrip(_EDGE), after.lstrip(_EDGE)
    return f"{before}，{after}" if before and after.strip(_EDGE) else (before or after).strip(_EDGE)


def _cut(report: Report, task: Task, pieces: list[str], actor) -> ReviewStep:
    passages = passages_of([task])
    before = picture([task.pk], passages)
    parties, sources = list(task.parties.all()), list(task.passages.all())
    made = [_redrafted(task, piece, parties, sources) for piece in pieces[1:]]
    _rewrite(task, pieces[0])
    return save_step(
        report, "split", actor=actor, before=before, task_ids=[task.pk, *made], passage_ids=passages
    )


@transaction.atomic
def restore_passage(*, actor, report_id: int, passage_id: int, words: str = "") -> ReviewStep:
    """Make a task of a sentence that was set aside or left open, or of these words of it.

    Raises:
        ValidationError: the words don't stand in the sentence.
    """
    report = lock(actor, report_id)
    passage = report.passages.get(pk=passage_id)
    text = (words or passage.text).strip(_EDGE)
    if not text or text not in passage.text:
        raise ValidationError(_("These words do not stand in the sentence."), code="bad_cut")
    before = picture([], [passage.pk])
    found = _found(text, report.year, passage.path, passage.paragraph)
    found.suggested = suggest(text, passage.path, catalogue_of(report.jurisdiction_id))
    found.kind = kinds.kind_of(text)
    found.area = kinds.area_of(text, passage.path, found.kind)
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


def _redrafted(task: Task, text: str, parties: list[Party], sources: list[Passage]) -> int:
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
    source = next((passage for passage in sources if text in passage.text), sources[0])
    save_drafts([drafted], [source])
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
