"""Which departments and tenures."""

from __future__ import annotations

import json
from datetime import date

from django.db import connections, models
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


# In plain SQL because every request of everybody asks it: composing it anew costs twice what answering it does.
_GRANTS = """
SELECT p.role, p.id, p.department_id, p.areas, d.short_name, p.title
FROM departments_tenure t
JOIN departments_post p ON p.id = t.post_id
JOIN departments_department d ON d.id = p.department_id
WHERE t.person_id = %(person)s AND t.starts_on <= %(on)s AND (t.ends_on IS NULL OR t.ends_on >= %(on)s)
  AND p.abolished_on IS NULL
ORDER BY t.starts_on, t.id"""


class TenureQuerySet(models.QuerySet):
    def grants_of(self, person_id: int, on: date) -> list[tuple]:
        """Role, post, department, areas, the department's short name and title of each post held that day."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(_GRANTS, {"person": person_id, "on": on.isoformat()})
            return [(*row[:3], json.loads(row[3]), *row[4:]) for row in cursor.fetchall()]

    def held(self, on: date) -> TenureQuerySet:
        """Tenures in force on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def holders_of(self, post_ids: list[int], on: date) -> dict[int, str]:
        """Who holds each of these posts that day, in words."""
        found: dict[int, str] = {}
        rows = self.held(on).filter(post_id__in=post_ids).order_by("starts_on", "id")
        for post, name in rows.values_list("post_id", "person__name"):
            found[post] = f"{found[post]}、{name}" if post in found else name
        return found
