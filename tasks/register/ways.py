"""The ways on which the permission table leads a person to tasks, as plain values.

Whoever has the same ways asks the same statements, so these can be composed once (audit/statements.py).
"""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.db.models import Q, QuerySet

from departments.acting import Acting, Grant
from departments.permissions import scopes
from tasks.choices import Part, Visibility

OPEN_TO_ALL = ~Q(visibility=Visibility.SENSITIVE)


class Way(NamedTuple):
    """To the tasks whose column `by` has one of these values, or in which one of these departments has the part `by`."""

    by: str
    values: tuple[int | str, ...] = ()

    @property
    def is_part(self) -> bool:
        """Over the parties of the task, in another table."""
        return self.by in Part.values

    @property
    def task_ids(self) -> QuerySet:
        """The tasks at the end of a way over the parties, in no order."""
        parties = apps.get_model("tasks", "Party").objects.order_by()
        return parties.filter(department_id__in=self.values, part=self.by).values("task_id")

    @property
    def condition(self) -> Q:
        """What is true of a task at the end of this way."""
        if self.is_part:
            return Q(pk__in=self.task_ids)
        reached = Q(**{f"{self.by}__in": self.values} if self.values[1:] else {self.by: self.values[0]})
        return reached & OPEN_TO_ALL if self.by == "area" else reached


EVERYWHERE = Way("everywhere")
Ways = tuple[Way, ...]


def ways_of(acting: Acting, verb: str) -> Ways:
    """The ways of the person's posts with this verb: none, or `EVERYWHERE` alone, or some."""
    found: dict[Way, None] = {}
    for scope, grant in scopes(acting, verb):
        if scope == "all":
            return (EVERYWHERE,)
        found |= dict.fromkeys(_ways(scope, grant, acting))
    return tuple(found)


def _ways(scope: str, grant: Grant, acting: Acting) -> list[Way]:
    """The same reach as `permissions.may`; a test compares the two."""
    if scope == "scope":
        return [Way("jurisdiction_id", (acting.tree.jurisdiction(grant.department_id),))]
    if scope == "area":
        led = [Way("leader_id", (grant.post_id,))]
        return [*led, Way("area", grant.areas)] if grant.areas else led
    own = Way("post_id", (grant.post_id,))
    if scope == "own":
        return [own]
    if scope == "co":
        return [own, Way(Part.SUPPORT.value, (grant.department_id,))]
    units = tuple(sorted(acting.tree.below(grant.department_id)))
    led = [Way("lead_department_id", units), Way(Part.CO_LEAD.value, units)]
    return led if scope == "unit" else [*led, Way(Part.SUPPORT.value, units)]
