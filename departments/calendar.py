"""The working calendar of the city, from its table; pure arithmetic is in `workdays`."""

from __future__ import annotations

from departments.models import CalendarYear, SpecialDay
from departments.workdays import WorkCalendar


def city_calendar() -> WorkCalendar:
    """The calendar as stored: special days and the years whose notice is loaded (two statements)."""
    return WorkCalendar(
        special=dict(SpecialDay.objects.values_list("date", "is_workday")),
        known_years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
    )
