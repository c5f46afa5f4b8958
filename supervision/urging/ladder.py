"""The urging ladder: which step is due for which dates. Pure; the calendar and today are arguments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from departments.choices import Role
from departments.parameters import Parameters
from departments.workdays import WorkCalendar
from supervision.urging.models import Urging

Level = Urging.Level
BEFORE = (Level.REMIND_5, Level.REMIND_1)
AFTER = (Level.URGE, Level.SLIP_1, Level.SLIP_2, Level.PROPOSAL)
# These wait for a reply of the unit.
WANT_REPLY = (Level.URGE, Level.SLIP_1, Level.SLIP_2, Level.BY_HAND)
# Who hears of a step beside the handler.
HEADS_TOO = (Level.SLIP_1, Level.SLIP_2, Level.BY_HAND)
LEADER_TOO = (Level.SLIP_2,)
SUPERVISORS = (Role.SUPERVISOR, Role.CHIEF, Role.LOCAL_SUPERVISOR)

_DAY = timedelta(days=1)


class Band(NamedTuple):
    """Due dates (after `after`, when given, up to and including `until`) whose current step is `level`."""

    level: str
    after: date | None
    until: date


def bands(today: date, calendar: WorkCalendar, parameters: Parameters) -> list[Band]:
    """The due dates that stand at each step today, the highest step first.

    A date belongs to one step only, the highest whose day has come: after a standstill nobody gets the
    steps before it as well.
    """
    steps = [
        *zip(BEFORE, (-days for days in parameters.remind_before_wd), strict=True),
        *zip(AFTER, parameters.urge_after_wd, strict=True),
    ]
    found, after = [], None
    for level, offset in sorted(steps, key=lambda step: -step[1]):
        until = _latest_due(today, offset, calendar)
        found.append(Band(level, after, until))
        after = until
    return found


def current_step(due_on: date, today: date, calendar: WorkCalendar, parameters: Parameters) -> str | None:
    """The step at which this due date stands today; None before the first reminder."""
    for level, after, until in bands(today, calendar, parameters):
        if due_on <= until and (after is None or due_on > after):
            return level
    return None


def _latest_due(today: date, offset: int, calendar: WorkCalendar) -> date:
    """The latest due date whose step, so many working days from it, has come by today."""
    due = calendar.add(today, -offset)
    while calendar.add(due, offset) > today:
        due -= _DAY
    while calendar.add(due + _DAY, offset) <= today:
        due += _DAY
    return due
