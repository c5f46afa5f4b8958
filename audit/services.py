"""Seal the audit trail: a sweep gives committed entries their place in the hash chain."""

from __future__ import annotations

from django.db import connection, transaction

from audit import chain, clock
from audit.models import AuditEntry, AuditSeal

# Any number that no other part of the house uses for an advisory lock.
_LOCK = 7_301_441


@transaction.atomic
def seal(*, limit: int = 5000) -> int:
    """Seal up to `limit` entries, oldest number first, and say how many.

    Writers never wait for the chain: they only insert, and what they commit late is sealed by a later sweep.
    Two sweeps at once do no harm: on PostgreSQL the second finds the lock taken, on SQLite it waits its turn.
    """
    if not _alone():
        return 0
    waiting = list(AuditEntry.objects.unsealed().order_by("id").values(*chain.FIELDS)[:limit])
    head = AuditSeal.objects.head()
    position, previous = (head.position, head.digest) if head else (0, chain.GENESIS)
    now = clock.real()
    seals = []
    for entry in waiting:
        position, previous = position + 1, chain.digest(previous, now, entry)
        seals.append(AuditSeal(position=position, entry_id=entry["id"], sealed_at=now, digest=previous))
    AuditSeal.objects.bulk_create(seals, batch_size=1000)
    return len(seals)


def seal_all(*, limit: int = 5000) -> int:
    """Seal everything that waits, a bounded piece at a time, and say how many."""
    total = 0
    while sealed := seal(limit=limit):
        total += sealed
    return total


def _alone() -> bool:
    # SQLite's transaction holds the write lock from its beginning (BEGIN IMMEDIATE).
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return cursor.fetchone()[0]
