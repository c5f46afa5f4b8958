"""What only a leader moves: the questions of the dashboard, each with its task and where it is answered."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.permissions import may
from departments.workdays import WorkCalendar
from supervision.overview.seen import Seen
from supervision.queue.kinds import BY_CODE
from supervision.urging.models import Urging
from tasks.decisions.models import Decision, ExtensionRequest, Proposal
from tasks.models import Blocker
from tasks.register.presentation import parameters, today_calendar
from tasks.register.querysets import TaskQuerySet

# So many of a kind; what waits longest comes first.
MOST = 3
# A unit that has waited so many working days for somebody else does not get there alone.
BLOCKED_WD = 15


class Question(NamedTuple):
    """One decision: the task, the question, where it is answered and by what word."""

    task_id: int
    number: str
    title: str
    unit: str
    question: str
    url: str
    does: str


def questions(seen: Seen, today: date) -> list[Question]:
    """Extensions beyond the usual number, proposals, long blockers, and what no step of the ladder has moved."""
    _day, calendar = today_calendar()
    found = [
        *_extensions(seen),
        *_proposed(seen, today),
        *_blocked(seen, today, calendar),
        *_unmoved(seen, today, calendar),
    ]
    # A task asks its first question only.
    return list({question.task_id: question for question in reversed(found)}.values())[::-1]


_TASK = ("task_id", "task__number", "task__title", "task__lead_department__short_name")


def _extensions(seen: Seen) -> list[Question]:
    decides = bool(may(seen.person, "decide_third_extension"))
    found = []
    for *task, ordinal, before, after in seen.read(_asked_again, parameters().max_extensions):
        asked = {"n": ordinal, "before": before, "after": after}
        words = _("Extension no. %(n)s, from %(before)s to %(after)s: granted or not?") % asked
        url = (
            reverse("register:do", args=[task[0], "decide_extension"]) + "?next=/dashboard/"
            if decides
            else ""
        )
        found.append(_question(task, words, url, _("Decide")))
    return found


def _asked_again(tasks: TaskQuerySet, usual: int) -> QuerySet:
    waiting = ExtensionRequest.objects.filter(task__in=tasks, state=Decision.SUPERVISOR, ordinal__gt=usual)
    told = waiting.order_by("reviewed_at", "pk").values_list(*_TASK, "ordinal", "due_before", "new_due_on")
    return told[:MOST]


def _proposed(seen: Seen, today: date) -> list[Question]:
    waiting = [proposal for (proposal,) in seen.read(_waiting)]
    # On most days nobody proposes anything; whom it would reach need not be asked then.
    if not waiting:
        return []
    rows = BY_CODE["asked"].rows(seen.person, today).filter(pk__in=waiting)
    rows = rows.select_related("task__lead_department")
    return [
        _question(
            [row.task_id, row.task.number, row.task.title, row.task.lead_department.short_name],
            _("Proposed: %(what)s, because %(reason)s")
            % {"what": row.get_verb_display(), "reason": row.reason[:80]},
            "",
            _("Look"),
        )
        for row in rows.exclude(task__lead_department=None)[:MOST]
    ]


def _blocked(seen: Seen, today: date, calendar: WorkCalendar) -> list[Question]:
    found = []
    for *task, since, text, unit, outside in seen.read(_long_blocked, calendar.add(today, -BLOCKED_WD)):
        days = calendar.between(since, today)
        words = ngettext(
            "“%(text)s” waits for %(whom)s for %(n)s working day: who brings it about?",
            "“%(text)s” waits for %(whom)s for %(n)s working days: who brings it about?",
            days,
        )
        whom = unit or outside or _("somebody")
        found.append(_question(task, words % {"text": text[:60], "whom": whom, "n": days}, "", _("Look")))
    return found


def _waiting(tasks: TaskQuerySet) -> QuerySet:
    return Proposal.objects.filter(task__in=tasks, state=Proposal.State.WAITING).values_list("pk")


def _long_blocked(tasks: TaskQuerySet, limit: date) -> QuerySet:
    rows = Blocker.objects.filter(task__in=tasks.open(), closed_on__isnull=True, opened_on__lte=limit)
    told = ("opened_on", "text", "waiting_for__short_name", "waiting_for_text")
    return rows.order_by("opened_on", "pk").values_list(*_TASK, *told)[:MOST]


def _unmoved(seen: Seen, today: date, calendar: WorkCalendar) -> list[Question]:
    found = []
    for *task, due_on in seen.read(_beyond_the_ladder, today):
        days = calendar.between(due_on, today)
        words = ngettext(
            "%(n)s working day overdue after every step of urging: how does it go on?",
            "%(n)s working days overdue after every step of urging: how does it go on?",
            days,
        )
        found.append(_question(task, words % {"n": days}, "", _("Look")))
    return found


def _beyond_the_ladder(tasks: TaskQuerySet, today: date) -> QuerySet:
    rows = Urging.objects.filter(
        task__in=tasks.overdue(today),
        level=Urging.Level.PROPOSAL,
        replied_at__isnull=True,
        due_on=F("task__next_due_on"),
    )
    return rows.order_by("due_on", "pk").values_list(*_TASK, "due_on")[:MOST]


def _question(task: list, words: str, url: str, does: str) -> Question:
    return Question(*task[:3], task[3] or "", words, url or reverse("register:task", args=[task[0]]), does)
