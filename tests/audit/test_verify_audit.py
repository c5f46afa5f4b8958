"""`verify_audit` names the first entry that is not as it was sealed."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from audit import services, triggers
from audit.log import entry, record_many
from audit.models import AuditEntry, AuditSeal
from audit.querysets import LATE
from audit.services import seal_all
from audit.verification import verify

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@contextmanager
def forger():
    """Somebody with the rights of the database's owner."""
    triggers.remove(connection)
    try:
        yield connection.cursor()
    finally:
        triggers.install(connection)


@pytest.fixture
def ids() -> list[int]:
    record_many(entry(actor=None, action="tasks.reported", percent=n) for n in range(10))
    seal_all()
    return sorted(AuditEntry.objects.values_list("id", flat=True))


def broken() -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit")
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_a_sound_trail_prints_its_head(ids, capsys):
    call_command("verify_audit")
    head = AuditSeal.objects.head()
    assert f"10:{head.digest}" in capsys.readouterr().out


def test_an_edited_entry_is_named(ids):
    with forger() as cursor:
        cursor.execute("UPDATE audit_auditentry SET details = %s WHERE id = %s", ['{"percent": 99}', ids[3]])
    found = verify().broken
    assert (found.position, found.entry_id) == (4, ids[3])
    assert str(ids[3]) in broken()


def test_a_deleted_entry_is_named(ids):
    with forger() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [ids[5]])
    found = verify().broken
    assert (found.position, found.entry_id) == (6, ids[5])
    assert "deleted" in found.what or "删除" in found.what


def test_an_entry_deleted_with_its_seal_is_named(ids):
    with forger() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [ids[5]])
        cursor.execute("DELETE FROM audit_auditseal WHERE entry_id = %s", [ids[5]])
    assert verify().broken.position == 6


def test_reordered_entries_are_named(ids):
    with forger() as cursor:
        cursor.execute("UPDATE audit_auditseal SET entry_id = -1 WHERE position = 2")
        cursor.execute("UPDATE audit_auditseal SET entry_id = %s WHERE position = 7", [ids[1]])
        cursor.execute("UPDATE audit_auditseal SET entry_id = %s WHERE position = 2", [ids[6]])
    found = verify().broken
    assert (found.position, found.entry_id) == (2, ids[6])
    assert str(ids[1]) in found.what


def test_an_entry_inserted_into_the_chain_is_named(ids):
    AuditEntry(id=ids[-1] + 5, at=timezone.now(), action="tasks.signed").save(force_insert=True)
    with forger() as cursor:
        # Room for the new one: everything from position 4 on moves by one.
        cursor.execute("UPDATE audit_auditseal SET position = -position - 1 WHERE position >= 4")
        cursor.execute("UPDATE audit_auditseal SET position = -position WHERE position < 0")
        AuditSeal.objects.create(position=4, entry_id=ids[-1] + 5, sealed_at=timezone.now(), digest="f" * 64)
    assert verify().broken.position == 4
    assert verify().broken.entry_id == ids[-1] + 5


def test_an_entry_inserted_under_an_old_number_is_never_sealed_and_named(monkeypatch):
    now = timezone.now()
    for number, moment in ((10, now - 3 * LATE), (20, now - 2 * LATE), (30, now)):
        AuditEntry(id=number, at=now, action="tasks.signed").save(force_insert=True)
        monkeypatch.setattr(services.clock, "real", lambda moment=moment: moment)
        seal_all()
    AuditEntry(id=15, at=now, action="tasks.signed").save(force_insert=True)
    assert seal_all() == 0
    assert verify().broken.entry_id == 15
    assert "15" in broken()


def test_a_chain_that_was_cut_off_is_found_by_a_head_noted_earlier(ids):
    head = AuditSeal.objects.head()
    with forger() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id >= %s", [ids[8]])
        cursor.execute("DELETE FROM audit_auditseal WHERE entry_id >= %s", [ids[8]])
    assert verify().broken is None
    assert verify(noted=(head.position, head.digest)).broken.position == 9
    with pytest.raises(CommandError):
        call_command("verify_audit", noted=f"{head.position}:{head.digest}")


def test_a_chain_that_was_rewritten_is_found_by_a_head_noted_earlier(ids):
    head = AuditSeal.objects.head()
    with forger() as cursor:
        cursor.execute("UPDATE audit_auditentry SET action = 'x' WHERE id = %s", [ids[0]])
        cursor.execute("DELETE FROM audit_auditseal")
    seal_all()
    assert verify().broken is None
    assert verify(noted=(head.position, head.digest)).broken.position == 10


def test_missing_triggers_are_reported(ids):
    triggers.remove(connection)
    assert "audit_auditentry" in broken()
    triggers.install(connection)


def test_entries_that_wait_are_counted_and_no_fault(ids):
    record_many([entry(actor=None, action="tasks.signed")])
    finding = verify()
    assert finding.sound and finding.verified == 10 and finding.unsealed == 1
