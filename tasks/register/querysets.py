"""Which tasks: what a person may see, what is open, what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from departments.permissions import reaches_all, scopes
from tasks.choices import ON_THE_LIST, OPEN, Kind, Light, Part, Status, Visibility
from tasks.search.querysets import SearchedQuerySet


class TaskQuerySet(SearchedQuerySet):
    def visible_to(self, person, verb: str = "read_task") -> TaskQuerySet:
        """The tasks this person may know about; everything else does not exist for them."""
        if reaches_all(person.acting, verb):
            return self
        reaching = scopes(person.acting, verb)
        if not reaching:
            return self.none()
        ways = [way for scope, grant in reaching for way in _ways(scope, grant, person.acting)]
        own = [way for way in ways if isinstance(way, Q)]
        if len(own) == len(ways):
            return self.filter(reduce(or_, own))
        # As numbers from each way: an OR over several tables makes a database look at every task.
        tasks = self.model._default_manager.order_by()
        found = [tasks.filter(way).values("pk") for way in own]
        found += [way.rows().values("task_id") for way in ways if isinstance(way, _Party)]
        seen = self.filter(pk__in=found[0].union(*found[1:], all=True) if found[1:] else found[0])
        if not any(isinstance(way, _Party) and way.part == Part.SUPPORT for way in ways):
            return seen
        # Whoever only supports a task does not see it when it is sensitive.
        leading = [way for way in ways if not isinstance(way, _Party) or way.part != Part.SUPPORT]
        return seen.filter(reduce(or_, map(_condition, leading), _OPEN_TO_ALL))

    def open(self) -> TaskQuerySet:
        """Issued, and neither closed, suspended nor terminated."""
        return self.filter(status__in=OPEN)

    def on_the_list(self) -> TaskQuerySet:
        """Everything that was ever issued and not sent back to draft."""
        return self.filter(status__in=ON_THE_LIST)

    def drafts(self) -> TaskQuerySet:
        """Not issued yet."""
        return self.filter(status=Status.DRAFT)

    def overdue(self, today: date) -> TaskQuerySet:
        """Open, with the due date or an open milestone past; the due day itself is on time."""
        return self.open().filter(next_due_on__lt=today)

    def due_between(self, first: date, last: date) -> TaskQuerySet:
        """Open, with the next date in these days (inclusive)."""
        return self.open().filter(next_due_on__range=(first, last))

    def behind(self) -> TaskQuerySet:
        """Red by the system light of the last assessment."""
        return self.filter(light=Light.RED)

    def projects(self) -> TaskQuerySet:
        """The projects whose stages count: neither a draft nor terminated."""
        return self.filter(kind=Kind.PROJECT).exclude(status__in=(Status.DRAFT, Status.TERMINATED))

    def stage_due(self, stage: str, today: date) -> TaskQuerySet:
        """Projects whose stage was to be reached by the end of this day."""
        return self.projects().filter(_stage(stage, due_on__lte=today))

    def stage_reached(self, stage: str, today: date) -> TaskQuerySet:
        """Projects that have reached this stage, in time or not."""
        return self.projects().filter(_stage(stage, done_on__lte=today))

    def stage_not_reached(self, stage: str, today: date) -> TaskQuerySet:
        """Projects that have not reached this stage, whether it was planned or not."""
        return self.projects().exclude(_stage(stage, done_on__lte=today))

    def led_by(self, department_ids) -> TaskQuerySet:
        """Led (first or co-lead) by one of these departments."""
        co_led = _condition(_Party(department_ids, Part.CO_LEAD))
        return self.filter(Q(lead_department__in=department_ids) | co_led)


def _stage(stage: str, **when: date) -> Exists:
    stages = apps.get_model("tasks", "Milestone").objects.filter(stage=stage, waived_because="", **when)
    return Exists(stages.filter(task=OuterRef("pk")))


class _Party(NamedTuple):
    """The tasks of which one of these departments is a party with this part."""

    units: Iterable[int]
    part: Part

    def rows(self) -> QuerySet:
        """The parties, in no order."""
        parties = apps.get_model("tasks", "Party").objects.order_by()
        return parties.filter(department_id__in=self.units, part=self.part)


_OPEN_TO_ALL = ~Q(visibility=Visibility.SENSITIVE)


def _condition(way: Q | _Party) -> Q:
    return way if isinstance(way, Q) else Q(pk__in=way.rows().values("task_id"))


def _ways(scope: str, grant, acting) -> list[Q | _Party]:
    """The same reach as `permissions.may`, as ways to the tasks; a test compares the two."""
    if scope == "scope":
        return [Q(jurisdiction_id=acting.tree.jurisdiction(grant.department_id))]
    if scope == "area":
        return [Q(leader_id=grant.post_id) | (Q(area__in=grant.areas) & _OPEN_TO_ALL)]
    own = Q(post_id=grant.post_id)
    if scope == "own":
        return [own]
    if scope == "co":
        return [own, _Party([grant.department_id], Part.SUPPORT)]
    units = acting.tree.below(grant.department_id)
    led = [Q(lead_department__in=units), _Party(units, Part.CO_LEAD)]
    return led if scope == "unit" else [*led, _Party(units, Part.SUPPORT)]
