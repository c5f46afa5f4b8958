"""Read the rows of a table that somebody uploads: CSV in any of the usual encodings, or the first sheet of an xlsx. Pure."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 50
# Twenty times what a sheet of so many rows needs; a bomb needs more.
_MOST_UNPACKED = 100 * 1024 * 1024
# A title and an empty line may stand above the headings.
_HEADS_WITHIN = 5


class Unreadable(ValueError):
    """A file that is no table we can read; the sentence says why."""


@dataclass(frozen=True)
class RowError:
    """A cell that cannot be read; rows count as in a spreadsheet, the heading is row 1.

    Row 0 is what was typed by hand.
    """

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        if not self.row:
            return f"{self.column}: {self.what}" if self.column else self.what
        if not self.column:
            return _("Row %(row)s: %(what)s") % vars(self)
        return _("Row %(row)s, column %(column)s: %(what)s") % vars(self)


@dataclass(frozen=True)
class Table:
    """The rows under the headings: the field of each column (None: not ours), and the cells with their row number."""

    fields: list[str | None]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes, heads: Mapping[str, str], needed: Mapping[str, str]) -> Table:
    """The rows of a file whose headings are known by `heads` (written → field); `needed` are fields it must have.

    Raises:
        Unreadable: no table, too large, or a needed column is missing.
    """
    cells = [[clean(cell) for cell in row] for row in _cells(content)]
    if not any(any(row) for row in cells):
        raise Unreadable(_("The file is empty."))
    if len(cells) > MOST_ROWS + _HEADS_WITHIN:
        raise Unreadable(
            _("The file has more than %(most)s rows; divide it into several files.")
            % {"most": f"{MOST_ROWS:,}"}
        )
    known = [[heads.get(cell.lower()) for cell in row] for row in cells[:_HEADS_WITHIN]]
    place = max(range(len(known)), key=lambda number: sum(map(bool, known[number])))
    fields = known[place]
    if missing := [column for field, column in needed.items() if field not in fields]:
        raise Unreadable(
            _("These columns are missing: %(missing)s. Found: %(found)s.")
            % {"missing": "、".join(missing), "found": "、".join(filter(None, cells[place]))[:200] or "–"}
        )
    rows = [(number, row) for number, row in enumerate(cells[place + 1 :], start=place + 2) if any(row)]
    if not rows:
        raise Unreadable(_("There are headings, but no row under them."))
    return Table(fields, rows)


def clean(cell: str) -> str:
    """A cell without the full-width figures and brackets and the spaces of whoever typed it."""
    return unicodedata.normalize("NFKC", cell).strip()


def _cells(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 5 MB."))
    if content[:2] == b"PK":
        return _workbook(content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable(_("This is a workbook of the old kind (xls). Save it as xlsx or csv."))
    text = _decoded(content)
    if text is None:
        raise Unreadable(_("The file is neither an xlsx workbook nor text in UTF-8, UTF-16 or GB18030."))
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [row[:MOST_COLUMNS] for row in islice(rows, MOST_ROWS + 2 * _HEADS_WITHIN)]
    except csv.Error as error:
        raise Unreadable(_("The file is no table: %(why)s") % {"why": error}) from error


def _workbook(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise Unreadable(_("The workbook is too large."))
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2 * _HEADS_WITHIN, max_col=MOST_COLUMNS, values_only=True)
        return [[_said(value) for value in row] for row in rows]
    except Unreadable:
        raise
    # A damaged package fails in openpyxl in any of a dozen ways; to whoever uploads it they mean the same.
    except Exception as error:
        raise Unreadable(_("The workbook is damaged or protected; save it again as xlsx or csv.")) from error


def _said(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _decoded(content: bytes) -> str | None:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
