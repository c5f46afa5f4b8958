"""Write an issued list as xlsx; text stays text and never becomes a formula."""

from __future__ import annotations

from io import BytesIO

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from tasks.models import ListEntry, ResponsibilityList
from tasks.spreadsheet.columns import COLUMNS, chinese_date, line, section

_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def list_workbook(issued: ResponsibilityList, entries: QuerySet[ListEntry]) -> bytes:
    """The list in the layout of a printed one: title, head, sections, a line per item, ready for A4 landscape."""
    items = list(entries.values_list("frozen", flat=True))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("责任清单")
    _page(sheet)
    for index, (_name, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_cell(sheet, issued.title, size=18, bold=True, box=False)])
    sheet.append([_cell(sheet, _subtitle(issued, len(items)), box=False)])
    sheet.append([_cell(sheet, name, bold=True, middle=True) for name, _width in COLUMNS])
    last = None
    for ordinal, item in enumerate(items, start=1):
        if section(item) != last and (last := section(item)):
            sheet.append([_cell(sheet, last, bold=True)])
        sheet.append([_cell(sheet, value) for value in line(ordinal, item)])
    return _bytes(book)


def _page(sheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"
    sheet.freeze_panes = "A4"


def _cell(sheet, value, *, size: int = 11, bold: bool = False, middle: bool = False, box: bool = True):
    cell = WriteOnlyCell(sheet, value=value)
    # A text that begins with "=" would otherwise be taken for a formula by the reader's Excel.
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(name="宋体", size=size, bold=bold)
    cell.alignment = Alignment(wrap_text=box, vertical="center", horizontal="center" if middle else None)
    if box:
        cell.border = _BOX
    return cell


def _subtitle(issued: ResponsibilityList, count: int) -> str:
    number = f"{issued.document_no}　" if issued.document_no else ""
    return f"{number}第{issued.version}版　{chinese_date(issued.issued_on.isoformat())}　共{count}项"


def _bytes(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()
