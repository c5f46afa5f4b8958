"""The tasks of a dashboard, as far as a person sees them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from audit.statements import values
from departments.models import Department, Person
from departments.permissions import Reach, covers, scopes
from tasks.models import Task
from tasks.register.querysets import TaskQuerySet

# The scopes that ask nothing of a task but its jurisdiction.
_WHOLE = ("all", "scope")


@dataclass(frozen=True)
class Seen:
    """What a person sees of the list of a jurisdiction and year."""

    person: Person
    jurisdiction: Department
    year: int

    @cached_property
    def whole(self) -> bool:
        """Whether that is every task of the jurisdiction, and not only those of a unit or an area."""
        acting, reach = self.person.acting, Reach(jurisdiction_id=self.jurisdiction.pk)
        return any(
            scope in _WHOLE and covers(scope, grant, acting, reach)
            for scope, grant in scopes(acting, "see_dashboard")
        )

    @cached_property
    def tasks(self) -> TaskQuerySet:
        """Those tasks."""
        seen = Task.objects.visible_to(self.person, verb="see_dashboard")
        return _listed(seen, self.jurisdiction.pk, self.year)

    def read(self, make: Callable[..., QuerySet], *given: Hashable) -> list[tuple]:
        """The rows of `make(tasks, *given)`, a list of values.

        Whoever sees everything asks what everybody of their kind asks, by statements composed once: composing them
        takes ten times as long as answering them.
        """
        if self.whole:
            return values(_of_whole, make, self.jurisdiction.pk, self.year, *given)
        return list(make(self.tasks, *given))


def _listed(tasks: TaskQuerySet, jurisdiction_id: int, year: int) -> TaskQuerySet:
    return tasks.on_the_list().filter(jurisdiction=jurisdiction_id, year=year)


def _of_whole(make: Callable[..., QuerySet], jurisdiction_id: int, year: int, *given: Hashable) -> QuerySet:
    return make(_listed(Task.objects.all(), jurisdiction_id, year), *given)
