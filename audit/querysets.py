"""Which audit entries: the history of a thing, what the auditor looks for, what is not sealed yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

# No transaction stays open that long: what is older and unsealed was not written by this house.
LATE = timedelta(hours=6)


class AuditEntryQuerySet(models.QuerySet):
    def about(self, target: models.Model) -> AuditEntryQuerySet:
        """The history of one thing, newest first."""
        return self.filter(target_type=target._meta.label_lower, target_id=target.pk).order_by("-id")

    def search(
        self,
        *,
        actor: str = "",
        action: str = "",
        target_type: str = "",
        target_id: int | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> AuditEntryQuerySet:
        """What the auditor looks for, newest first; names by part, actions by their beginning, days inclusive."""
        asked = {
            "actor_name__icontains": actor,
            "action__startswith": action,
            "target_type": target_type,
            "target_id": target_id,
            # Compared as moments, so that the index on them is used.
            "at__gte": first and _moment(first),
            "at__lt": last and _moment(last + timedelta(days=1)),
        }
        return self.filter(**{field: value for field, value in asked.items() if value}).order_by("-id")

    def of_actor(self, person_id: int, actions: Iterable[str], since: datetime) -> AuditEntryQuerySet:
        """What one person did of some kinds lately, newest first."""
        return self.filter(actor_id=person_id, action__in=list(actions), at__gte=since).order_by("-id")

    def unsealed(self) -> AuditEntryQuerySet:
        """Entries that wait for the next sealing sweep, also those committed later than higher numbers."""
        return self.filter(id__gt=_seals().floor()).filter(~_sealed())

    def unsealed_count(self) -> int:
        """How many entries are not protected by the chain yet."""
        return self.unsealed().count()

    def oldest_unsealed_at(self) -> datetime | None:
        """Since when the oldest entry waits for its seal; None when none does."""
        return self.unsealed().aggregate(oldest=models.Min("at"))["oldest"]

    def smuggled(self) -> AuditEntryQuerySet:
        """Entries without a seal under numbers that were sealed long ago: inserted afterwards."""
        return self.filter(id__lte=_seals().floor()).filter(~_sealed())


class AuditSealQuerySet(models.QuerySet):
    def head(self):
        """The last seal of the chain; None before the first."""
        return self.order_by("-position").first()

    def floor(self) -> int:
        """The number up to which nothing can come late any more."""
        head = self.head()
        if head is None:
            return 0
        # Measured from the last sweep, not from today: a sweep that was down for a week misses nothing.
        settled = self.filter(sealed_at__lt=head.sealed_at - LATE).order_by("-position").first()
        return settled.entry_id if settled else 0


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _seals() -> AuditSealQuerySet:
    return apps.get_model("audit", "AuditSeal").objects.all()


def _sealed() -> Exists:
    return Exists(_seals().filter(entry_id=OuterRef("id")))
