"""Rows of an xlsx workbook: visible sheets, cached values, merged cells unrolled."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import range_boundaries

from tasks.reports.decomposition import archives
from tasks.reports.decomposition.refusals import refuse
from tasks.reports.decomposition.shapes import Refused
from tasks.reports.decomposition.sheets import Cell, Row, Sheet

MAX_ROWS = 20_000
MAX_CELLS = 200_000
MAX_GRID = 5_000_000  # rows × widest column: blank cells cost time too
MAX_STRINGS = 400_000
MAX_COLUMNS = 256
LAST_ROW = 1_048_576

ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d{5,})")
COLUMN = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]+)")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Za-z]+\d+:[A-Za-z]+\d+)")
# What openpyxl says when the parts of a workbook contradict each other.
BROKEN = (
    SyntaxError,
    DefusedXmlException,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    AttributeError,
    OSError,
    OverflowError,
)


@dataclass
class Shape:
    """What one sheet's XML holds, counted before it is parsed."""

    rows: int = 0
    cells: int = 0
    widest: int = 1
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_workbook(archive: zipfile.ZipFile, data: bytes, name: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook, and the names of the hidden ones that were left out."""
    shapes = {entry.filename: _measure(archive, entry, name) for entry in _worksheets(archive)}
    _check_strings(archive, name)
    book = _load(data, name)
    sheets, hidden = [], []
    for worksheet in book.worksheets:
        if worksheet.sheet_state != "visible":
            hidden.append(worksheet.title)
            continue
        shape = shapes.get(worksheet._worksheet_path.lstrip("/"), Shape())
        try:
            sheets.append(_read_sheet(worksheet, shape, name))
        except Refused:
            raise
        except BROKEN as error:
            raise refuse("corrupt", name, where="sheet", part=worksheet.title) from error
    book.close()
    return sheets, hidden


def _worksheets(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    aside = ("sharedStrings.xml", "styles.xml", "workbook.xml")
    return [
        entry
        for entry in archive.infolist()
        if entry.filename.startswith("xl/")
        and entry.filename.endswith(".xml")
        and not entry.filename.endswith(aside)
    ]


def _measure(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Shape:
    shape, tail = Shape(), b""
    for chunk in archives.chunks(archive, entry):
        window = tail + chunk
        # Cut at the last tag that is whole, so that nothing is counted twice or missed.
        cut = window.rfind(b"<") if len(chunk) == archives.CHUNK else len(window)
        window, tail = (window[:cut], window[cut:]) if cut > 0 else (window, b"")
        _count(shape, window)
        _check(shape, entry.filename, name, window)
    return shape


def _count(shape: Shape, window: bytes) -> None:
    shape.rows += len(ROW.findall(window))
    shape.cells += len(CELL.findall(window))
    for letters in set(COLUMN.findall(window)):
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        shape.widest = max(shape.widest, column)
    shape.merged.extend(range_boundaries(ref.decode().upper()) for ref in MERGED.findall(window))


def _check(shape: Shape, part: str, name: str, window: bytes) -> None:
    if shape.rows > MAX_ROWS:
        raise refuse("too_many_rows", name, part=part, limit=MAX_ROWS)
    if shape.cells > MAX_CELLS or shape.rows * shape.widest > MAX_GRID or len(shape.merged) > MAX_ROWS:
        raise refuse("too_many_cells", name, part=part, limit=MAX_CELLS)
    if any(int(number) > LAST_ROW for number in ROW_NUMBER.findall(window)):
        raise refuse("corrupt", name, where="part", part=part)


def _check_strings(archive: zipfile.ZipFile, name: str) -> None:
    part = "xl/sharedStrings.xml"
    if (
        part in archive.namelist()
        and len(STRING.findall(archives.read_part(archive, part, name))) > MAX_STRINGS
    ):
        raise refuse("too_many_cells", name, part=part, limit=MAX_STRINGS)


def _load(data: bytes, name: str) -> openpyxl.Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (*BROKEN, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise refuse("corrupt", name, where="workbook") from error


def _read_sheet(worksheet, shape: Shape, name: str) -> Sheet:
    worksheet.reset_dimensions()  # some programs write a wrong size
    sheet = Sheet(worksheet.title)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, values in enumerate(worksheet.iter_rows(), start=1):
            width = next(
                (at for at in range(len(values), 0, -1) if values[at - 1].value not in (None, "")), 0
            )
            if width > MAX_COLUMNS:
                raise refuse("too_many_columns", name, part=worksheet.title, row=number, limit=MAX_COLUMNS)
            if width:
                cells = [_cell(value, column) for column, value in enumerate(values[:width], start=1)]
                sheet.rows.append(Row(number, cells))
    _check_merged(sheet, shape.merged, name)
    _unroll(sheet, shape.merged)
    return sheet


def _cell(cell, column: int) -> Cell:
    value = cell.value
    if value is None or value == "":
        return Cell("", column)
    if isinstance(value, datetime):
        text = (
            value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ", "minutes")
        )
        return Cell(text, column, date=value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), column, date=value)
    if isinstance(value, bool):
        return Cell("是" if value else "否", column)
    if isinstance(value, int | float):
        return Cell(_number(value, str(cell.number_format or "")), column)
    return Cell(str(value).replace("_x000D_", ""), column)


def _number(value: float, number_format: str) -> str:
    """A number as the sheet shows it: 5 not 5.0, and 5% where the format says per cent."""
    exact = Decimal(repr(value))
    percent = "%" in number_format
    shown = exact * 100 if percent else exact
    return f"{shown.normalize():f}" + ("%" if percent else "")


def _check_merged(sheet: Sheet, merged: list[tuple[int, int, int, int]], name: str) -> None:
    """Thousands of merged areas over the whole sheet would each be written into every cell."""
    last = sheet.rows[-1].number if sheet.rows else 0
    heights = (min(bottom, last) - top + 1 for _, top, _, bottom in merged)
    if sum(height for height in heights if height > 0) > MAX_CELLS:
        raise refuse("too_many_cells", name, part=sheet.name, limit=MAX_CELLS)


def _unroll(sheet: Sheet, merged: list[tuple[int, int, int, int]]) -> None:
    """Write a merged cell's text into every cell it covers, marked as written elsewhere."""
    by_number = {row.number: row for row in sheet.rows}
    for left, top, right, bottom in merged:
        origin = by_number.get(top)
        if origin is None or len(origin.cells) < left or not origin.cells[left - 1].text.strip():
            continue
        source = origin.cells[left - 1]
        for number in range(top, min(bottom, sheet.rows[-1].number) + 1):
            if row := by_number.get(number):
                _spread(row, source, left, right, is_origin=row is origin)


def _spread(row: Row, source: Cell, left: int, right: int, *, is_origin: bool) -> None:
    width = max(len(row.cells), min(right, 60))
    row.cells.extend(Cell("", column) for column in range(len(row.cells) + 1, width + 1))
    for column in range(left, min(right, width) + 1):
        if not (is_origin and column == left):
            row.cells[column - 1] = Cell(source.text, column, unrolled=True, date=source.date)
