"""The system light 系统灯, and why. Pure: the facts of a task, the calendar, the parameters and today go in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from departments.defaults import Parameters
from departments.workdays import WorkCalendar
from tasks.choices import OPEN, Light, ScheduleClass, Status
from tasks.schedule import planned_percent, schedule_class


@dataclass(frozen=True)
class Facts:
    """What the lights need to know of a task; dates are Asia/Shanghai dates."""

    status: str
    starts_on: date | None
    due_on: date | None
    percent: int
    first_due_on: date | None = None
    closed_on: date | None = None
    sign_by_on: date | None = None
    missed_reports: int = 0
    open_milestones: tuple[date, ...] = ()
    steps: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class Assessment:
    """Everything that is computed of a task on a day."""

    light: Light
    reason: str
    schedule_class: ScheduleClass
    planned_percent: int
    next_due_on: date | None


def assess(facts: Facts, *, today: date, calendar: WorkCalendar, parameters: Parameters) -> Assessment:
    """Light, reason, schedule class, planned percent and next date of a task on that day."""
    due = next_due(facts)
    planned = 0
    if facts.due_on and facts.starts_on:
        planned = planned_percent(facts.starts_on, facts.due_on, today, facts.steps)
    overdue = facts.status in OPEN and due is not None and due < today
    light, reason = _light(facts, due, planned, today, calendar, parameters)
    return Assessment(
        light=light,
        reason=reason,
        schedule_class=schedule_class(
            status=facts.status,
            percent=facts.percent,
            planned=planned,
            overdue=overdue,
            ahead_points=parameters.ahead_points,
            behind_points=parameters.behind_points,
        ),
        planned_percent=planned,
        next_due_on=due,
    )


def next_due(facts: Facts) -> date | None:
    """The earliest of the due date and the open milestones, by which a task is red or due soon."""
    return min([day for day in (facts.due_on, *facts.open_milestones) if day], default=None)


def _light(
    facts: Facts, due: date | None, planned: int, today: date, calendar: WorkCalendar, parameters: Parameters
) -> tuple[Light, str]:
    if facts.status == Status.CLOSED:
        # On time is measured by the first promised date, which no extension changes.
        late = facts.closed_on and facts.first_due_on and facts.closed_on > facts.first_due_on
        return (Light.DONE_LATE, "closed_late") if late else (Light.DONE, "closed_on_time")
    if facts.status not in OPEN or due is None:
        return Light.GREY, facts.status
    # The due day itself still counts as on time, so red starts the day after.
    if due < today:
        return Light.RED, "overdue" if due == facts.due_on else "milestone_overdue"
    return _amber(facts, due, planned, today, calendar, parameters) or (Light.GREEN, "on_plan")


def _amber(
    facts: Facts, due: date, planned: int, today: date, calendar: WorkCalendar, parameters: Parameters
) -> tuple[Light, str] | None:
    if facts.status == Status.ISSUED and facts.sign_by_on and facts.sign_by_on < today:
        return Light.AMBER, "unsigned"
    little = facts.percent * 100 < parameters.amber_under_plan_percent * planned
    if little and _soon(due, today, calendar, parameters.amber_within_wd):
        return Light.AMBER, "due_soon"
    if planned - facts.percent >= parameters.amber_behind_points:
        return Light.AMBER, "behind_plan"
    if facts.missed_reports >= parameters.amber_missed_reports:
        return Light.AMBER, "reports_missed"
    return None


def _soon(due: date, today: date, calendar: WorkCalendar, working_days: int) -> bool:
    # No run of holidays is longer than nine days, so a farther date is not soon by any calendar.
    if (due - today).days > 10 * (working_days + 1):
        return False
    return due < calendar.add(today, working_days + 1)
