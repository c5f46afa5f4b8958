"""Departments and people by what somebody types: a part of a name, another name, pinyin, initials."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q

from departments.models import Department, DepartmentAlias, Person
from departments.pinyin import sounds_like, typed


def units_called(query: str) -> Q:
    """The condition of departments: a part of any of their names, or how one of these is spelled."""
    other = DepartmentAlias.objects.filter(department=OuterRef("pk"), name__icontains=query)
    by_part = Q(name__icontains=query) | Q(short_name__icontains=query) | Exists(other)
    letters = typed(query)
    return by_part | Q(pk__in=_units_spelled(letters)) if letters else by_part


def people_called(query: str) -> Q:
    """The condition of people: a part of the name or the log-in name, or how the name is spelled."""
    by_part = Q(name__icontains=query) | Q(username__icontains=query)
    letters = typed(query)
    if not letters:
        return by_part
    people = Person.objects.order_by().values_list("pk", "name")
    return by_part | Q(pk__in=[pk for pk, name in people if sounds_like(letters, [name])])


def unit_names(on: date) -> dict[int, list[str]]:
    """All names of the departments that exist on that day, in the order of protocol: the short one, the full one, others."""
    names = {
        pk: list(own) for pk, *own in Department.objects.existing(on).values_list("pk", "short_name", "name")
    }
    for pk, name in DepartmentAlias.objects.order_by("id").values_list("department_id", "name"):
        names.get(pk, []).append(name)
    return names


def named(query: str, names: dict[int, list[str]]) -> list[int]:
    """Which of them the query may mean: by a part of a name, or how one is spelled."""
    part, letters = query.casefold(), typed(query)
    return [
        pk
        for pk, called in names.items()
        if any(part in name.casefold() for name in called) or (letters and sounds_like(letters, called))
    ]


def _units_spelled(letters: str) -> list[int]:
    names = defaultdict(list)
    for pk, *own in Department.objects.order_by().values_list("pk", "name", "short_name"):
        names[pk] += own
    for pk, name in DepartmentAlias.objects.order_by().values_list("department_id", "name"):
        names[pk].append(name)
    return [pk for pk, called in names.items() if sounds_like(letters, called)]
