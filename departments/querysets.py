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
_HELD = "t.starts_on <= %(on)s AND (t.ends_on IS NULL OR t.ends_on >= %(on)s) AND p.abolished_on IS NULL"
_LENT = "g.deputy_id = %(person)s AND g.starts_on <= %(on)s AND g.ends_on >= %(on)s AND g.ended_at IS NULL"
_OWN_GRANTS = f"""
SELECT p.role, p.id, p.department_id, p.areas, d.short_name, p.title, NULL AS giver, '' AS name, t.starts_on AS since,
       EXISTS (SELECT 1 FROM departments_delegation g WHERE {_LENT}) AS lent
FROM departments_tenure t
JOIN departments_post p ON p.id = t.post_id
JOIN departments_department d ON d.id = p.department_id
WHERE t.person_id = %(person)s AND {_HELD}"""  # noqa: S608
# Beside the posts held, those whose decisions were lent for these days: while the giver holds the post, and the
# deputy another one in the same unit (`DelegationQuerySet.in_force` says the same). Few are deputies, and planning
# this for everybody would take longer than all the rest.
_LENT_GRANTS = f"""
SELECT p.role, p.id, p.department_id, p.areas, d.short_name, p.title, g.giver_id, giver.name, g.starts_on AS since
FROM departments_delegation g
JOIN departments_tenure t ON t.post_id = g.post_id AND t.person_id = g.giver_id
JOIN departments_post p ON p.id = g.post_id
JOIN departments_department d ON d.id = p.department_id
JOIN departments_person giver ON giver.id = g.giver_id
WHERE {_LENT} AND {_HELD}
  AND EXISTS (SELECT 1 FROM departments_tenure o JOIN departments_post q ON q.id = o.post_id
              WHERE o.person_id = %(person)s AND q.department_id = p.department_id AND q.abolished_on IS NULL
                AND o.starts_on <= %(on)s AND (o.ends_on IS NULL OR o.ends_on >= %(on)s))"""  # noqa: S608


# Who holds such posts, and who decides on behalf of a holder (`DelegationQuerySet.in_force` says the same); {which}
# chooses the posts. In plain SQL because writing asks it: composing it costs ten times what answering it does.
_ANSWERING = f"""
SELECT t.person_id FROM departments_tenure t
JOIN departments_post p ON p.id = t.post_id
JOIN departments_person q ON q.id = t.person_id
WHERE q.is_active AND {_HELD} AND {{which}}
UNION
SELECT g.deputy_id FROM departments_delegation g
JOIN departments_tenure t ON t.post_id = g.post_id AND t.person_id = g.giver_id
JOIN departments_post p ON p.id = g.post_id
JOIN departments_person q ON q.id = g.deputy_id
WHERE q.is_active AND g.starts_on <= %(on)s AND g.ends_on >= %(on)s AND g.ended_at IS NULL AND {_HELD} AND {{which}}
  AND EXISTS (SELECT 1 FROM departments_tenure o JOIN departments_post r ON r.id = o.post_id
              WHERE o.person_id = g.deputy_id AND r.department_id = p.department_id AND r.abolished_on IS NULL
                AND o.starts_on <= %(on)s AND (o.ends_on IS NULL OR o.ends_on >= %(on)s))"""  # noqa: S608


def answering(on: date, which: str, **values: object) -> tuple[str, dict]:
    """The statement that finds the people who answer that day for the posts `p` of which the condition is true."""
    return _ANSWERING.replace("{which}", f"({which})"), {"on": on.isoformat(), **values}


def _in_order(cursor) -> list[tuple]:
    return sorted(cursor.fetchall(), key=lambda row: str(row[8]))


class TenureQuerySet(models.QuerySet):
    def answering(self, on: date, **which: object) -> list[int]:
        """The people (ids) who answer that day for the posts of which all this is true, their deputies among them.

        `which` names columns of the post: `id=7`, `role=["U", "L"]`.
        """
        values, conditions = {}, []
        for column, wanted in which.items():
            several = wanted if isinstance(wanted, list | tuple) else [wanted]
            named = {f"{column}_{place}": value for place, value in enumerate(several)}
            conditions.append(f"p.{column} IN ({', '.join(f'%({name})s' for name in named) or 'NULL'})")
            values |= named
        with connections[self.db].cursor() as cursor:
            cursor.execute(*answering(on, " AND ".join(conditions), **values))
            return sorted(person for (person,) in cursor.fetchall())

    def grants_of(self, person_id: int, on: date) -> list[tuple]:
        """Role, post, department, areas, the department's short name and title of each post held that day.

        Then, for what is lent, the giver and their name; one's own posts come first, in the order one came to them.
        """
        values = {"person": person_id, "on": on.isoformat()}
        with connections[self.db].cursor() as cursor:
            cursor.execute(_OWN_GRANTS, values)
            rows = _in_order(cursor)
            if rows and rows[0][9]:
                cursor.execute(_LENT_GRANTS, values)
                rows += _in_order(cursor)
        return [(*row[:3], json.loads(row[3]), *row[4:8]) for row in rows]

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
