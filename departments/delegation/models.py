"""Decisions lent for some days: on leave or on the road, a head has a named colleague decide 委托."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from departments.delegation.querysets import DelegationQuerySet


class Delegation(models.Model):
    """The holder of a post lends its decisions to a deputy from a day to a day (inclusive); both names are kept.

    In force it is a further `Grant` of the deputy, which says on whose behalf (`departments.acting`).
    """

    post = models.ForeignKey("departments.Post", on_delete=models.PROTECT, related_name="delegations")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="given")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lent")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(giver=F("deputy")), name="delegation_to_another"),
        ]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    def __str__(self) -> str:
        return f"{self.post}: {self.giver} → {self.deputy}"
