"""Rows and cells of a table as they were read, each with its place in the file and in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

# Everything str.splitlines() breaks at, and the tab that joins the cells of a line.
BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(slots=True)
class Cell:
    """One cell; `unrolled` means its text was written once, further up or left, in a merged cell."""

    text: str
    column: int
    unrolled: bool = False
    date: date | None = None


@dataclass(slots=True)
class Row:
    """One row of a sheet: its number there (from 1) and its line in the text (from 1)."""

    number: int
    cells: list[Cell]
    line: int = 0

    def written(self) -> list[Cell]:
        """The cells whose text stands in this row and is not blank."""
        return [cell for cell in self.cells if not cell.unrolled and cell.text.strip()]

    def joined(self) -> str:
        """The line of the row: its own cells, tabs between them, line breaks in a cell as blanks."""
        texts = ("" if cell.unrolled else BREAKS.sub(" ", cell.text) for cell in self.cells)
        return "\t".join(texts).rstrip("\t")


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook, a csv file, or a table inside a document."""

    name: str
    rows: list[Row] = field(default_factory=list)


def as_lines(sheets: list[Sheet]) -> list[str]:
    """One line per row that holds anything, and every row told its line; blank rows are left out."""
    lines: list[str] = []
    for sheet in sheets:
        sheet.rows = [row for row in sheet.rows if any(cell.text.strip() for cell in row.cells)]
        for row in sheet.rows:
            lines.append(row.joined())
            row.line = len(lines)
    return lines
