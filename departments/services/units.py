"""Departments: founding, changing, merging, and the whole catalogue from a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import log
from departments import catalogue, permissions
from departments.models import Department, DepartmentAlias
from departments.verdicts import require

_CHANGEABLE = {
    "name",
    "short_name",
    "kind",
    "position",
    "supervises",
    "duties",
    "founded_on",
    "dissolved_on",
    "parent_id",
}


@transaction.atomic
def create_department(
    *, actor, name: str, short_name: str, kind: str, parent_id: int | None = None, **fields: object
) -> Department:
    """A new department; `fields` are those that `edit_department` changes."""
    require(permissions.may(actor, "edit_departments"))
    unit = Department(name=name.strip(), short_name=short_name.strip(), kind=kind, parent_id=parent_id)
    _change(unit, fields)
    log.record(actor=actor, action="departments.department_created", target=unit, name=name)
    return unit


@transaction.atomic
def edit_department(*, actor, department_id: int, changes: dict) -> Department:
    """Change a department; a former name stays known as such, a circle of parents is refused."""
    require(permissions.may(actor, "edit_departments"))
    unit = Department.objects.select_for_update().get(pk=department_id)
    before = {name: getattr(unit, name) for name in changes if name in _CHANGEABLE}
    _change(unit, changes)
    log.record(
        actor=actor,
        action="departments.department_edited",
        target=unit,
        before={name: _plain(value) for name, value in before.items()},
        after={name: _plain(value) for name, value in changes.items()},
    )
    return unit


@transaction.atomic
def rename_department(*, actor, department_id: int, name: str, short_name: str, on: date) -> Department:
    """New names from that day; the old ones stay known as former names, in lists up to that year."""
    unit = edit_department(
        actor=actor,
        department_id=department_id,
        changes={"name": name.strip(), "short_name": short_name.strip()},
    )
    unit.aliases.filter(origin=DepartmentAlias.Origin.FORMER, to_year=None).exclude(
        name__in=(unit.name, unit.short_name)
    ).update(to_year=on.year)
    return unit


@transaction.atomic
def close_department(*, actor, department_id: int, on: date) -> Department:
    """A department ends on that day; its posts are closed and the units under it moved or closed before.

    Raises:
        ValidationError: code `in_use`, naming what is still there; `founded_later`.
    """
    require(permissions.may(actor, "edit_departments"))
    unit = Department.objects.select_for_update().get(pk=department_id)
    below = unit.children.filter(dissolved_on=None).values_list("short_name", flat=True)
    posts = unit.posts.filter(abolished_on=None).values_list("title", flat=True)
    if left := [*below, *posts]:
        raise ValidationError(
            _("Still there: %(what)s. Close or move them first, or merge the department into another one.")
            % {"what": "、".join(left)},
            code="in_use",
        )
    if unit.founded_on and on < unit.founded_on:
        raise ValidationError(
            _("It was founded on %(day)s.") % {"day": unit.founded_on}, code="founded_later"
        )
    unit.dissolved_on, unit.supervises = on, False
    unit.save(update_fields=["dissolved_on", "supervises"])
    log.record(actor=actor, action="departments.department_closed", target=unit, on=str(on))
    return unit


@transaction.atomic
def add_alias(
    *,
    actor,
    department_id: int,
    name: str,
    origin: str = DepartmentAlias.Origin.ALIAS,
    from_year: int | None = None,
    to_year: int | None = None,
) -> DepartmentAlias:
    """Another name by which lists call the department, with the years in which they do."""
    require(permissions.may(actor, "edit_departments"))
    alias = DepartmentAlias(
        department_id=department_id, name=name.strip(), origin=origin, from_year=from_year, to_year=to_year
    )
    alias.full_clean()
    alias.save()
    log.record(actor=actor, action="departments.alias_added", target=alias.department, name=alias.name)
    return alias


@transaction.atomic
def merge_departments(*, actor, into_id: int, from_ids: Iterable[int], on: date) -> Department:
    """Some departments end on that day and another one goes on for them, with their posts.

    They move under it in the tree, so that who leads the new one reaches the tasks that the old ones led.
    """
    require(permissions.may(actor, "edit_departments"))
    into = Department.objects.select_for_update().get(pk=into_id)
    ending = list(Department.objects.select_for_update().filter(pk__in=set(from_ids) - {into_id}))
    for unit in ending:
        unit.dissolved_on, unit.supervises = on, False
        _move(unit, into)
        for post in unit.posts.filter(abolished_on=None):
            if into.posts.filter(title=post.title).exists():
                post.title = f"{post.title}（{unit.short_name}）"
            post.department = into
            post.save(update_fields=["title", "department"])
    into.predecessors.add(*ending)
    log.record(
        actor=actor,
        action="departments.merged",
        target=into,
        ended=[[unit.pk, unit.name] for unit in ending],
        on=str(on),
    )
    return into


@transaction.atomic
def import_departments(*, actor, content: bytes, top: str = "", dry_run: bool = False) -> catalogue.Plan:
    """Create and change departments as a catalogue file says, all or nothing; `actor` None is the shell.

    Raises:
        ValidationError: code `catalogue`, one message per wrong cell, naming row and column.
    """
    if actor is not None:
        require(permissions.may(actor, "edit_departments"))
    plan = catalogue.plan(content, top=top)
    if plan.errors:
        raise ValidationError([ValidationError(str(error), code="catalogue") for error in plan.errors])
    if not dry_run and (plan.created or plan.changed):
        catalogue.carry_out(plan)
        log.record(
            actor=actor,
            action="departments.imported",
            created=[line.name for line in plan.created],
            changed=[line.name for line in plan.changed],
        )
    return plan


def _change(unit: Department, changes: dict) -> None:
    if unknown := set(changes) - _CHANGEABLE:
        raise ValidationError(
            _("A department has no %(what)s to change.") % {"what": ", ".join(unknown)}, code="field"
        )
    if unit.pk:
        _keep_former_names(unit, changes)
    for name, value in changes.items():
        setattr(unit, name, value)
    _check_circle(unit)
    unit.full_clean(exclude=["parent"])
    unit.save()


def _keep_former_names(unit: Department, changes: dict) -> None:
    for name in ("name", "short_name"):
        old = getattr(unit, name)
        if changes.get(name, old) != old:
            DepartmentAlias.objects.get_or_create(
                department=unit, name=old, defaults={"origin": DepartmentAlias.Origin.FORMER}
            )


def _move(unit: Department, under: Department) -> None:
    unit.parent = under
    _check_circle(unit)
    unit.save()


def _check_circle(unit: Department) -> None:
    parents = dict(Department.objects.order_by().values_list("id", "parent_id"))
    found, above = [], unit.parent_id
    while above is not None:
        if above == unit.pk or above in found:
            raise ValidationError(
                _("%(unit)s cannot stand under a department that stands under it.")
                % {"unit": unit.short_name},
                code="circle",
            )
        found.append(above)
        above = parents.get(above)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, date) else value
