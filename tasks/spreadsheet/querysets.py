"""Which issued lists a person may see."""

from __future__ import annotations

from django.db.models import QuerySet

from departments.permissions import scopes
from tasks.models import ListEntry, ResponsibilityList, Task


def visible_lists(person) -> QuerySet[ResponsibilityList]:
    """The issued lists of the jurisdictions whose Reports this person reads."""
    reaching = scopes(person.acting, "read_report")
    if any(scope == "all" for scope, _grant in reaching):
        return ResponsibilityList.objects.all()
    places = {person.acting.tree.jurisdiction(grant.department_id) for _scope, grant in reaching}
    return ResponsibilityList.objects.filter(jurisdiction_id__in=places)


def visible_entries(person, issued: ResponsibilityList) -> QuerySet[ListEntry]:
    """The lines of a list which this person may see: those of the tasks that exist for them."""
    return issued.entries.filter(task__in=Task.objects.visible_to(person).values("pk")).order_by("number")
