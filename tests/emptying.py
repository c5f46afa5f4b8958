"""Tests that really commit empty their database afterwards; what the migrations put there must be back for the next."""

from time import sleep

from django.core.management import CommandError
from django.db import OperationalError, connection
from django.test import TransactionTestCase

from audit import triggers
from departments.models import CalendarYear, SpecialDay
from departments.seed import SOURCE, YEARS, special_days

_empty = TransactionTestCase._fixture_teardown


def allow_emptying() -> None:
    """Lift the audit triggers while a test's database is emptied, and seed the calendar again."""
    TransactionTestCase._fixture_teardown = _lift_and_empty


def _lift_and_empty(case) -> None:
    # Django's flush ends with `post_migrate`, which puts the triggers back.
    for last in (False, False, True):
        try:
            triggers.remove(connection)
            _empty(case)
            break
        except (OperationalError, CommandError):
            # A request of a page that has just been closed may still be writing.
            if last:
                raise
            sleep(1)
    SpecialDay.objects.bulk_create(
        SpecialDay(date=day, is_workday=worked, name=name) for day, worked, name in special_days()
    )
    CalendarYear.objects.bulk_create(CalendarYear(year=year, source=SOURCE) for year in YEARS)
