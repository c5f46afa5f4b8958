"""Working days with holidays and make-up days 调休; pure, the calendar is an argument."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Special days by date (True = working day) and the years whose official notice is known."""

    special: Mapping[date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        """Whether the official notice for that year is loaded; without it Monday-to-Friday is assumed."""
        return day.year in self.known_years

    def is_workday(self, day: date) -> bool:
        """Whether that day is worked: the notice first, else Monday to Friday."""
        return self.special.get(day, day.weekday() < 5)

    def add(self, day: date, working_days: int) -> date:
        """The day that many working days later (or earlier, when negative); 0 gives the day itself."""
        step = ONE_DAY if working_days >= 0 else -ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` lies before."""
        if last < first:
            return -self.between(last, first)
        weeks, rest = divmod((last - first).days, 7)
        count = weeks * 5 + sum((first + ONE_DAY * (i + 1)).weekday() < 5 for i in range(rest))
        # Whole weeks are counted by arithmetic; what the special days change is added up once per calendar.
        return count + self._changed_up_to(last) - self._changed_up_to(first)

    def _changed_up_to(self, day: date) -> int:
        days, sums = self._changes
        return sums[bisect_right(days, day)]

    @cached_property
    def _changes(self) -> tuple[list[date], list[int]]:
        days = sorted(self.special)
        return days, list(accumulate((self.special[d] - (d.weekday() < 5) for d in days), initial=0))

    def first_workday_of_week(self, year: int, week: int) -> date | None:
        """The first working day of an ISO week; None when the whole week is a holiday."""
        days = (date.fromisocalendar(year, week, weekday) for weekday in range(1, 8))
        return next((day for day in days if self.is_workday(day)), None)

    def first_workday_of_month(self, year: int, month: int) -> date:
        """The first working day of a month."""
        day = date(year, month, 1)
        return day if self.is_workday(day) else self.add(day, 1)
