"""Tell people: a row in the inbox now, and in the outbox for the channels that carry it further."""

from __future__ import annotations

from collections.abc import Iterable

from audit import clock
from notifications.models import Delivery, Notice


def queue(
    *, people: Iterable[int], kind: str, key: str, title: str, text: str = "", url: str = "", at=None
) -> None:
    """Tell these people (ids) once about `key`; the sweep sends what the channels carry.

    A key that a person has had already is a no-op, so a job run twice tells nobody twice.
    """
    now = at or clock.now()
    ids = sorted(set(people))
    rows = [
        Notice(person_id=person, kind=kind, key=key, title=title[:200], text=text, url=url, created_at=now)
        for person in ids
    ]
    known = set(Notice.objects.filter(key=key, person_id__in=ids).values_list("person_id", flat=True))
    Notice.objects.bulk_create([row for row in rows if row.person_id not in known], ignore_conflicts=True)
    fresh = Notice.objects.filter(key=key, person_id__in=set(ids) - known, deliveries__isnull=True)
    Delivery.objects.bulk_create(
        [
            Delivery(notice_id=notice, channel="email", send_after=now)
            for notice in fresh.values_list("id", flat=True)
        ],
        ignore_conflicts=True,
    )
