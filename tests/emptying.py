"""Tests that really commit empty their database afterwards, which the audit trail's triggers would refuse."""

from django.db import connection
from django.test import TransactionTestCase

from audit import triggers

_empty = TransactionTestCase._fixture_teardown


def _lift_and_empty(case) -> None:
    # Django's flush ends with `post_migrate`, which puts the triggers back for the next test.
    triggers.remove(connection)
    _empty(case)


def allow_emptying() -> None:
    """Lift the triggers for the moment in which a test's database is emptied."""
    TransactionTestCase._fixture_teardown = _lift_and_empty
