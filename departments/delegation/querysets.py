"""Which delegations: in force on a day, not over yet, of a person."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q


class DelegationQuerySet(models.QuerySet):
    def not_over(self, on: date) -> DelegationQuerySet:
        """Running or still to come."""
        return self.filter(ended_at=None, ends_on__gte=on)

    def in_force(self, on: date) -> DelegationQuerySet:
        """Those by which a deputy decides that day: the giver holds the post still, the deputy is of the unit still."""
        held = apps.get_model("departments", "Tenure").objects.held(on)
        givers = held.filter(post=OuterRef("post"), person=OuterRef("giver"))
        deputies = held.filter(
            person=OuterRef("deputy"), post__department=OuterRef("post__department"), post__abolished_on=None
        )
        dated = self.not_over(on).filter(starts_on__lte=on, post__abolished_on=None, deputy__is_active=True)
        return dated.filter(Exists(givers), Exists(deputies))

    def of(self, person) -> DelegationQuerySet:
        """Those that the person gave or was given."""
        return self.filter(Q(giver=person) | Q(deputy=person))
