"""The working calendar of the city, from its table; pure arithmetic is in `workdays`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from departments.models import CalendarYear, SpecialDay
from departments.workdays import WorkCalendar


def city_calendar(since: date = date.min) -> WorkCalendar:
    """The calendar as stored: special days and known years; for who only counts forward, the days from one on."""
    days = SpecialDay.objects.order_by().values_list("date", "is_workday")
    if since > date.min:
        return WorkCalendar(special=dict(days.filter(date__gte=since)))
    return WorkCalendar(
        special=dict(days), known_years=frozenset(CalendarYear.objects.values_list("year", flat=True))
    )


def missing_years(today: date) -> list[int]:
    """The years that matter now and whose notice is not loaded: this one, and the next from 1 December.

    Until it is loaded, Monday to Friday is assumed; every page that counts working days says so.
    """
    needed = {today.year, today.year + 1} if today.month == 12 else {today.year}
    known = CalendarYear.objects.filter(year__in=needed).values_list("year", flat=True)
    return sorted(needed - set(known))


def keep_year(year: int, days: Iterable[SpecialDay], source: str) -> None:
    """Replace the special days of a year by those of its notice; the caller holds the transaction."""
    days = list(days)
    stale = SpecialDay.objects.filter(date__year=year).exclude(date__in=[day.date for day in days])
    if CalendarYear.objects.filter(year=year + 1).exists():
        # The last days of December may belong to New Year's Day of the year after.
        stale = stale.exclude(date__gte=date(year, 12, 26))
    stale.delete()
    SpecialDay.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["date"], update_fields=["is_workday", "name"]
    )
    CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
