"""Whom a change concerns: the people who hold the posts today, and the notice to them."""

from __future__ import annotations

from collections.abc import Iterable

from audit import clock
from departments.acting import UnitTree
from departments.choices import Role
from departments.models import Delegation, Department, Tenure
from notifications.models import Notice
from notifications.outbox import queue
from tasks.register.models import Task


def holders(post_ids: Iterable[int | None]) -> list[int]:
    """The people who hold these posts today."""
    return _people(post_id__in=[post for post in post_ids if post])


def unit_people(task: Task, *roles: Role) -> list[int]:
    """The people with these roles in the lead department."""
    return _people(post__department_id=task.lead_department_id, post__role__in=roles)


def supervisors(task: Task) -> list[int]:
    """The supervisors of the task's list: the city's own, or the local ones of a county or department."""
    rows = Tenure.objects.held(clock.today()).filter(
        post__role__in=(Role.SUPERVISOR, Role.LOCAL_SUPERVISOR), post__abolished_on__isnull=True
    )
    found = rows.values_list("person_id", "post__role", "post__department_id")
    local = task.jurisdiction.parent_id is not None
    tree = (
        UnitTree(Department.objects.order_by().values_list("id", "parent_id", "supervises"))
        if local
        else None
    )
    return sorted(
        {
            person
            for person, role, unit in found
            if (tree.jurisdiction(unit) == task.jurisdiction_id if local else role == Role.SUPERVISOR)
        }
    )


def tell(
    people: Iterable[int], kind: Notice.Kind, task: Task, title: str, text: str = "", about: str = ""
) -> None:
    """One notice to each, once per version of the task."""
    key = f"task:{task.pk}:{about or kind}:{task.version}"
    people = list(people)
    if people:
        queue(
            people=people,
            kind=kind,
            key=key,
            title=f"{title} {task.name_for_mail}",
            text=text,
            url=f"/tasks/{task.pk}/",
            task_id=task.pk,
            task_name=task.name_for_mail,
        )


def _people(**which) -> list[int]:
    today = clock.today()
    rows = Tenure.objects.held(today).filter(post__abolished_on__isnull=True, person__is_active=True, **which)
    # Whoever decides on behalf of a holder hears of what there is to decide.
    deputies = Delegation.objects.deputies(today, **which)
    return sorted({person for (person,) in rows.order_by().values_list("person_id").union(deputies)})


def people_of_units(units: Iterable[int], *roles: Role) -> dict[int, list[int]]:
    """The people with these roles in each of many departments, in one statement."""
    rows = Tenure.objects.held(clock.today()).filter(
        post__abolished_on__isnull=True,
        person__is_active=True,
        post__department_id__in=list(units),
        post__role__in=roles,
    )
    found: dict[int, list[int]] = {}
    for unit, person in rows.values_list("post__department_id", "person_id"):
        found.setdefault(unit, []).append(person)
    return found
