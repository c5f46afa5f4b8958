"""The tests run on the database that was asked for."""

import os

import pytest
from django.db import connection


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
