"""Write an issued list as docx: A4 landscape, the head repeated on every page (fonts after GB/T 9704-2012)."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO

from django.db.models import QuerySet
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tasks.models import ListEntry, ResponsibilityList
from tasks.spreadsheet.columns import COLUMNS, chinese_date, line, section

_BODY, _HEAD, _TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
_WIDTHS = [9, 18, 62, 40, 20, 24, 34, 22, 24]  # mm; the milestones are left to the workbook


def list_document(issued: ResponsibilityList, entries: QuerySet[ListEntry]) -> bytes:
    """The list as an office files it: title, document number, one table with its sections."""
    items = list(entries.values_list("frozen", flat=True))
    document = Document()
    _page(document)
    _paragraph(document, issued.title, font=_TITLE, size=22)
    number = f"{issued.document_no}　" if issued.document_no else ""
    said = f"（{number}第{issued.version}版，{chinese_date(issued.issued_on.isoformat())}，共{len(items)}项）"
    _paragraph(document, said, font=_BODY, size=14)
    _fill(document, items)
    # The same list always gives the same file: the moment of writing is that of the issue.
    document.core_properties.created = document.core_properties.modified = datetime(
        issued.issued_on.year, issued.issued_on.month, issued.issued_on.day, tzinfo=UTC
    )
    document.core_properties.title, document.core_properties.author = issued.title, ""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document) -> None:
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(28), Mm(22)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("text", "— "), ("field", "PAGE"), ("text", " —")):
        _run(foot, text if kind == "text" else "", font="宋体", size=14)
        if kind == "field":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), text)
            foot._p.append(field)


def _fill(document, items: list[dict]) -> None:
    names = [name for name, _width in COLUMNS][: len(_WIDTHS)]
    table = document.add_table(rows=1, cols=len(names))
    table.style = "Table Grid"
    table.autofit = False
    for cell, name, width in zip(table.rows[0].cells, names, _WIDTHS, strict=True):
        cell.width = Mm(width)
        _write(cell, name, font=_HEAD)
    _repeat(table.rows[0])
    # A copied row is many times cheaper than `add_row`, which walks the whole table.
    pattern = deepcopy(table.rows[0]._tr)
    last = None
    for ordinal, item in enumerate(items, start=1):
        if section(item) != last and (last := section(item)):
            _append(table, pattern, [last], font=_HEAD, merged=True)
        _append(table, pattern, line(ordinal, item)[: len(names)], font=_BODY)


def _append(table, pattern, values: list, *, font: str, merged: bool = False) -> None:
    row = deepcopy(pattern)
    for mark in row.findall(f"./{qn('w:trPr')}"):
        row.remove(mark)
    table._tbl.append(row)
    cells = row.findall(qn("w:tc"))
    if merged:
        for extra in cells[1:]:
            row.remove(extra)
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(len(cells)))
        cells[0].get_or_add_tcPr().append(span)
    for cell, value in zip(cells, values, strict=False):
        text = cell.find(f".//{qn('w:t')}")
        text.text = str(value)
        for fonts in cell.iter(qn("w:rFonts")):
            for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
                fonts.set(qn(kind), font)


def _repeat(row) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _write(cell, text: str, *, font: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, font=font, size=10.5)


def _paragraph(document, text: str, *, font: str, size: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, font=font, size=size)


def _run(paragraph, text: str, *, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
