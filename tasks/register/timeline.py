"""Everything that happened to a task, in words, newest first; filtered by kind and by person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from audit import clock
from audit.models import AuditEntry
from audit.statements import composed
from tasks.discussion.models import Comment
from tasks.progress.models import ProgressReport
from tasks.register.acts import ACTS, Happening, named, written
from tasks.register.differences import Difference, Words
from tasks.register.models import Task

# The progress reports and the comments themselves say these.
_TOLD_ELSEWHERE = (
    *("tasks.progress_reported", "supervision.confirmed_unchanged"),
    *("tasks.commented", "tasks.comment_withdrawn"),
)


MOST_PERCENTS = 120


class Moment(NamedTuple):
    """One thing that happened: when (local time), who, what, what they wrote, and what they changed."""

    at: datetime
    who: str
    who_id: int | None
    what: str
    text: str = ""
    changes: tuple[Difference, ...] = ()
    comment: Comment | None = None

    @property
    def minute(self) -> str:
        """When, to the minute."""
        return f"{self.at:%Y-%m-%d %H:%M}"


class Wanted(NamedTuple):
    """How many moments, of which kind, of whom; None is everything and everybody, 0 the machine."""

    most: int
    kind: str | None = None
    who: int | None = None

    @property
    def whole(self) -> bool:
        """Nothing is left out but by number."""
        return self.kind is None and self.who is None

    def asks(self, *kinds: Happening) -> bool:
        """Whether moments of one of these kinds are wanted."""
        return self.kind is None or self.kind in kinds


class Timeline(NamedTuple):
    """The newest moments; whether there are older ones; day and percent of every report, when these are all there are."""

    moments: list[Moment]
    more: bool
    reports: list[tuple[date, int]] | None


# What apps to the right tell of a task: each is given the task and what is wanted.
LENT: list[Callable[[Task, Wanted], list[Moment]]] = []


def timeline(task: Task, wanted: Wanted, discussed: bool = True) -> Timeline:
    """The newest moments of a task; one statement for each source, and one more when posts changed hands.

    `discussed` is False when it is known that there are no comments.
    """
    moments, reports = [], None
    if wanted.asks(*{act.kind for act in ACTS.values()}):
        moments += _acts(task, wanted)
    if wanted.asks(Happening.REPORT):
        told = list(_rows(_reports, task, wanted))
        moments += [_reported(report) for report in told]
        if wanted.whole and len(told) <= wanted.most:
            reports = [(report.reported_on, report.percent) for report in told]
    if discussed and wanted.asks(Happening.DISCUSSION):
        moments += [_said(comment) for comment in _comments(task.pk, wanted)]
    for lend in LENT:
        moments += lend(task, wanted)
    moments.sort(key=lambda moment: moment.at, reverse=True)
    return Timeline(moments[: wanted.most], len(moments) > wanted.most, reports)


def percents(task_id: int) -> list[tuple[date, int]]:
    """Day and percent of the newest reports, as many as the chart shows."""
    return [(report.reported_on, report.percent) for report in composed(_percents, task_id)]


def _percents(task_id: int) -> QuerySet:
    rows = ProgressReport.objects.filter(task=task_id).order_by("-id")
    return rows.only("reported_on", "percent")[:MOST_PERCENTS]


def _rows(make: Callable[[int, Wanted], QuerySet], task: Task, wanted: Wanted) -> Iterable:
    # The story as it is opened; a filter is composed anew, so that not every person's is remembered.
    return composed(make, task.pk, wanted) if wanted.whole else make(task.pk, wanted)


def _reports(task_id: int, wanted: Wanted) -> QuerySet:
    rows = ProgressReport.objects.filter(task=task_id).annotate(who=F("reporter__name")).order_by("-id")
    rows = rows.defer("self_light", "submission", "post", "department")
    return _first(rows if wanted.who is None else rows.filter(reporter=wanted.who), wanted)


def _comments(task_id: int, wanted: Wanted) -> QuerySet:
    rows = Comment.objects.filter(task=task_id).select_related("author").order_by("-id")
    return _first(rows if wanted.who is None else rows.filter(author=wanted.who), wanted)


def _entries(task_id: int, wanted: Wanted) -> QuerySet:
    rows = AuditEntry.objects.filter(target_type="tasks.task", target_id=task_id).order_by("-id")
    if wanted.kind is None:
        rows = rows.exclude(action__in=_TOLD_ELSEWHERE)
    else:
        rows = rows.filter(action__in=[name for name, act in ACTS.items() if act.kind == wanted.kind])
    if wanted.who is not None:
        rows = rows.filter(actor_id=wanted.who or None)
    return _first(rows.defer("actor_post", "target_type"), wanted)


def _first(rows: QuerySet, wanted: Wanted) -> QuerySet:
    # One more than is shown says whether there are more.
    return rows[: wanted.most + 1]


def _acts(task: Task, wanted: Wanted) -> list[Moment]:
    entries = list(_rows(_entries, task, wanted))
    words = Words(entry.details for entry in entries)
    return [_acted(words, entry) for entry in entries]


def _acted(words: Words, entry: AuditEntry) -> Moment:
    # Why the machine did it is a code that the light of the page says in words.
    text = written(entry.action, entry.details) if entry.actor_id else ""
    changes = tuple(words.differences(entry.details))
    what, who = named(entry.action, entry.details), entry.actor_name or _("Luoshi")
    return Moment(clock.local(entry.at), who, entry.actor_id or 0, what, text, changes)


def _reported(report: ProgressReport) -> Moment:
    what = _("Progress reported: %(percent)s%%") % {"percent": report.percent}
    parts = [report.done]
    parts += [_("Problem: %(text)s") % {"text": report.problem}] if report.problem else []
    parts += [_("Next: %(text)s") % {"text": report.next_step}] if report.next_step else []
    text = _("Confirmed without change.") if report.no_change else "\n".join(parts)
    return Moment(clock.local(report.reported_at), report.who, report.reporter_id, what, text)


def _said(comment: Comment) -> Moment:
    what = _("A comment was taken back") if comment.withdrawn_at else _("Comment")
    author = comment.author
    at = clock.local(comment.said_at)
    return Moment(at, author.name, author.pk, what, comment.shown, comment=comment)
