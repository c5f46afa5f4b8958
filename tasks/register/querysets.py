"""Which tasks: what a person may see, what is open, what is due."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Exists, OuterRef

from tasks.choices import ON_THE_LIST, OPEN, Kind, Light, Part, Status
from tasks.register.ways import EVERYWHERE, OPEN_TO_ALL, Ways, ways_of
from tasks.search.querysets import SearchedQuerySet


class TaskQuerySet(SearchedQuerySet):
    def visible_to(self, person, verb: str = "read_task") -> TaskQuerySet:
        """The tasks this person may know about; everything else does not exist for them."""
        return self.reached_by(ways_of(person.acting, verb))

    def reached_by(self, ways: Ways) -> TaskQuerySet:
        """The tasks to which one of these ways leads."""
        if not ways:
            return self.none()
        if ways == (EVERYWHERE,):
            return self
        own = [way.condition for way in ways if not way.is_part]
        parts = [way for way in ways if way.is_part]
        if not parts:
            return self.filter(reduce(or_, own))
        # As numbers from each way: an OR over several tables makes a database look at every task.
        tasks = self.model._default_manager.order_by()
        found = [tasks.filter(condition).values("pk") for condition in own]
        found += [way.task_ids for way in parts]
        seen = self.filter(pk__in=found[0].union(*found[1:], all=True) if found[1:] else found[0])
        if not any(way.by == Part.SUPPORT for way in parts):
            return seen
        # Whoever only supports a task does not see it when it is sensitive.
        leading = [way.condition for way in ways if way.by != Part.SUPPORT]
        return seen.filter(reduce(or_, leading, OPEN_TO_ALL))

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


def _stage(stage: str, **when: date) -> Exists:
    stages = apps.get_model("tasks", "Milestone").objects.filter(stage=stage, waived_because="", **when)
    return Exists(stages.filter(task=OuterRef("pk")))
