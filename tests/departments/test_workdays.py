"""Working days with holidays and make-up days, against the official tables."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.calendar import city_calendar, missing_years
from departments.models import CalendarYear, SpecialDay
from departments.seed import YEARS, special_days
from departments.workdays import WorkCalendar

CALENDAR = WorkCalendar({day: worked for day, worked, _name in special_days()}, frozenset(YEARS))
DAYS = st.dates(date(2004, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_the_worked_weekends_of_2026(day):
    found = date.fromisoformat(f"2026-{day}")
    assert found.weekday() >= 5 and CALENDAR.is_workday(found)


@pytest.mark.parametrize("day", ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"])
def test_the_worked_weekends_of_2025(day):
    assert CALENDAR.is_workday(date.fromisoformat(day))


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_248_working_days(year):
    days = (date(year, 1, 1) + timedelta(n) for n in range(365))
    assert sum(map(CALENDAR.is_workday, days)) == 248
    assert CALENDAR.between(date(year - 1, 12, 31), date(year, 12, 31)) == 248


def test_three_working_days_from_the_friday_before_spring_festival():
    # By hand: Saturday 02-14 is worked (1), 02-15 to 02-23 are holidays, Tuesday 02-24 (2), Wednesday 02-25 (3).
    assert CALENDAR.add(date(2026, 2, 13), 3) == date(2026, 2, 25)


def test_two_working_days_before_and_after_national_day():
    # By hand: 10-01 to 10-07 are holidays; 09-29 and 09-30 before, 10-08 and 10-09 after them.
    assert CALENDAR.add(date(2026, 10, 3), -2) == date(2026, 9, 29)
    assert CALENDAR.add(date(2026, 10, 3), 2) == date(2026, 10, 9)
    assert CALENDAR.add(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_a_week_of_holidays_has_no_first_working_day():
    # ISO week 8 of 2026: 02-16 to 02-22.
    assert CALENDAR.first_workday_of_week(2026, 8) is None
    assert CALENDAR.first_workday_of_week(2026, 7) == date(2026, 2, 9)
    assert CALENDAR.first_workday_of_week(2026, 9) == date(2026, 2, 24)


def test_the_first_working_day_of_a_month():
    assert CALENDAR.first_workday_of_month(2026, 10) == date(2026, 10, 8)
    assert CALENDAR.first_workday_of_month(2026, 1) == date(2026, 1, 4)
    assert CALENDAR.first_workday_of_month(2026, 12) == date(2026, 12, 1)


def test_a_year_without_notice_falls_back_to_monday_to_friday():
    assert not CALENDAR.knows(date(2027, 1, 1)) and CALENDAR.knows(date(2026, 1, 1))
    assert CALENDAR.is_workday(date(2027, 1, 1)) and not CALENDAR.is_workday(date(2027, 1, 2))


@given(DAYS, DAYS)
def test_counting_between_two_days_is_counting_one_by_one(first, last):
    first, last = min(first, last), min(max(first, last), min(first, last) + timedelta(400))
    one_by_one = sum(CALENDAR.is_workday(first + timedelta(n + 1)) for n in range((last - first).days))
    assert CALENDAR.between(first, last) == one_by_one == -CALENDAR.between(last, first)


@given(DAYS, st.integers(1, 40))
def test_adding_working_days_is_undone_by_counting_them(day, number):
    later = CALENDAR.add(day, number)
    assert CALENDAR.is_workday(later) and CALENDAR.between(day, later) == number


@pytest.mark.django_db
def test_the_migration_seeds_2004_to_2026():
    calendar = city_calendar()
    assert calendar.special == dict(CALENDAR.special)
    assert calendar.known_years == frozenset(range(2004, 2027))
    assert SpecialDay.objects.get(pk=date(2026, 10, 1)).name == "国庆节"


@pytest.mark.django_db
def test_a_missing_year_is_shown_from_december_on():
    assert missing_years(date(2026, 11, 30)) == []
    assert missing_years(date(2026, 12, 1)) == [2027]
    CalendarYear.objects.create(year=2027)
    assert missing_years(date(2026, 12, 1)) == []
    assert missing_years(date(2028, 3, 1)) == [2028]
