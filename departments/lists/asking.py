"""What the address of a list asks for: conditions, order, columns, groups, density, page. The address is the whole state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from departments.lists.declaring import Column, Group, List

PAGE_ROWS = 50
COUNT_UP_TO = 10_000
# What shapes the page, beside the conditions that choose the rows.
SHAPE = ("sort", "columns", "group", "density")
PASSING = ("page", "panel", "file")


@dataclass(frozen=True)
class Asked:
    """The address of one list, read with care: nonsense falls back to what is usual."""

    declared: List
    params: QueryDict

    @cached_property
    def order(self) -> tuple[Column | None, bool]:
        """The column sorted by, and whether downwards."""
        asked = self.params.get("sort", self.declared.sort)
        column = self.declared.column(asked.removeprefix("-"))
        if column is None or not column.sort:
            asked = self.declared.sort
            column = self.declared.column(asked.removeprefix("-"))
        return column, asked.startswith("-")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns to show: those chosen, or the usual ones; what a row is called always."""
        chosen = {name for value in self.params.getlist("columns") for name in value.split(",")}
        if not any(column.name in chosen for column in self.declared.columns):
            return [column for column in self.declared.columns if column.shown]
        return [column for column in self.declared.columns if column.main or column.name in chosen]

    @cached_property
    def group(self) -> Group | None:
        """The headings under which the rows stand."""
        return self.declared.group(self.params.get("group", ""))

    @property
    def tight(self) -> bool:
        """More rows on a screen."""
        return self.params.get("density") == "tight"

    @cached_property
    def page(self) -> int:
        """The page, within what is counted."""
        asked = self.params.get("page", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
        return min(max(number, 1), COUNT_UP_TO // PAGE_ROWS)

    def conditions(self) -> list[tuple[str, str]]:
        """The conditions in the address that say something beyond what is in force anyway."""
        return [
            (name, value)
            for name, values in self.params.lists()
            for value in values
            if value and name not in (*SHAPE, *PASSING) and (name, value) not in self.declared.defaults
        ]

    def state(self) -> str:
        """The address without what passes: what a view keeps."""
        pairs = [(name, value) for name, values in self.params.lists() for value in values]
        return urlencode([(name, value) for name, value in pairs if value and name not in PASSING])

    def ordered(self, rows: QuerySet) -> QuerySet:
        """The rows in the order asked for, under their headings; the number makes it total."""
        column, down = self.order
        sort = column.sort if column.sort[-1].endswith("id") else (*column.sort, "id")
        turned = [_turned(name) if down else name for name in sort]
        return rows.order_by(*(self.group.order if self.group else ()), *turned)


def changed(params: QueryDict, **changes: object) -> str:
    """The address of the same list with some parameters changed, or left out when None; a new list begins on page 1."""
    pairs = [
        (name, value)
        for name, values in params.lists()
        for value in values
        if value and name not in changes and name not in PASSING
    ]
    return "?" + urlencode(pairs + [(name, value) for name, value in changes.items() if value is not None])


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
