"""What stands around the rows: ready-made views, conditions as chips, columns that sort."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from departments.lists.asking import Asked, changed
from departments.lists.filters import ListFilter


@dataclass(frozen=True)
class Link:
    """A view or a tab: its words, its address, and whether it is the one shown."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class Chip:
    """A condition in force, and the address of the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Head:
    """The head of a column: its words, the address that sorts by it, and the direction when it does."""

    name: str
    label: str
    url: str = ""
    direction: str = ""


def views_of(asked: Asked, person) -> list[Link]:
    """The ready-made views, with the one that the address asks for marked."""
    here = set(asked.conditions())
    return [
        Link(str(view.label), f"?{view.query}", here == set(parse_qsl(view.query)))
        for view in asked.declared.views
        if view.for_whom is None or view.for_whom(person)
    ]


def chips_of(asked: Asked, found: ListFilter) -> list[Chip]:
    """Every condition in force; one chip for each of several values."""
    fields, chips = found.form.fields, []
    searched = "q" in asked.params
    for name, field in fields.items():
        for value in filter(None, asked.params.getlist(name)):
            if (name, value) in asked.declared.defaults and not searched:
                continue
            rest = [other for other in asked.params.getlist(name) if other != value]
            query = asked.params.copy()
            query.setlist(name, rest)
            labels = (label for code, label in getattr(field, "choices", ()) if str(code) == value)
            words = next(labels, value)
            chips.append(Chip(str(field.label), "" if words == "on" else str(words), changed(query)))
    if asked.group:
        label = str(asked.group.label)
        chips.append(Chip(_("Grouped by"), label, changed(asked.params, group=None)))
    return chips


def heads_of(asked: Asked) -> list[Head]:
    """The columns; a click on the one sorted by turns it round."""
    return [_head(asked, column) for column in asked.columns]


def _head(asked: Asked, column) -> Head:
    name = column.css or column.name
    if not column.sort:
        return Head(name, str(column.label))
    sorted_by, down = asked.order
    here = sorted_by is column
    url = changed(asked.params, sort=column.name if not here or down else f"-{column.name}")
    return Head(name, str(column.label), url, ("descending" if down else "ascending") if here else "")
