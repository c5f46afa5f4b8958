"""My week: what a person has to do this week, gathered from everything that waits for their posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import uuid4

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.statements import values
from departments.workdays import WorkCalendar
from supervision.models import Urging, WeeklyCheck
from supervision.queue.inside import differences
from supervision.weekly.forms import AnswerForm
from supervision.weekly.rules import needs_words
from tasks.choices import Light, SelfLight, Status
from tasks.models import ClosingRequest, Decision, ExtensionRequest, Task
from tasks.register.presentation import parameters, today_calendar
from tasks.register.ways import Ways, ways_of

# So many of a kind are shown at once; the rest is one link away.
SHOWN = 50


class Card(NamedTuple):
    """A check to answer: its task, what was said last, and the words beside it; plain values, because there are many."""

    pk: int
    percent_before: int
    task: int
    number: str
    title: str
    light: str
    task_self_light: str
    percent: int
    planned_percent: int
    next_due_on: date
    latest_report: int | None
    last_self_light: str
    done: str
    problem: str
    next_step: str
    urgency: str = ""
    when: str = ""
    refused: str = ""
    submission: str = ""

    @property
    def self_light(self) -> str:
        """What the unit said last, to begin with."""
        return self.last_self_light or SelfLight.GREEN

    @property
    def planned(self) -> str:
        """Where the plan is, and where the last report was."""
        return _("plan %(planned)s%% · last %(last)s%%") % {
            "planned": self.planned_percent,
            "last": self.percent_before,
        }


_CARD = (
    *("pk", "percent_before", "task_id", "task__number", "task__title", "task__light", "task__self_light"),
    *("task__percent", "task__planned_percent", "task__next_due_on", "task__latest_report_id"),
    *("previous__self_light", "previous__done", "previous__problem", "previous__next_step"),
)


@dataclass
class Week:
    """Everything that waits, by kind; `count` is the N of the first sentence."""

    checks: list[Card] = field(default_factory=list)
    unchanged: list[Card] = field(default_factory=list)
    unsigned: list[Task] = field(default_factory=list)
    extensions: list[ExtensionRequest] = field(default_factory=list)
    closings: list[ClosingRequest] = field(default_factory=list)
    returned: list[ClosingRequest] = field(default_factory=list)
    urgings: list[Urging] = field(default_factory=list)
    due_soon: list[Task] = field(default_factory=list)
    lagging: list[Task] = field(default_factory=list)  # the unit's own, for whoever answers for the unit
    minutes: int = 0

    @property
    def count(self) -> int:
        """How many things there are to do; what can be confirmed in one tap counts as one."""
        kinds = (self.checks, self.unsigned, self.extensions, self.closings, self.returned, self.urgings)
        return sum(map(len, kinds)) + bool(self.unchanged)


def my_week(person, today: date, bound: AnswerForm | None = None, bound_pk: int | None = None) -> Week:
    """What the person's posts have to do; `bound` is a form that was refused, with everything typed."""
    _day, calendar = today_calendar()
    soon = calendar.add(today, parameters().amber_within_wd)
    week = Week()
    for card in _checks(person):
        card = card._replace(submission=str(uuid4()))
        if bound_pk == card.pk:
            typed = {"form": bound, "planned": card.planned}
            card = card._replace(refused=render_to_string("supervision/weekly/_refused.html", typed))
        if (
            card.refused
            or _has_news(card, soon)
            or needs_words(card.light, card.task_self_light, card.latest_report)
        ):
            urgency, days = due_words(card.next_due_on, today, calendar)
            week.checks.append(card._replace(urgency=urgency, when=_when(urgency, days)))
        else:
            week.unchanged.append(card)
    for name in _may_wait(person, today, soon):
        rows = _waiting(name, person, today, soon, {card.task for card in week.checks})
        setattr(week, name, list(rows[:SHOWN]))
    for requests in (week.closings, week.extensions):
        found = differences(requests)
        for asked in requests:
            asked.difference = found[asked.pk]
    urged = {urging.task_id for urging in week.urgings}
    week.due_soon = [task for task in week.due_soon if task.pk not in urged]
    week.minutes = len(week.checks) * 2 + week.count
    return week


def due_words(next_due_on: date, today: date, calendar: WorkCalendar) -> tuple[str, int]:
    """late, soon or far, with the working days that are over or left."""
    days = calendar.between(today, next_due_on)
    if next_due_on < today:
        return "late", -days
    return ("soon" if days <= 5 else "far"), days


def _when(urgency: str, days: int) -> str:
    if urgency == "late":
        words = ngettext("%(n)s working day late", "%(n)s working days late", days)
    else:
        words = ngettext("%(n)s working day left", "%(n)s working days left", days)
    return words % {"n": days}


def _checks(person) -> list[Card]:
    # Without a report before there are no words to begin with.
    return [
        Card(*row[:-4], *(word or "" for word in row[-4:]))
        for row in values(_cards, ways_of(person.acting, "report_progress"))
    ]


