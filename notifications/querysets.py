"""Which messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connections, models


class NoticeQuerySet(models.QuerySet):
    def of(self, person) -> NoticeQuerySet:
        """The inbox of a person, newest first."""
        return self.filter(person=person).order_by("-id")

    def unread(self) -> NoticeQuerySet:
        """Neither read nor done."""
        return self.filter(read_at=None, done_at=None)

    def counted(self) -> NoticeQuerySet:
        """What the number in the frame counts: unread, and of no muted task."""
        return self.unread().filter(muted=False)

    def unrouted(self) -> NoticeQuerySet:
        """Not looked at by the sweep yet, oldest first."""
        return self.filter(routed_at=None).order_by("id")


class DeliveryQuerySet(models.QuerySet):
    def due(self, now: datetime) -> DeliveryQuerySet:
        """Waiting, with its moment come."""
        return self.filter(state="waiting", send_after__lte=now)


class MuteQuerySet(models.QuerySet):
    def of(self, person) -> MuteQuerySet:
        """The tasks that a person has muted."""
        return self.filter(person=person, ended_at=None)

    def pairs(self, people: Iterable[int], tasks: Iterable[int]) -> set[tuple[int, int]]:
        """Which of these people have muted which of these tasks; one statement."""
        asked = [sorted(set(people)), sorted(set(tasks))]
        if not all(asked):
            return set()
        # In plain SQL because every notice about a task asks it.
        marks = [", ".join(["%s"] * len(ids)) for ids in asked]
        sql = "SELECT person_id, task_id FROM notifications_mute WHERE ended_at IS NULL"
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"{sql} AND person_id IN ({marks[0]}) AND task_id IN ({marks[1]})", [*asked[0], *asked[1]]
            )
            return set(cursor.fetchall())
