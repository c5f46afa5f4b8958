"""Everything that happened to a task, in words, newest first; filtered by kind and by person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import AuditEntry
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

_ENTRY = ("at", "actor_id", "actor_name", "action", "details")
_REPORT = (
    *("reported_at", "reported_on", "reporter_id", "reporter__name", "percent", "no_change", "done"),
    *("problem", "next_step"),
)


def timeline(task: Task, wanted: Wanted, discussed: bool = True) -> Timeline:
    """The newest moments of a task; one statement for each source, and one more when posts changed hands.

    `discussed` is False when it is known that there are no comments.
    """
    moments, reports = [], None
    if wanted.asks(*{act.kind for act in ACTS.values()}):
        moments += _acts(task, wanted)
    if wanted.asks(Happening.REPORT):
        told = list(_by(ProgressReport.objects.filter(task=task), "reporter", wanted).values_list(*_REPORT))
        moments += [_reported(*report) for report in told]
        if wanted.whole and len(told) <= wanted.most:
            reports = [(on, percent) for _at, on, _id, _name, percent, *_words in told]
    if discussed and wanted.asks(Happening.DISCUSSION):
        comments = Comment.objects.filter(task=task).select_related("author").order_by("-id")
        moments += [_said(comment) for comment in _by(comments, "author", wanted)]
    for lend in LENT:
        moments += lend(task, wanted)
    moments.sort(key=lambda moment: moment.at, reverse=True)
    return Timeline(moments[: wanted.most], len(moments) > wanted.most, reports)


def _by(rows, field: str, wanted: Wanted):
    # One more than is shown says whether there are more.
    return (rows if wanted.who is None else rows.filter(**{field: wanted.who}))[: wanted.most + 1]


def _acts(task: Task, wanted: Wanted) -> list[Moment]:
    entries = AuditEntry.objects.filter(target_type="tasks.task", target_id=task.pk).order_by("-id")
    if wanted.kind is None:
        entries = entries.exclude(action__in=_TOLD_ELSEWHERE)
    else:
        entries = entries.filter(action__in=[name for name, act in ACTS.items() if act.kind == wanted.kind])
    if wanted.who is not None:
        entries = entries.filter(actor_id=wanted.who or None)
    rows = list(entries.values_list(*_ENTRY)[: wanted.most + 1])
    words = Words(details for *_who, details in rows)
    return [_acted(words, *row) for row in rows]


def _acted(words: Words, at: datetime, actor_id: int | None, name: str, action: str, details: dict) -> Moment:
    # Why the machine did it is a code that the light of the page says in words.
    text = written(action, details) if actor_id else ""
    changes = tuple(words.differences(details))
    what = named(action, details)
    return Moment(timezone.localtime(at), name or _("Luoshi"), actor_id or 0, what, text, changes)


def _reported(
    at: datetime,
    _on: date,
    who_id: int,
    name: str,
    percent: int,
    no_change: bool,
    done: str,
    problem: str,
    then: str,
) -> Moment:
    what, local = _("Progress reported: %(percent)s%%") % {"percent": percent}, timezone.localtime(at)
    if no_change:
        return Moment(local, name, who_id, what, _("Confirmed without change."))
    parts = [done]
    parts += [_("Problem: %(text)s") % {"text": problem}] if problem else []
    parts += [_("Next: %(text)s") % {"text": then}] if then else []
    return Moment(local, name, who_id, what, "\n".join(parts))


def _said(comment: Comment) -> Moment:
    what = _("A comment was taken back") if comment.withdrawn_at else _("Comment")
    author = comment.author
    at = timezone.localtime(comment.said_at)
    return Moment(at, author.name, author.pk, what, comment.shown, comment=comment)
