"""What the pages of a Report show, made once a request."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.models import Person
from departments.parts import part
from tasks.choices import DateOrigin
from tasks.models import Passage, Report, ReviewStep, Task
from tasks.register.issuing import hindrances
from tasks.reports.cards import AT_FIRST, draft_rows, leaf
from tasks.reports.querysets import Coverage, coverage
from tasks.reports.review_forms import BulkForm
from tasks.reports.rules import may_draft, may_issue
from tasks.reports.sentences import counted, sentences, text_for_review, text_to_read

# As conditions of the database; `cards.flags` says the same of one draft.
FILTERS = {
    "open": Q(accepted=False),
    "all": Q(),
    "no_unit": Q(lead_department__isnull=True),
    "no_date": Q(due_origin=DateOrigin.DEFAULT),
    "unsure": ~Q(unmatched=[]) | Q(lead_department__isnull=True, suggested__isnull=False) & ~Q(suggested=[]),
    "accepted": Q(accepted=True),
}


# 一、 and （一）: what the outline of a report shows; run-in headings would be too many.
_CHAPTER = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]")


@dataclass(frozen=True)
class Progress:
    """How far the review has come, and what it takes to issue."""

    coverage: Coverage
    tabs: list[tuple[str, str, int]]  # name of the filter, its words, how many drafts
    last_step: ReviewStep | None

    @property
    def left(self) -> int:
        """Sentences that nobody has decided on: no task yet, or a draft that is not accepted."""
        return self.coverage.open + self.coverage.to_review

    @property
    def left_words(self) -> str:
        """How much is left, in words."""
        words = ngettext("%(count)s sentence to go", "%(count)s sentences to go", self.left)
        return words % {"count": self.left} if self.left else _("Every sentence is decided")

    @property
    def drafts(self) -> int:
        """How many drafts there are, whatever is shown."""
        return next(count for name, _words, count in self.tabs if name == "all")

    @property
    def finished(self) -> bool:
        """There are drafts, and nothing is left to decide."""
        return not self.left and self.drafts > 0

    @property
    def bar(self) -> list[tuple[str, int, int]]:
        """The sentences as a bar of 100: state, where its piece begins, how wide it is."""
        done = self.coverage.covered - self.coverage.to_review
        pieces = {"accepted": done, "draft": self.coverage.to_review, "uncovered": self.coverage.open}
        total, at, found = max(1, sum(pieces.values())), 0, []
        for state, count in pieces.items():
            end = at + count
            found.append((state, 1000 * at // total, 1000 * end // total - 1000 * at // total))
            at = end
        return found


def progress(report: Report, reader: Person) -> Progress:
    """Count what is done and what is left; three statements."""
    words = {
        "open": _("To review"),
        "all": _("All"),
        "no_unit": _("No unit"),
        "no_date": _("No date in the text"),
        "unsure": _("Unsure"),
        "accepted": _("Accepted"),
    }
    drafts = Task.objects.drafts().filter(report=report)
    counts = drafts.aggregate(
        **{name: Count("pk", filter=condition or None) for name, condition in FILTERS.items()}
    )
    mine = report.steps.filter(undone_at__isnull=True, actor=reader).only("id", "verb")
    return Progress(coverage(report), [(name, words[name], counts[name]) for name in FILTERS], mine.first())


def review_page(report: Report, request: HttpRequest) -> dict:
    """Everything of the review page: the text left, the first drafts right, and whether there are others to fetch."""
    show = request.GET.get("show", "open")
    show = show if show in FILTERS else "all"
    begin, at = (number(request.GET.get(name)) for name in ("from", "at"))
    found = sentences(report, request.user)
    drafts = Task.objects.drafts().filter(report=report)
    first = leaf(drafts.filter(FILTERS[show]), begin or 0, at)
    come = progress(report, request.user)
    # A filter of a short report hides; of a long one the page holds what it shows, and the others come later.
    more = come.drafts > AT_FIRST and come.drafts > len(first.ids)
    issues = may_issue(request.user, report.jurisdiction_id)
    return {
        "report": report,
        "progress": part("progress", report=report, progress=come),
        "tabs": part("tabs", progress=come, show=show),
        "show": show,
        "left": come.left,
        "text": text_for_review(found, report),
        "drafts": draft_rows(report, drafts.filter(pk__in=first.ids) if more else drafts, scripted=False),
        "leaf": first,
        "others": more,
        "reasons": reasons(),
        "bulk_form": BulkForm(report=report),
        "done": part(
            "done",
            report=report,
            hinder=hindrances_of(report) if come.finished else None,
            may_issue=issues,
        ),
        "may_issue": issues,
    }


def number(written: str | None) -> int | None:
    """A whole number of an address or a form; None where none is written, or none that could be meant."""
    return int(written) if written and written.isdecimal() and len(written) < 12 else None


def reasons() -> list[tuple[str, str]]:
    """Why a sentence may be no task; a heading is recognised by its form and is nobody's decision."""
    return [(reason.value, reason.label) for reason in Passage.Reason if reason != Passage.Reason.HEADING]


def hindrances_of(report: Report) -> list[tuple[Task, list[str]]]:
    """The accepted drafts that can't be issued yet, each with what it lacks."""
    return hindrances(list(Task.objects.drafts().filter(report=report, accepted=True).order_by("pk")))


def text_page(report: Report, request: HttpRequest) -> dict:
    """The Report as a page: every sentence with the light of its tasks and the way to them."""
    found = sentences(report, request.user)
    cells = [sentence for sentence in found if sentence.promised]
    return {
        "report": report,
        "coverage": coverage(report),
        "counted": counted(found),
        "cells": cells,
        "strip": part("strip", cells=cells),
        "outline": [one for one in found if one.heading and _CHAPTER.match(one.text.strip())],
        "may_draft": may_draft(request.user, report.jurisdiction_id),
        "text": text_to_read(found, report),
    }
