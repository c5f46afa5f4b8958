"""How a task is said on every page: its date in working days, its lights in sentences, its holder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.utils import dateformat
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from departments.calendar import city_calendar
from departments.choices import Role
from departments.models import Department, Post
from departments.parameters import Parameters, city_parameters
from departments.workdays import WorkCalendar
from tasks.choices import OPEN, Light, Status
from tasks.register.models import Task

KEPT_SECONDS = 60
Made = TypeVar("Made")


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once a minute in each process, and anew when the cache is emptied."""
    # The cache holds a token only: unpickling twenty years of holidays takes longer than a statement.
    token = cache.get_or_set(name, lambda: uuid4().hex, KEPT_SECONDS)
    if _kept.get(name, ("",))[0] != token:
        _kept[name] = (token, make())
    return _kept[name][1]


_kept: dict[str, tuple[str, object]] = {}


def today_calendar() -> tuple[date, WorkCalendar]:
    """Today and the working calendar, which changes once a year: kept for a minute."""
    return clock.today(), kept("working-calendar", city_calendar)


def parameters() -> Parameters:
    """The settings of the city, kept for a minute."""
    return kept("city-parameters", city_parameters)


class Pairs(list, BaseChoiceIterator):
    """Choices in their final form: fields take them as they are, instead of making each anew at every look."""


def departments() -> Pairs:
    """Departments to choose from, kept for a minute."""
    return kept("department-choices", _read_departments)


def _read_departments() -> Pairs:
    rows = Department.objects.existing(clock.today()).order_by("position", "id")
    return Pairs(rows.values_list("id", "short_name"))


def leaders() -> Pairs:
    """Posts of the leaders who can lead a task, kept for a minute."""
    return kept("leader-choices", _read_leaders)


def _read_leaders() -> Pairs:
    posts = Post.objects.filter(abolished_on=None, role__in=(Role.VICE_MAYOR, Role.MAYORS_OFFICE))
    return Pairs((post.pk, str(post)) for post in posts.select_related("department"))


@dataclass
class Dates:
    """Says due dates; what was counted once in a request isn't counted again."""

    today: date
    calendar: WorkCalendar
    soon_wd: int
    _left: dict[date, int] = field(default_factory=dict)
    _said: dict[tuple, tuple[str, str]] = field(default_factory=dict)
    _short: dict[date | None, str] = field(default_factory=lambda: {None: ""})

    @classmethod
    def now(cls) -> Dates:
        """For the request that is being answered."""
        today, calendar = today_calendar()
        return cls(today, calendar, parameters().amber_within_wd)

    def left(self, due_on: date) -> int:
        """Working days left; negative when overdue."""
        if due_on not in self._left:
            self._left[due_on] = self.calendar.between(self.today, due_on)
        return self._left[due_on]

    def short(self, day: date | None) -> str:
        """Month and day; with the year when it isn't this one."""
        if day not in self._short:
            self._short[day] = f"{day:%m-%d}" if day.year == self.today.year else f"{day:%Y-%m-%d}"
        return self._short[day]

    def say(
        self, status: str, due_on: date | None, next_due_on: date | None, closed_on: date | None
    ) -> tuple[str, str]:
        """The words beside a due date and their class: `late`, `soon` or nothing."""
        key = (status, due_on, next_due_on, closed_on)
        if key not in self._said:
            self._said[key] = self._words(*key)
        return self._said[key]

    def _words(
        self, status: str, due_on: date | None, next_due_on: date | None, closed_on: date | None
    ) -> tuple[str, str]:
        if status == Status.CLOSED and closed_on:
            return _("closed on %(day)s") % {"day": self.short(closed_on)}, ""
        if status not in OPEN:
            return str(Status(status).label), ""
        if next_due_on is None:
            return _("no date"), ""
        days, step = self.left(next_due_on), next_due_on != due_on
        if next_due_on < self.today:
            return overdue_words(-days, step), "late"
        return left_words(days, step), "soon" if days <= self.soon_wd else ""


def overdue_words(days: int, milestone: bool = False) -> str:
    """Overdue by so many working days; 0 when only days off have passed since."""
    if milestone:
        return ngettext("milestone %(days)s day late", "milestone %(days)s days late", days) % {"days": days}
    return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}


def left_words(days: int, milestone: bool = False) -> str:
    """Working days left; 0 is the last day."""
    if days == 0:
        return _("milestone due today") if milestone else _("due today")
    if milestone:
        return ngettext("milestone in %(days)s day", "milestone in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def month_words(months: list[int]) -> list[str]:
    """Months as short as a chart needs them."""
    form = _("M")  # a date format: Jan, Feb
    return [dateformat.format(date(2000, month, 1), form) for month in months]


def rating_stands(rated_on: date | None, today: date, days: int) -> bool:
    """A rating expires after so many days."""
    return rated_on is not None and rated_on + timedelta(days=days) >= today


def light_sentence(task: Task, dates: Dates) -> str:
    """Why the system light of a task shows what it shows."""
    behind = task.planned_percent - task.percent
    reasons = {
        "overdue": lambda: overdue_words(-dates.left(task.next_due_on)),
        "milestone_overdue": lambda: overdue_words(-dates.left(task.next_due_on), True),
        "unsigned": lambda: _("Not signed for by %(day)s.") % {"day": dates.short(task.sign_by_on)},
        "due_soon": lambda: (
            _("%(left)s, with less than %(share)s%% of the plan done.")
            % {
                "left": left_words(dates.left(task.next_due_on)),
                "share": parameters().amber_under_plan_percent,
            }
        ),
        "behind_plan": lambda: _("%(points)s points behind plan.") % {"points": behind},
        "reports_missed": lambda: (
            _("%(count)s weekly reports missed in a row.") % {"count": task.missed_reports}
        ),
        "on_plan": lambda: _("On time by the plan."),
        "closed_on_time": lambda: _("Closed by the first promised date."),
        "closed_late": lambda: _("Closed after the first promised date."),
    }
    say = reasons.get(task.light_reason)
    if say is None or (task.light in (Light.RED, Light.AMBER) and task.next_due_on is None):
        return str(Status(task.status).label)
    return say()


def schedule_sentence(percent: int, planned: int, status: str) -> str:
    """The finding that titles the chart of plan against actual."""
    if status == Status.CLOSED:
        return _("Closed: everything promised is done")
    points = percent - planned
    if points <= -1:
        return ngettext("%(points)s point behind plan", "%(points)s points behind plan", -points) % {
            "points": -points
        }
    if points >= 1:
        return ngettext("%(points)s point ahead of plan", "%(points)s points ahead of plan", points) % {
            "points": points
        }
    return _("Exactly on plan")
