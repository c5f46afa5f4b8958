"""From posts to people: who acts for them, and, the permission table read from its other end, who may do something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from audit import clock
from departments.acting import Acting, Grant, UnitTree
from departments.models import Delegation, Department, Tenure
from departments.permissions import TABLE, Reach, covers


class InCharge(NamedTuple):
    """A person and one of the posts for which they act, as its holder or as the deputy of a holder."""

    person: int
    post: int
    role: str
    unit: int


def in_charge(on: date, *conditions: Q, **posts) -> list[InCharge]:
    """Whoever acts for such posts that day: those who hold them, and those to whom the decisions were lent.

    Whom a notice to a post concerns is asked here and, where posts are known by plain values and it must be quick, by
    `TenureQuerySet.answering`; a test compares the two. One statement; the conditions are about `post`.
    """
    held, lent = _acting(on, *conditions, **posts)
    columns = ("post_id", "post__role", "post__department_id")
    held, lent = held.values_list("person_id", *columns), lent.values_list("deputy_id", *columns)
    return [InCharge(*row) for row in held.order_by().union(lent.order_by())]


def people_in_charge(on: date, *conditions: Q, **posts) -> list[int]:
    """The people of `in_charge`, each once."""
    return sorted({one.person for one in in_charge(on, *conditions, **posts)})


def _acting(on: date, *conditions: Q, **posts) -> tuple[QuerySet, QuerySet]:
    held = Tenure.objects.held(on).filter(post__abolished_on=None, person__is_active=True)
    lent = Delegation.objects.in_force(on)
    return held.filter(*conditions, **posts), lent.filter(*conditions, **posts)


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
    acting = Acting(tree=lambda: tree)
    held, lent = _acting(clock.today(), _near(verb, reach, tree))
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
