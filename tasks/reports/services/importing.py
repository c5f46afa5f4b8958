"""Import a Report: its text is kept, its sentences are numbered, its promises become drafts."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.matching import DepartmentIndex
from departments.models import Department
from departments.verdicts import require
from tasks.models import Indicator, Milestone, Party, Passage, Report, Task
from tasks.reports import rules
from tasks.reports.catalogue import catalogue_of
from tasks.reports.decomposition import coverage
from tasks.reports.decomposition.document import decompose
from tasks.reports.decomposition.shapes import Decomposition, DraftTask, Refused, SetAside, Warning
from tasks.reports.drafting import Drafted, draft
from tasks.reports.refusals import sentence


@transaction.atomic
def import_report(
    *, actor, jurisdiction_id: int, data: bytes, file_name: str, year: int | None = None
) -> Report:
    """Import a file as a new Report with its drafts.

    Raises:
        ValidationError: the file is refused (the sentence names file and place), or it is already there.
    """
    require(rules.may_draft(actor, jurisdiction_id))
    # The row of the jurisdiction is the lock: the same file sent twice at once is kept once.
    Department.objects.jurisdictions().select_for_update().get(pk=jurisdiction_id)
    found = read_report(data, file_name, jurisdiction_id, year)
    digest = hashlib.sha256(data).hexdigest()
    if twin := Report.objects.filter(jurisdiction_id=jurisdiction_id, sha256=digest).first():
        raise ValidationError(
            _("This file is already here as “%(title)s”.") % {"title": twin.title}, code="already_imported"
        )
    report = save_report(
        found, actor=actor, jurisdiction_id=jurisdiction_id, digest=digest, file_name=file_name
    )
    passages = save_passages(report, found)
    index = DepartmentIndex.load(year=report.year, jurisdiction_id=report.jurisdiction_id)
    drafted = [draft(task, report=report, index=index) for task in found.tasks]
    save_drafts(drafted, [passages[_place(task)] for task in found.tasks])
    link_parents(drafted, found.tasks)
    log.record(
        actor=actor,
        action="tasks.report_imported",
        target=report,
        tasks=len(drafted),
        sentences=len(passages),
    )
    return report


def read_report(data: bytes, file_name: str, jurisdiction_id: int, year: int | None) -> Decomposition:
    """Decompose a file, with its refusal as a `ValidationError`."""
    try:
        found = decompose(data, file_name, catalogue=catalogue_of(jurisdiction_id), year=year)
    except Refused as refused:
        raise ValidationError(sentence(refused), code=refused.code) from refused
    try:
        coverage.check(found)
    except coverage.NotCovered as gap:
        wording = _(
            "Not every character of the text could be accounted for (%(gap)s) Compare before you issue."
        )
        found.warnings.insert(0, Warning(0, wording % {"gap": gap}))
    if not (year or found.document.year):
        raise ValidationError(
            _("The text does not say for which year it is. Please give the year."), code="no_year"
        )
    return found


def save_report(
    found: Decomposition,
    *,
    actor,
    jurisdiction_id: int,
    digest: str,
    file_name: str,
    corrects: Report | None = None,
) -> Report:
    """Keep the text as it was read."""
    document = found.document
    return Report.objects.create(
        jurisdiction_id=jurisdiction_id,
        year=document.year,
        title=(document.title or file_name)[:200],
        place=document.place[:80],
        kind=document.kind,
        text=found.text,
        file_name=file_name[:200],
        sha256=digest,
        encoding=document.encoding,
        parser_version=document.parser_version,
        warnings=[vars(warning) for warning in found.warnings],
        corrects=corrects,
        imported_by=actor,
        imported_at=clock.now(),
    )


def save_passages(report: Report, found: Decomposition) -> dict[tuple, Passage]:
    """Number every piece of the text in reading order; returns them by place."""
    pieces: list[DraftTask | SetAside] = sorted([*found.tasks, *found.set_aside], key=_place)
    rows = []
    for number, piece in enumerate(pieces, start=1):
        aside = isinstance(piece, SetAside)
        rows.append(
            Passage(
                report=report,
                number=number,
                paragraph=piece.source.paragraph,
                start=piece.source.start,
                end=piece.source.end,
                text=piece.text,
                path=[] if aside else piece.path,
                state=Passage.State.SET_ASIDE if aside else Passage.State.COMMITMENT,
                reason=piece.reason if aside else "",
            )
        )
    Passage.objects.bulk_create(rows, batch_size=500)
    return {(row.paragraph, row.start): row for row in rows}


def save_drafts(drafted: list[Drafted], passages: list[Passage]) -> None:
    """Write drafts with all their parts, each linked to its sentence."""
    Task.objects.bulk_create([one.task for one in drafted], batch_size=500)
    Party.objects.bulk_create([party for one in drafted for party in one.parties], batch_size=500)
    Milestone.objects.bulk_create([step for one in drafted for step in one.milestones], batch_size=500)
    Indicator.objects.bulk_create([goal for one in drafted for goal in one.indicators], batch_size=500)
    link = Task.passages.through
    link.objects.bulk_create(
        [link(task=one.task, passage=passage) for one, passage in zip(drafted, passages, strict=True)],
        batch_size=500,
    )


def link_parents(drafted: list[Drafted], found: list[DraftTask]) -> None:
    """A measure belongs to its main task."""
    children = []
    for one, task in zip(drafted, found, strict=True):
        if task.parent is not None:
            one.task.parent = drafted[task.parent].task
            children.append(one.task)
    Task.objects.bulk_update(children, ["parent"], batch_size=500)


def _place(piece: DraftTask | SetAside) -> tuple[int, int]:
    return piece.source.paragraph, piece.source.start
