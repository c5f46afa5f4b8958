"""One page of a list: the rows, the headings with their sums, how many there are, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from departments.lists import asking
from departments.lists.asking import Asked, changed
from departments.lists.cells import Cells
from departments.lists.declaring import Group, List
from departments.lists.filters import ListFilter, Reader


@dataclass(frozen=True)
class Heading:
    """A heading with the sums of all its rows, also those on other pages."""

    label: str
    url: str
    sums: list[str]


@dataclass(frozen=True)
class Section:
    """Rows under a heading, or all rows without one."""

    heading: Heading | None
    rows: list


@dataclass(frozen=True)
class Page:
    """A page of rows with its neighbours; the count is capped."""

    sections: list[Section]
    number: int
    total: int
    count: str
    words: str
    previous_url: str
    next_url: str
    cut: bool  # further rows are reached by conditions only


def filtered(person, asked: Asked) -> tuple[ListFilter, QuerySet]:
    """The conditions of the address, and the rows that meet them: none when one is nonsense."""
    rows = asked.declared.query(person)
    found = asked.declared.filter(asked.params, rows, request=Reader(person))
    return found, (found.qs if found.is_valid() else rows.none())


def page_of(rows: QuerySet, asked: Asked) -> Page:
    """The page asked for: its rows in one statement, the count up to 10,000 in a second, sums in a third."""
    declared, group = asked.declared, asked.group
    already = dict.fromkeys(("id", *declared.reads, *((group.key, group.word) if group else ())))
    cells = Cells([column for column in asked.columns if not column.own], list(already))
    first = (asked.page - 1) * asking.PAGE_ROWS
    plain = list(read(asked.ordered(rows), cells, declared)[first : first + asking.PAGE_ROWS + 1])
    more = len(plain) > asking.PAGE_ROWS
    plain = plain[: asking.PAGE_ROWS]
    # The last page knows the total by itself.
    total = first + len(plain) if plain and not more else _count(rows)
    last = asked.page >= asking.COUNT_UP_TO // asking.PAGE_ROWS
    count = _count_words(declared, total)
    return Page(
        sections=_sections(rows, plain, cells, asked),
        number=asked.page,
        total=total,
        count=count,
        words=_range_words(count, first, len(plain)),
        previous_url=changed(asked.params, page=asked.page - 1 if asked.page > 2 else None)
        if asked.page > 1
        else "",
        next_url=changed(asked.params, page=asked.page + 1) if more and not last else "",
        cut=more and last,
    )


def read(rows: QuerySet, cells: Cells, declared: List) -> QuerySet:
    """What the cells need of the rows, as plain values."""
    computed = {name: declared.computed[name] for name in cells.reads if name in declared.computed}
    return rows.annotate(**computed).values_list(*cells.reads)


def _count(rows: QuerySet) -> int:
    # What `count()` composes around this takes Django longer than the database counts.
    try:
        sql, params = rows.order_by().values("pk")[: asking.COUNT_UP_TO + 1].query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql}) counted", params)  # noqa: S608 - composed by Django
        return cursor.fetchone()[0]


def _sections(rows: QuerySet, plain: list[tuple], cells: Cells, asked: Asked) -> list[Section]:
    cells.gather(plain)
    drawn = _drawn(plain, cells, asked)
    group = asked.group
    if group is None:
        return [Section(None, drawn)] if drawn else []
    key, word = cells.reads.index(group.key), cells.reads.index(group.word)
    headings = _headings(rows, {row[key]: row[word] for row in plain}, asked)
    pairs = groupby(zip(plain, drawn, strict=True), key=lambda pair: pair[0][key])
    return [Section(headings[code], [row for _plain, row in found]) for code, found in pairs]


def _drawn(plain: list[tuple], cells: Cells, asked: Asked) -> list:
    if asked.declared.rows is None:
        return [(row[0], cells.drawn(row)) for row in plain]
    own = asked.declared.rows(row[: len(asked.declared.reads)] for row in plain)
    return [(line, cells.drawn(row)) for line, row in zip(own, plain, strict=True)]


def _headings(rows: QuerySet, words: dict, asked: Asked) -> dict[object, Heading]:
    """Sums of the groups on this page only, however many there are."""
    group, subtotals = asked.group, asked.declared.subtotals
    counted = _within(rows, group, words).order_by().values(group.key)
    sums = {subtotal.name: subtotal.sum for subtotal in subtotals}
    found = {row.pop(group.key): row for row in counted.annotate(**sums)} if sums else {}
    named = dict(group.choices.choices) if group.choices else {}
    return {
        key: Heading(
            str(named.get(key, word) or _("none")),
            changed(asked.params, group=None, **{group.condition: key}) if key else "",
            [
                subtotal.words(found[key][subtotal.name])
                for subtotal in subtotals
                if found[key][subtotal.name]
            ],
        )
        for key, word in words.items()
    }


def _within(rows: QuerySet, group: Group, keys: Sequence) -> QuerySet:
    if None in keys:
        return rows
    return rows.filter(**{f"{group.key}__in": list(keys)})


def _count_words(declared: List, total: int) -> str:
    # Above the cap the figure that decides between one and many is the cap itself.
    said = _("more than 10,000") if total > asking.COUNT_UP_TO else f"{total:,}"
    return declared.count(said, total)


def _range_words(count: str, first: int, shown: int) -> str:
    if not shown:
        return count
    words = {"count": count, "first": first + 1, "last": first + shown}
    return _("%(count)s · %(first)s–%(last)s") % words
