"""Which tasks: what a person may see, what is open, what is due."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from departments.permissions import scopes
from tasks.choices import ON_THE_LIST, OPEN, Kind, Light, Part, Status, Visibility
from tasks.search.querysets import SearchedQuerySet


class TaskQuerySet(SearchedQuerySet):
    def visible_to(self, person, verb: str = "read_task") -> TaskQuerySet:
        """The tasks this person may know about; everything else does not exist for them."""
        reaching = scopes(person.acting, verb)
        if any(scope == "all" for scope, _grant in reaching):
            return self
        if not reaching:
            return self.none()
        seen = Q()
        for scope, grant in reaching:
            seen |= _within(scope, grant, person.acting)
        return self.filter(seen)

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
        return self.filter(Q(lead_department__in=department_ids) | _party(department_ids, Part.CO_LEAD))


def _stage(stage: str, **when: date) -> Exists:
    stages = apps.get_model("tasks", "Milestone").objects.filter(stage=stage, waived_because="", **when)
    return Exists(stages.filter(task=OuterRef("pk")))


def _party(department_ids, *parts: str) -> Q:
    parties = apps.get_model("tasks", "Party").objects.filter(
        department_id__in=department_ids, part__in=parts
    )
    return Q(pk__in=parties.values("task_id"))


def _within(scope: str, grant, acting) -> Q:
    """The same reach as `permissions.may`, as a condition; a test compares the two."""
    open_to_all = ~Q(visibility=Visibility.SENSITIVE)
    if scope == "scope":
        return Q(jurisdiction_id=acting.tree.jurisdiction(grant.department_id))
    if scope == "area":
        return Q(leader_id=grant.post_id) | (Q(area__in=grant.areas) & open_to_all)
    own = Q(post_id=grant.post_id)
    if scope == "own":
        return own
    if scope == "co":
        return own | (_party([grant.department_id], Part.SUPPORT) & open_to_all)
    units = acting.tree.below(grant.department_id)
    led = Q(lead_department_id__in=units) | _party(units, Part.CO_LEAD)
    if scope == "unit":
        return led
    return led | (_party(units, Part.SUPPORT) & open_to_all)
