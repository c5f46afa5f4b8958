"""What a person does with the inbox."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.db.models.functions import Coalesce

from audit import clock
from notifications.models import Notice


def mark_read(*, actor, notice_ids: Iterable[int]) -> int:
    """Mark some of one's own messages as read, and say how many were new."""
    return Notice.objects.of(actor).filter(pk__in=list(notice_ids)).unread().update(read_at=clock.now())


def mark_all_read(*, actor) -> int:
    """Mark everything in one's inbox as read."""
    return Notice.objects.of(actor).unread().update(read_at=clock.now())


def mark_done(*, actor, notice_ids: Iterable[int]) -> int:
    """Put some of one's own messages aside as done; done is also read."""
    now = clock.now()
    waiting = Notice.objects.of(actor).filter(pk__in=list(notice_ids), done_at=None)
    return waiting.update(done_at=now, read_at=Coalesce(F("read_at"), now))
