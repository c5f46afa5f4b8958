"""Rows of a csv or tab-separated file, whatever delimiter the office's spreadsheet wrote."""

from __future__ import annotations

import csv
import io

from tasks.reports.decomposition.refusals import refuse
from tasks.reports.decomposition.sheets import Cell, Row, Sheet

DELIMITERS = ",\t;，"
MAX_ROWS = 20_000
MAX_CELLS = 400_000
SNIFFED_ROWS = 30


def read_delimited(text: str, name: str) -> list[Sheet]:
    """The one sheet of a delimited text, quoted line breaks kept inside their cells."""
    csv.field_size_limit(len(text) + 1)
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


def _records(text: str, delimiter: str):
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
