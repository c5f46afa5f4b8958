"""Which departments and tenures."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from tree_queries.query import TreeQuerySet


class DepartmentQuerySet(TreeQuerySet):
    def existing(self, on: date) -> DepartmentQuerySet:
        """Departments that exist on that day."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=on),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on),
        )

    def jurisdictions(self) -> DepartmentQuerySet:
        """Departments with a list, weeks and bulletins of their own."""
        return self.filter(supervises=True)

    def below(self, department_ids: list[int]) -> set[int]:
        """The given departments and everything under them, as ids."""
        reached, level = set(department_ids), list(department_ids)
        while level:
            level = [
                i for i in self.filter(parent_id__in=level).values_list("id", flat=True) if i not in reached
            ]
            reached.update(level)
        return reached


class TenureQuerySet(models.QuerySet):
    def held(self, on: date) -> TenureQuerySet:
        """Tenures in force on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
