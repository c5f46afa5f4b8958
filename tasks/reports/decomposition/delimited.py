"""Rows of a csv or tab-separated file, whatever delimiter the office's spreadsheet wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tasks.reports.decomposition.refusals import refuse
from tasks.reports.decomposition.sheets import Cell, Row, Sheet

DELIMITERS = ",\t;，"
MAX_ROWS = 20_000
MAX_CELLS = 200_000
SNIFFED_ROWS = 30
LONGEST_CELL = 20  # lines of a quoted cell, where a quote is missing somewhere
csv.field_size_limit(64 * 1024 * 1024)  # above the largest file; one setting for the whole process


def read_delimited(text: str, name: str) -> list[Sheet]:
    """The one sheet of a delimited text, quoted line breaks kept inside their cells."""
    sheet, cells, delimiter = Sheet(name), 0, find_delimiter(text)
    for number, fields in enumerate(_records(text, delimiter), start=1):
        cells += len(fields)
        if number > MAX_ROWS:
            raise refuse("too_many_rows", name, part=name, limit=MAX_ROWS)
        if cells > MAX_CELLS:
            raise refuse("too_many_cells", name, part=name, limit=MAX_CELLS)
        sheet.rows.append(Row(number, [Cell(value, column) for column, value in enumerate(fields, start=1)]))
    return [sheet]


def find_delimiter(text: str) -> str:
    """The mark that cuts the first rows into the most, and most even, columns."""
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        widths = [
            len(row) for row, _ in zip(_records(text, delimiter), range(SNIFFED_ROWS), strict=False) if row
        ]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(common) * (common - 1)
        if common > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    if text.count('"') % 2 == 0:
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _records_around_a_lost_quote(text.splitlines(keepends=True), delimiter)


def _records_around_a_lost_quote(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """One quote too many would swallow every row below it: only its own line is taken as it stands."""
    width = len(lines[0].split(delimiter)) if lines else 0
    at = 0
    while at < len(lines):
        taken = 1
        if lines[at].count('"') % 2:
            taken = _length_of_record(lines[at : at + LONGEST_CELL], delimiter, width)
        record = "".join(lines[at : at + taken])
        quoting = csv.QUOTE_NONE if record.count('"') % 2 else csv.QUOTE_MINIMAL
        fields = next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, quoting=quoting), [])
        yield fields
        at += taken


def _length_of_record(lines: list[str], delimiter: str, width: int) -> int:
    """How many lines the quoted record at the first of them takes; 1 where none fits the header's width."""
    for end in range(2, len(lines) + 1):
        if lines[end - 1].count('"') % 2:
            record = csv.reader(io.StringIO("".join(lines[:end]), newline=""), delimiter=delimiter)
            return end if len(next(record, [])) == width else 1
    return 1
