"""Which messages."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class NoticeQuerySet(models.QuerySet):
    def of(self, person) -> NoticeQuerySet:
        """The inbox of a person, newest first."""
        return self.filter(person=person).order_by("-id")

    def unread(self) -> NoticeQuerySet:
        """Neither read nor done."""
        return self.filter(read_at=None, done_at=None)

    def unrouted(self) -> NoticeQuerySet:
        """Not looked at by the sweep yet, oldest first."""
        return self.filter(routed_at=None).order_by("id")


class DeliveryQuerySet(models.QuerySet):
    def due(self, now: datetime) -> DeliveryQuerySet:
        """Waiting, with its moment come."""
        return self.filter(state="waiting", send_after__lte=now)
