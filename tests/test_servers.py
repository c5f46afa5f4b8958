"""The tests run on the database that was asked for, and the longest begin first."""

import os
from types import SimpleNamespace

import pytest
from django.db import connection

from tests.conftest import LONGEST, dealt


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_database_is_the_one_asked_for():
    """PostgreSQL unless DATABASE_URL said otherwise: a suite that runs on SQLite unnoticed proves nothing about locks."""
    assert connection.vendor == os.environ["LUOSHI_TESTS_ON"]


@pytest.mark.django_db
def test_the_private_postgresql_sorts_and_stores_chinese_as_production_does():
    """C.UTF-8 and UTF-8: another collation would order and index names differently."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    with connection.cursor() as cursor:
        cursor.execute(
            "select datcollate, pg_encoding_to_char(encoding) from pg_database where datname = current_database()"
        )
        assert cursor.fetchone() == ("C.UTF-8", "UTF8")


@pytest.mark.parametrize("workers", [1, 2, 3, 20])
def test_every_worker_begins_with_a_share_of_the_longest_tests_and_none_is_lost(workers):
    names = [f"tests/short.py::{number}" for number in range(40)]
    names[20:20] = [f"tests/{name}::it" for name in LONGEST]
    items = [SimpleNamespace(nodeid=name) for name in names]
    found = [item.nodeid for item in dealt(list(items), workers)]
    assert sorted(found) == sorted(names)
    # As xdist cuts them: every worker gets the whole part of what is left for those still without.
    pieces, left = [], found
    for worker in range(workers):
        size = len(left) // (workers - worker)
        pieces.append(left[:size])
        left = left[size:]
    for place, name in enumerate(LONGEST):
        assert f"tests/{name}::it" in pieces[place % workers][: len(LONGEST) // workers + 1]