def _cards(ways: Ways) -> QuerySet:
    checks = WeeklyCheck.objects.to_answer_on(ways).filter(task__status=Status.ACTIVE)
    return checks.values_list(*_CARD)[: SHOWN * 2]


def _has_news(card: Card, soon: date) -> bool:
    """Something is expected of this task this week: a date is near, or it does not go to plan."""
    return card.next_due_on <= soon or SelfLight.AMBER in (card.light, card.task_self_light)


def _waiting(name: str, person, today: date, soon: date, asked: set[int]) -> QuerySet:
    """What else waits, by its name in `Week`; of tasks that are `asked` about anyway no date is named."""
    match name:
        case "unsigned":
            unsigned = Task.objects.visible_to(person, verb="sign").filter(status=Status.ISSUED)
            return unsigned.select_related("lead_department").order_by("sign_by_on", "pk")
        case "extensions":
            return _requests(ExtensionRequest, person, "review_extension")
        case "closings":
            return _requests(ClosingRequest, person, "review_closing")
        case "returned":
            return _returned(person)
        case "urgings":
            return _urgings(person)
        case "lagging":
            behind = Task.objects.visible_to(person, verb="review_closing").open().filter(light__in=_LAGGING)
            return behind.order_by("next_due_on", "pk").select_related("post")
    own = Task.objects.visible_to(person, verb="report_progress").filter(status=Status.ACTIVE)
    due = own.filter(next_due_on__range=(today, soon)).exclude(pk__in=asked)
    return due.order_by("next_due_on").only("number", "title", "next_due_on")


_LAGGING = (Light.RED, Light.AMBER)

# Which kinds can be there at all, more loosely than `_waiting` says it, and by the verb that reaches their tasks: in
# most weeks nothing of a kind waits, and composing the statements that read them takes longer than a handler's page.
_MAY_WAIT = {
    "unsigned": ("sign", "tasks_task t WHERE t.status = 'issued' AND t.id"),
    "extensions": ("review_extension", "tasks_extensionrequest t WHERE t.state = 'unit' AND t.task_id"),
    "closings": ("review_closing", "tasks_closingrequest t WHERE t.state = 'unit' AND t.task_id"),
    "returned": ("submit_closing", "tasks_closingrequest t WHERE t.state = 'refused' AND t.task_id"),
    "urgings": ("reply_urging", "supervision_urging t WHERE t.replied_at IS NULL AND t.task_id"),
    "lagging": ("review_closing", "tasks_task t WHERE t.light IN ('red', 'amber') AND t.id"),
    "due_soon": ("report_progress", "tasks_task t WHERE t.next_due_on BETWEEN %s AND %s AND t.id"),
}


def _may_wait(person, today: date, soon: date) -> set[str]:
    """The kinds of which anything may wait for this person; one statement."""
    parts, told = [], []
    for name, (verb, rows) in _MAY_WAIT.items():
        if ways := ways_of(person.acting, verb):
            tasks, given = _reached(ways)
            parts.append(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {rows} IN ({tasks}))")  # noqa: S608
            told += [*([today.isoformat(), soon.isoformat()] if name == "due_soon" else []), *given]
    if not parts:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), told)
        return {name for (name,) in cursor.fetchall()}


@lru_cache(maxsize=1000)
def _reached(ways: Ways) -> tuple[str, tuple]:
    """The statement of the tasks to which these ways lead."""
    return Task.objects.reached_by(ways).order_by().values("pk").query.sql_with_params()


def _requests(model, person, verb: str) -> QuerySet:
    tasks = Task.objects.visible_to(person, verb=verb)
    waiting = model.objects.filter(state=Decision.UNIT, task__in=tasks).exclude(asked_by=person)
    return waiting.select_related("task__latest_report", "asked_by").order_by("asked_at")


def _returned(person) -> QuerySet[ClosingRequest]:
    """Applications to close that were sent back and not followed by another one."""
    tasks = Task.objects.visible_to(person, verb="submit_closing").filter(status=Status.ACTIVE)
    refused = ClosingRequest.objects.filter(state=Decision.REFUSED, task__in=tasks)
    later = ClosingRequest.objects.exclude(state=Decision.REFUSED).filter(task=OuterRef("task"))
    return refused.filter(~Exists(later)).select_related("task", "decided_by").order_by("-id")


def _urgings(person) -> QuerySet[Urging]:
    tasks = Task.objects.visible_to(person, verb="reply_urging").open()
    waiting = Urging.objects.filter(task__in=tasks, replied_at__isnull=True, reply_by_on__isnull=False)
    # A date that was met or moved meanwhile needs no answer any more.
    waiting = waiting.filter(due_on=F("task__next_due_on"))
    return waiting.select_related("task").order_by("reply_by_on", "id")
