"""Which views, files and bulk changes a person knows of."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

KEPT = timedelta(days=7)
# A worker that gave no sign of life for so long has died; the next sweep begins anew.
SILENT = timedelta(minutes=10)


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, person) -> SavedViewQuerySet:
        """One's own, those shared with one's units, and those for everybody."""
        shared = Q(audience="unit", department__in=person.acting.department_ids) | Q(audience="all")
        return self.filter(Q(owner=person) | shared)


class ListFileQuerySet(models.QuerySet):
    def visible_to(self, person) -> ListFileQuerySet:
        """Only whoever asked for a file has it."""
        return self.filter(asked_by=person)

    def to_write(self, now: datetime) -> ListFileQuerySet:
        """Files that wait, or whose worker died; the oldest first."""
        waiting = Q(state="waiting") | Q(state="running", touched_at__lt=now - SILENT)
        return self.filter(waiting).order_by("id")

    def outdated(self, now: datetime) -> ListFileQuerySet:
        """Files that were kept long enough."""
        return self.filter(asked_at__lt=now - KEPT)


class BulkActQuerySet(models.QuerySet):
    def visible_to(self, person) -> BulkActQuerySet:
        """Whoever made a change sees what became of it, and may take it back."""
        return self.filter(actor=person)
