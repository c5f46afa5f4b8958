"""Which weeks are due, who may answer, and when nobody needs to be asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from audit import clock
from departments.models import Person
from departments.permissions import Reach, may
from departments.workdays import WorkCalendar
from supervision.weekly.models import WeeklyCheck
from tasks.choices import Light, SelfLight, Status

# The working day ends at 18:00; a round closes at the end of its closing day.
END_OF_WORK = 18
# After a long standstill no more than a year of weeks is made good.
MOST_WEEKS = 53


class Week(NamedTuple):
    """An ISO week."""

    year: int
    week: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The ISO week of a day."""
        return cls(*day.isocalendar()[:2])

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def next(self) -> Week:
        """The week after."""
        return Week.of(self.monday + timedelta(days=7))

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"


def due_weeks(last: Week | None, on: date, calendar: WorkCalendar) -> list[Week]:
    """The weeks to open on that day: those after the last round up to this one, from its first working day on.

    A week wholly of holidays opens none; without any round before, the history begins with this week.
    """
    this = Week.of(on)
    week = max(last.next(), Week.of(this.monday - timedelta(weeks=MOST_WEEKS))) if last else this
    found = []
    while week <= this:
        first = calendar.first_workday_of_week(*week)
        if first and first <= on:
            found.append(week)
        week = week.next()
    return found


def last_closing_day(now: datetime) -> date:
    """The newest day whose work is over at that moment: today from 18:00, else yesterday."""
    local = clock.local(now)
    return local.date() if local.hour >= END_OF_WORK else local.date() - timedelta(days=1)


def in_review() -> Q:
    """Tasks whose unit has applied to close: the next word is the reviewer's, so the unit is not asked."""
    return Q(status__in=(Status.UNIT_REVIEW, Status.VERIFYING))


def quiet(soon: date | Combinable, lately: date | Combinable) -> Q:
    """The burden rule: green by both lights, no date up to `soon`, reported after `lately`, nothing missed or blocked."""
    return Q(
        status=Status.ACTIVE,
        light=Light.GREEN,
        self_light=SelfLight.GREEN,
        missed_reports=0,
        blocked_since__isnull=True,
        next_due_on__gt=soon,
        latest_report__reported_on__gt=lately,
    )


def why_not_unchanged(actor: Person, check: WeeklyCheck, reach: Reach) -> tuple[str, str] | None:
    """Code and sentence why "no change" can't be confirmed for this check of a task with this reach; None when it can.

    Whoever may report on the task may answer its check.
    """
    verdict = may(actor, "report_progress", reach)
    if not verdict:
        return "forbidden", verdict.reason
    if check.state != check.State.WAITING or check.closed_at:
        return "wrong_state", _("This check no longer waits for an answer.")
    if check.task.status != Status.ACTIVE:
        return "wrong_state", _("Sign the task first; signing answers the check.")
    return needs_words(check.task.light, check.task.self_light, check.task.latest_report_id)


def needs_words(light: str, self_light: str, latest_report_id: int | None) -> tuple[str, str] | None:
    """Code and sentence why the state of a task wants words of its own; None when last week's may stand."""
    if Light.RED in (light, self_light):
        return "red", _("This task is red: say what was done, what hinders and what comes next.")
    if latest_report_id is None:
        return "first_report", _("There is no report yet that could stay unchanged. Write the first one.")
    return None
