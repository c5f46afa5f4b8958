"""A list as a file: xlsx and csv, in which a text stays a text and never becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from typing import IO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from departments.lists.cells import written

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 1_000_000  # a sheet of Excel ends a little above


def write_csv(title: str, head: Sequence[str], rows: Iterable[Sequence], out: IO[bytes]) -> None:
    """Values separated by commas; the mark at the beginning tells Excel that it is UTF-8."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="")
    lines = csv.writer(text)
    lines.writerow(map(_harmless, head))
    lines.writerows(map(_harmless, row) for row in rows)
    text.flush()
    text.detach()


def write_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence], out: IO[bytes]) -> None:
    """One sheet with a head that stays in sight; numbers and days remain what they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in r"[]:*?/\ ")[:31] or "1")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 40 if place == 2 else max(12, 2 * len(name))
    sheet.append([_cell(sheet, name, bold=True) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(out)


FORMS = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}


def _harmless(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = written(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(sheet, value: object, *, bold: bool = False):
    if isinstance(value, datetime):
        value = timezone.make_naive(value) if timezone.is_aware(value) else value
    elif isinstance(value, bool) or not isinstance(value, int | float | date):
        value = ILLEGAL_CHARACTERS_RE.sub("", written(value))
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
