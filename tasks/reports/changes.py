"""What a reviewer's page does not show yet: the steps since its version, and who else is at work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from departments.models import Person
from departments.parts import part
from departments.verdicts import Verdict
from tasks.models import Report, ReviewStep, Task
from tasks.reports.cards import draft_rows
from tasks.reports.presentation import Progress, hindrances_of, progress
from tasks.reports.rules import may_issue
from tasks.reports.sentences import sentences, text_for_review
from tasks.reports.services.presence import GONE_AFTER, WRITTEN_EVERY


@dataclass(frozen=True)
class Colleague:
    """Somebody else who has this review open."""

    person: int
    name: str
    draft: int | None
    editing: bool


@dataclass
class Watch:
    """One look at a review: its version, who else is here, and when this person was last written down."""

    version: int
    jurisdiction_id: int
    others: list[Colleague] = field(default_factory=list)
    written: tuple[int | None, bool, datetime] | None = None

    @property
    def mark(self) -> str:
        """A word that changes whenever somebody else comes, goes or moves on."""
        return "|".join(f"{one.person}:{one.draft}:{one.editing:d}" for one in self.others)

    def stale(self, draft: int | None, editing: bool) -> bool:
        """Whether this person's own mark has to be written again."""
        if self.written is None or self.written[:2] != (draft, editing):
            return True
        return clock.now() - self.written[2] > WRITTEN_EVERY


def watch(report_id: int, person: Person) -> Watch | None:
    """Look at the review in one statement; None when the Report does not exist for this person."""
    rows = Report.objects.visible_to(person).filter(pk=report_id)
    names = ("person_id", "person__name", "draft", "editing", "seen_at")
    found: Watch | None = None
    for version, place, *row in rows.values_list(
        "version", "jurisdiction_id", *(f"presences__{name}" for name in names)
    ).order_by("presences__person_id"):
        found = found or Watch(version, place)
        who, name, draft, editing, seen_at = row
        if who == person.pk:
            found.written = (draft, editing, seen_at)
        elif who is not None and clock.now() - seen_at < GONE_AFTER:
            found.others.append(Colleague(who, name, draft, editing))
    return found


@dataclass(frozen=True)
class Changes:
    """The parts of the page that are drawn anew."""

    report: Report
    progress: Progress
    cards: SafeString
    gone: list[int]
    text: SafeString
    by_others: list[str]
    hinder: list | None
    may_issue: Verdict


def changes_since(report: Report, version: int, reader: Person) -> Changes:
    """All drafts and sentences that steps since this version have touched, and the progress."""
    steps = list(report.steps.filter(made_version__gt=version).select_related("actor"))
    tasks: set[int] = set()
    passages: set[int] = set()
    for step in steps:
        tasks.update(step.before["tasks"], step.after["tasks"])
        passages.update(step.before["passages"], step.after["passages"])
    drafts = Task.objects.drafts().filter(report=report, pk__in=tasks)
    standing = set(drafts.values_list("pk", flat=True))
    come = progress(report, reader)
    return Changes(
        report=report,
        progress=come,
        cards=draft_rows(report, drafts),
        gone=sorted(tasks - standing),
        text=text_for_review(sentences(report, reader, passages), report),
        by_others=[
            f"{step.actor.name}：{words_of(step)}" for step in reversed(steps) if step.actor_id != reader.pk
        ],
        hinder=hindrances_of(report) if come.finished else None,
        may_issue=may_issue(reader, report.jurisdiction_id),
    )


def said(verb: str, count: int) -> str:
    """What a step did, in words for the line that is read out."""
    words = {
        "accept": ngettext("%(count)s draft accepted.", "%(count)s drafts accepted.", count),
        "change": ngettext("%(count)s draft changed.", "%(count)s drafts changed.", count),
        "unit": ngettext("%(count)s draft changed.", "%(count)s drafts changed.", count),
        "split": _("Cut into %(count)s drafts."),
        "merge": _("Merged into one draft."),
        "set_aside": ngettext("%(count)s draft set aside.", "%(count)s drafts set aside.", count),
        "restore": _("The sentence is a task again."),
    }
    return words[verb] % {"count": count}


def words_of(step: ReviewStep) -> str:
    """What this step did, or that it was taken back."""
    if step.undone_at:
        return _("Taken back.")
    tasks = step.before["tasks"] if step.verb == "set_aside" else step.after["tasks"]
    return said(step.verb, len(tasks))


def draw(changes: Changes, **more) -> SafeString:
    """The changes as HTML, each part under the id that it has on the page."""
    return part("changes", c=changes, **more)
