"""What the cells of a row say: text and links on the page, plain values in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _

from audit import clock
from departments.lists.declaring import Column
from departments.parts import address


class Cells:
    """The columns of one answer, over rows whose values stand where `reads` says."""

    def __init__(self, columns: Sequence[Column], already: Sequence = ()):
        self.columns = columns
        self.reads = list(already)
        for column in columns:
            self.reads += [name for name in column.reads if name not in self.reads]
        self.places = [[self.reads.index(name) for name in column.reads] for column in columns]
        self.sayings = [_saying(column) for column in columns]
        self.gathered: list[dict] = [{} for _column in columns]

    def gather(self, rows: Iterable[tuple]) -> None:
        """Look up for all rows at once what their keys stand for; one statement a column."""
        rows = list(rows)
        for place, column in enumerate(self.columns):
            if column.gather:
                keys = {row[self.places[place][0]] for row in rows} - {None}
                self.gathered[place] = column.gather(sorted(keys)) if keys else {}

    def values(self, row: tuple) -> list:
        """Plain values, as a file keeps them."""
        return [self._value(place, row) for place in range(len(self.columns))]

    def drawn(self, row: tuple) -> list[tuple[str, str]]:
        """The class of each cell and what stands in it."""
        return [(column.css, self._drawn(place, row)) for place, column in enumerate(self.columns)]

    def _value(self, place: int, row: tuple):
        column = self.columns[place]
        read = [row[index] for index in self.places[place]]
        if column.link:
            read = read[: -column.keys]
        if column.gather:
            return self.gathered[place].get(read[0], "")
        return self.sayings[place](*read)

    def _drawn(self, place: int, row: tuple) -> str:
        column = self.columns[place]
        value = self._value(place, row)
        if column.draw:
            return column.draw(row[self.places[place][0]], value)
        keys = [row[index] for index in self.places[place][-column.keys :]] if column.link else [None]
        if None not in keys:
            return format_html('<a href="{}">{}</a>', address(column.link, *keys), written(value) or "—")
        return written(value)


def written(value: object) -> str:
    """A value as it is read: days and minutes in the form of the product, nothing as nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    # Markup stays markup.
    return value if isinstance(value, str) else str(value)


def percent(_code: object, value: object) -> str:
    """A share with its sign, for the page; the file has the number."""
    return "" if value is None else f"{value}%"


def brief(_code: object, value: object, most: int = 160) -> str:
    """The beginning of a long text, for the page; the file has all of it."""
    text = written(value)
    return text if len(text) <= most else f"{text[:most]}…"


def _saying(column: Column) -> Callable[..., object]:
    if column.begin:
        return column.begin()
    if column.choices:
        words = {code: str(word) for code, word in column.choices.choices}
        return lambda code, *_rest: words.get(code, code or "")
    return column.say or (lambda value, *_rest: value)
