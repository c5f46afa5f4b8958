"""Which bulletins and statements."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from departments.permissions import scopes
from supervision.weekly.querysets import within_jurisdiction


class BulletinQuerySet(models.QuerySet):
    def visible_to(self, person) -> BulletinQuerySet:
        """Signed bulletins of the person's jurisdictions; drafts only for those who draft or sign them."""
        reaching = scopes(person.acting, "read_bulletin")
        if not reaching:
            return self.none()
        signed = self.filter(state="signed")
        if not any(scope == "all" for scope, _grant in reaching):
            tree = person.acting.tree
            own = {tree.jurisdiction(grant.department_id) for _scope, grant in reaching}
            signed = signed.filter(jurisdiction_id__in=own)
        drafts = within_jurisdiction(self, person, "draft_bulletin").values("pk")
        to_sign = within_jurisdiction(self, person, "sign_bulletin").values("pk")
        return self.filter(Q(pk__in=signed.values("pk")) | Q(pk__in=drafts) | Q(pk__in=to_sign))


class StatementQuerySet(models.QuerySet):
    def visible_to(self, person) -> StatementQuerySet:
        """The statements of the person's units, and all of a jurisdiction for its supervisors."""
        seen = Q(pk__in=within_jurisdiction(self, person, "draft_bulletin").values("pk"))
        return self.filter(seen | Q(department_id__in=_own_units(person)))

    def to_confirm_by(self, person) -> StatementQuerySet:
        """Open statements of the units for which this person may answer."""
        return self.filter(state="open", department_id__in=_own_units(person))


def _own_units(person) -> set[int]:
    grants = [grant for _scope, grant in scopes(person.acting, "confirm_statement")]
    return {unit for grant in grants for unit in person.acting.tree.below(grant.department_id)}
