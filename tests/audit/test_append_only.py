"""Nobody changes or deletes the trail, not even with SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit import triggers
from audit.log import record
from audit.models import AuditEntry, AuditSeal
from audit.services import seal

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

STATEMENTS = [
    "UPDATE audit_auditentry SET actor_name = 'x'",
    "DELETE FROM audit_auditentry",
    "UPDATE audit_auditseal SET digest = 'x'",
    "DELETE FROM audit_auditseal",
]


@pytest.fixture
def sealed():
    record(actor=None, action="tasks.signed", percent=10)
    assert seal() == 1


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get().actor_name == "" and AuditSeal.objects.count() == 1


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_that_changes_the_trail_is_refused(sealed, statement):
    refused(statement)


@pytest.mark.parametrize("table", triggers.TABLES)
def test_emptying_a_table_is_refused(sealed, table):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    refused(f"TRUNCATE {table}")


def test_the_orm_is_refused_too(sealed):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(action="other")


def test_a_remade_table_is_noticed_and_migrate_protects_it_again(sealed):
    triggers.remove(connection)
    assert triggers.missing(connection) == list(triggers.TABLES)
    triggers.install(connection)
    assert triggers.missing(connection) == []
    refused(STATEMENTS[0])
