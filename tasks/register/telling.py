"""Whom a change concerns: the people who hold the posts today, and the notice to them."""

from __future__ import annotations

from collections.abc import Iterable

from audit import clock
from departments.acting import UnitTree
from departments.choices import Role
from departments.models import Department, Tenure
from departments.reaching import in_charge
from notifications.models import Notice
from notifications.outbox import queue
from tasks.register.models import Task


def holders(post_ids: Iterable[int | None]) -> list[int]:
    """The people who act for these posts today."""
    return Tenure.objects.answering(clock.today(), id=[post for post in post_ids if post])


def unit_people(task: Task, *roles: Role) -> list[int]:
    """The people with these roles in the lead department."""
    return Tenure.objects.answering(clock.today(), department_id=task.lead_department_id, role=roles)


def people_of_units(units: Iterable[int], *roles: Role) -> dict[int, list[int]]:
    """The people with these roles in each of many departments, in one statement."""
    found: dict[int, list[int]] = {}
    for one in in_charge(clock.today(), post__department_id__in=list(units), post__role__in=roles):
        found.setdefault(one.unit, []).append(one.person)
    return found


def supervisors(task: Task) -> list[int]:
    """The supervisors of the task's list: the city's own, or the local ones of a county or department."""
    if task.jurisdiction.parent_id is None:
        return Tenure.objects.answering(clock.today(), role=Role.SUPERVISOR)
    tree = UnitTree(Department.objects.order_by().values_list("id", "parent_id", "supervises"))
    found = in_charge(clock.today(), post__role__in=(Role.SUPERVISOR, Role.LOCAL_SUPERVISOR))
    return sorted({one.person for one in found if tree.jurisdiction(one.unit) == task.jurisdiction_id})


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
