"""What stands around the rows of the task list: its views, its conditions as chips, its sortable columns."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tasks.register.filters import TaskFilter
from tasks.register.listing import changed, order_of

OWN = "own=on"
# Open tasks are shown anyway; only a search looks further.
DEFAULT = ("state", "open")
# Conditions that make a view; the address of a view is its conditions.
VIEWS = (
    ("", lambda: _("Open")),
    ("light=red&light=amber", lambda: _("Red and amber")),
    ("overdue=on", lambda: _("Overdue")),
    (OWN, lambda: _("Mine")),
    ("state=closed", lambda: _("Closed")),
    ("state=all", lambda: _("All")),
)


@dataclass(frozen=True)
class Link:
    """A view: its words, its address, and whether it is the one shown."""

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
class Column:
    """A column: its words, the address that sorts by it, and the direction when it does."""

    name: str
    label: str
    url: str = ""
    direction: str = ""


def views_of(params: QueryDict, *, with_own: bool) -> list[Link]:
    """The ready-made views, with the one that the address asks for marked; `own` for whoever holds tasks."""
    asked = {
        (name, value)
        for name, values in params.lists()
        for value in values
        if value and name not in ("sort", "page", "conditions") and (name, value) != DEFAULT
    }
    return [
        Link(label(), f"?{query}", asked == {tuple(pair.split("=")) for pair in query.split("&") if pair})
        for query, label in VIEWS
        if with_own or query != OWN
    ]


def chips_of(filterset: TaskFilter, params: QueryDict) -> list[Chip]:
    """Every condition in force; one chip for each light."""
    found = []
    for name, field in filterset.form.fields.items():
        for value in filter(None, params.getlist(name)):
            if (name, value) == DEFAULT and "q" not in params:
                continue
            rest = [other for other in params.getlist(name) if other != value]
            query = params.copy()
            query.setlist(name, rest)
            words = {str(code): label for code, label in getattr(field, "choices", ())}.get(value, value)
            found.append(Chip(str(field.label), "" if words == "on" else str(words), changed(query)))
    return found


def columns_of(params: QueryDict) -> list[Column]:
    """The columns; a click on the one sorted by turns it round."""
    name, down = order_of(params)

    def sortable(column: str, label: str, order: str) -> Column:
        here = order == name
        url = changed(params, sort=order if not here or down else f"-{order}")
        return Column(column, label, url, ("descending" if down else "ascending") if here else "")

    return [
        sortable("number", _("Number"), "number"),
        Column("title", _("Task")),
        sortable("lead", _("Lead department"), "lead"),
        sortable("due", _("Due · working days"), "due"),
        sortable("bar", _("Progress (tick: plan)"), "percent"),
        Column("lights", _("Lights")),
        Column("news", _("Latest")),
    ]
