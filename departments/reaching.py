"""The permission table read from the other end: who may do something to one task, by the posts held today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from audit import clock
from departments.acting import Acting, Grant, UnitTree
from departments.models import Delegation, Department, Tenure
from departments.permissions import TABLE, Reach, covers


class Holder(NamedTuple):
    """A person by one of the posts held, or decided for: number, name, the unit's short name, the post's title."""

    person: int
    name: str
    unit: str
    post: str


def holders_who_may(verb: str, reach: Reach, names: Iterable[str] | None = None) -> list[Holder]:
    """Whoever may do this to the task today, once for each post that gives it; only people with these `names`, if given.

    Three statements. The same answer as `permissions.may` for each of them; a test compares the two.
    """
    tree = UnitTree(Department.objects.order_by().values_list("id", "parent_id", "supervises"))
    acting, today = Acting(tree=lambda: tree), clock.today()
    near = _near(verb, reach, tree)
    held = Tenure.objects.held(today).filter(near, post__abolished_on=None, person__is_active=True)
    lent = Delegation.objects.in_force(today).filter(near)
    if names is not None:
        names = list(names)
        held, lent = held.filter(person__name__in=names), lent.filter(deputy__name__in=names)
    rows = [
        *held.order_by(*_IN_ORDER).values_list("person_id", "person__name", *_POST),
        *lent.order_by(*_IN_ORDER).values_list("deputy_id", "deputy__name", *_POST),
    ]
    return [
        Holder(person, name, short, title)
        for person, name, role, post, unit, areas, short, title in rows
        if covers(TABLE[verb][role], Grant(role, post, unit, tuple(areas)), acting, reach)
    ]


_POST = (
    *("post__role", "post_id", "post__department_id", "post__areas"),
    *("post__department__short_name", "post__title"),
)
_IN_ORDER = ("post__department__position", "post__position", "id")


def _near(verb: str, reach: Reach, tree: UnitTree) -> Q:
    """A condition that leaves out most posts which can't reach the task; what is left is asked one by one."""
    cells = TABLE[verb]
    anywhere = [role for role, scope in cells.items() if scope in ("all", "scope", "area")]
    units = {above for unit in reach.lead_ids | reach.support_ids for above in tree.above(unit)}
    near = Q(post__department_id__in=units) | Q(post_id__in={reach.post_id, reach.leader_post_id} - {None})
    return Q(post__role__in=anywhere) | (Q(post__role__in=list(cells)) & near)
