"""The supervisor's queue: what waits for the supervision office, the oldest first, with its age in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.calendar import city_calendar
from departments.workdays import WorkCalendar
from supervision.models import Urging
from tasks.choices import Light, Status
from tasks.models import ClosingRequest, Decision, ExtensionRequest, Task

SHOWN = 100


@dataclass(frozen=True)
class Line:
    """One thing that waits."""

    task_id: int
    number: str
    title: str
    department: str
    light: str
    self_light: str
    age: int  # working days since it waits
    note: str
    verb: str  # what is to be done on the task


@dataclass(frozen=True)
class Section:
    """One kind of things that wait; `total` counts also those not shown."""

    code: str
    title: str
    lines: list[Line]
    total: int


def queue(person, today: date) -> list[Section]:
    """Everything that waits for this supervisor, by kind."""
    calendar = city_calendar()
    verify = Task.objects.visible_to(person, verb="verify_closing")
    closings = ClosingRequest.objects.filter(state=Decision.SUPERVISOR, task__in=verify)
    extensions = ExtensionRequest.objects.filter(
        state=Decision.SUPERVISOR, task__in=Task.objects.visible_to(person, verb="decide_extension")
    )
    urged = Task.objects.visible_to(person, verb="urge")
    silent = Urging.objects.filter(
        task__in=urged.open(),
        replied_at__isnull=True,
        reply_by_on__lt=today,
        due_on=F("task__next_due_on"),  # a date that was met or moved needs no answer any more
        level__in=("t+1", "t+3", "t+7", "hand"),
    )
    proposals = Urging.objects.filter(task__in=urged.overdue(today), level="t+15", replied_at__isnull=True)
    unsigned = urged.filter(status=Status.ISSUED, sign_by_on__lt=today)
    apart = urged.open().filter(self_light__gt="").exclude(self_light=F("light")).exclude(light=Light.GREY)
    return [
        _requests(
            "verify", _("To verify"), closings.order_by("reviewed_at"), calendar, today, "verify_closing"
        ),
        _urgings("silent", _("Overdue without a reply"), silent.order_by("reply_by_on"), calendar, today),
        _tasks(
            "apart",
            _("Self-report and system light differ"),
            apart.order_by("next_due_on"),
            calendar,
            today,
            "rate",
        ),
        _requests(
            "extensions",
            _("Extensions to decide"),
            extensions.order_by("reviewed_at"),
            calendar,
            today,
            "decide_extension",
        ),
        _tasks(
            "unsigned",
            _("Not signed in time"),
            unsigned.order_by("sign_by_on"),
            calendar,
            today,
            "urge",
            "sign_by_on",
        ),
        _urgings(
            "proposals", _("Long overdue: your decision"), proposals.order_by("due_on"), calendar, today
        ),
    ]


_TASK = ("number", "title", "lead_department__short_name", "light", "self_light")
_OF_TASK = tuple(f"task__{name}" for name in _TASK)


def _requests(code, title, rows, calendar: WorkCalendar, today: date, verb: str) -> Section:
    explained = "statement" if rows.model is ClosingRequest else "explanation"
    values = rows.values_list("task_id", *_OF_TASK, "reviewed_at", "asked_at", explained)[:SHOWN]
    lines = [
        Line(*row[:6], _age(row[6] or row[7], calendar, today), row[8][:80], verb)
        for row in map(_filled, values)
    ]
    return Section(code, title, lines, _total(rows, lines))


def _urgings(code, title, rows, calendar: WorkCalendar, today: date) -> Section:
    values = rows.select_related(None).values_list("task_id", *_OF_TASK, "due_on", "level")[:SHOWN]
    words = dict(Urging.Level.choices)
    lines = [
        Line(*row[:6], calendar.between(row[6], today), str(words[row[7]]), "urge")
        for row in map(_filled, values)
    ]
    return Section(code, title, lines, _total(rows, lines))


def _tasks(
    code, title, rows, calendar: WorkCalendar, today: date, verb: str, since: str = "next_due_on"
) -> Section:
    values = rows.values_list("pk", *_TASK, since)[:SHOWN]
    lines = [
        Line(*row[:6], max(calendar.between(row[6], today), 0) if row[6] else 0, "", verb)
        for row in map(_filled, values)
    ]
    return Section(code, title, lines, _total(rows, lines))


def _filled(row: tuple) -> tuple:
    return tuple("" if value is None and place == 3 else value for place, value in enumerate(row))


def _age(moment: datetime | None, calendar: WorkCalendar, today: date) -> int:
    return calendar.between(timezone.localdate(moment), today) if moment else 0


def _total(rows, lines: list) -> int:
    return len(lines) if len(lines) < SHOWN else rows.count()
