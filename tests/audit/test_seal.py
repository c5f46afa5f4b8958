"""The sealing sweep: in order, late entries later, two at once without harm."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from audit import chain, services
from audit.jobs import seal_audit
from audit.log import entry, record, record_many
from audit.models import AuditEntry, AuditSeal, JobRun
from audit.querysets import LATE
from audit.services import seal, seal_all

pytestmark = pytest.mark.both_databases


def write(count: int) -> None:
    record_many(entry(actor=None, action="tasks.reported", percent=n) for n in range(count))


def positions() -> list[tuple[int, int]]:
    return list(AuditSeal.objects.order_by("position").values_list("position", "entry_id"))


@pytest.mark.django_db
def test_entries_are_sealed_in_order_and_a_second_sweep_has_nothing_to_do():
    write(5)
    ids = sorted(AuditEntry.objects.values_list("id", flat=True))
    assert AuditEntry.objects.unsealed_count() == 5
    assert (seal(limit=3), seal(limit=3), seal(limit=3)) == (3, 2, 0)
    assert positions() == list(enumerate(ids, start=1))
    assert AuditEntry.objects.unsealed_count() == 0


@pytest.mark.django_db
def test_a_lower_number_that_is_committed_late_is_sealed_later():
    write(2)
    first, second = AuditEntry.objects.order_by("id").values_list("id", flat=True)
    late = second + 1
    AuditEntry(id=second + 2, at=timezone.now(), action="tasks.signed").save(force_insert=True)
    seal_all()
    AuditEntry(id=late, at=timezone.now(), action="tasks.signed").save(force_insert=True)
    assert AuditEntry.objects.unsealed_count() == 1
    seal_all()
    assert [number for _position, number in positions()] == [first, second, second + 2, late]


@pytest.mark.django_db
def test_an_entry_behind_a_sweep_that_was_down_for_days_is_still_sealed(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(services.clock, "real", lambda: now)
    AuditEntry(id=900_002, at=now, action="tasks.signed").save(force_insert=True)
    seal_all()
    AuditEntry(id=900_001, at=now, action="tasks.signed").save(force_insert=True)
    monkeypatch.setattr(services.clock, "real", lambda: now + 10 * LATE)
    assert seal_all() == 1


@pytest.mark.django_db
def test_the_oldest_entry_that_waits_is_shown():
    assert AuditEntry.objects.oldest_unsealed_at() is None
    written = record(actor=None, action="tasks.signed")
    assert AuditEntry.objects.oldest_unsealed_at() == written.at


@pytest.mark.django_db
def test_the_sweep_costs_as_much_with_a_long_chain(django_assert_num_queries):
    write(50)
    seal_all()
    write(1)
    # Savepoint, lock (PostgreSQL), head, floor's head and settled seal, entries, insert, release.
    allowed = 8 if connection.vendor == "postgresql" else 7
    with django_assert_num_queries(allowed):
        seal()


@pytest.mark.django_db
def test_the_job_says_how_many_it_sealed():
    write(3)
    seal_audit()
    assert JobRun.objects.get(job="seal_audit").result == {"sealed": 3}


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_do_no_harm():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory does not wait for its lock; a file does")
    write(400)
    finished = []

    def sweep():
        try:
            finished.append(seal_all(limit=50))
        finally:
            connections.close_all()

    sweeps = [threading.Thread(target=sweep) for _ in range(3)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()
    seal_all()
    assert len(finished) == 3
    assert [position for position, _number in positions()] == list(range(1, 401))
    call_command("verify_audit")


@pytest.mark.django_db(transaction=True)
def test_writers_do_not_wait_for_a_sweep():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    write(1)
    outcome = []

    def one_writer():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
            record(actor=None, action="tasks.signed")
            outcome.append(seal())
        finally:
            connections.close_all()

    with transaction.atomic():
        seal()
        writer = threading.Thread(target=one_writer)
        writer.start()
        writer.join()
    # The writer was not held up, and a second sweep leaves the work to the first.
    assert outcome == [0]
    assert seal() == 1


def test_the_late_window_is_longer_than_any_transaction():
    assert timedelta(hours=1) <= LATE <= timedelta(days=1)
    assert len(chain.GENESIS) == 64
