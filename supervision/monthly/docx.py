"""The bulletin as a Word document in the layout of GB/T 9704-2012; the same bulletin gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from supervision.models import MonthlyBulletin
from supervision.monthly.paper import Attachment, Paper, paper

# Sizes of the standard: 2号 for the title, 3号 for the body, 4号 for tables and page numbers; 22 lines a page.
TITLE, BODY, SMALL, LINE = Pt(22), Pt(16), Pt(14), Pt(28.95)
MARGINS = {"top": Mm(37), "bottom": Mm(35), "left": Mm(28), "right": Mm(26)}
FANGSONG, HEITI, XIAOBIAOSONG, KAITI = "仿宋_GB2312", "黑体", "方正小标宋简体", "楷体_GB2312"
RED = RGBColor(0xE6, 0x00, 0x12)


def bulletin_document(bulletin: MonthlyBulletin) -> bytes:
    """The .docx of a bulletin: masthead, 第N期, title, the four sections, tables of departments and overdue items."""
    document, printed = Document(), paper(bulletin)
    _page(document)
    _masthead(document, printed)
    _paragraph(document, printed.title, XIAOBIAOSONG, TITLE, centred=True)
    _paragraph(document, printed.salutation, FANGSONG, BODY)
    for heading, lines in printed.sections:
        _paragraph(document, heading, HEITI, BODY, indent=True)
        for line in lines:
            _paragraph(document, line, FANGSONG, BODY, indent=True)
    # The figures behind the words stand apart from the text, on a page of their own.
    document.add_page_break()
    for attachment in printed.attachments:
        _paragraph(document, attachment.title, HEITI, BODY)
        _table(document, attachment)
    return _fixed(document, bulletin)


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = MARGINS["top"], MARGINS["bottom"]
    section.left_margin, section.right_margin = MARGINS["left"], MARGINS["right"]
    _font(document.styles["Normal"], FANGSONG, BODY)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("— ", None, " —"):
        run = footer.add_run(part or "")
        _font(run, "宋体", SMALL)
        if part is None:
            _page_number(run)


def _masthead(document, printed: Paper) -> None:
    """The red head of the serial, its number, issuer and date, and the rule below."""
    head = _paragraph(document, printed.serial, XIAOBIAOSONG, Pt(48), centred=True)
    head.runs[0].font.color.rgb = RED
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _paragraph(document, printed.number, FANGSONG, BODY, centred=True)
    issuer = _paragraph(document, f"{printed.issuer}\t{printed.day}", KAITI, BODY)
    issuer.paragraph_format.tab_stops.add_tab_stop(Mm(156), alignment=2)
    _rule(issuer)


def _table(document, attachment: Attachment) -> None:
    rows = [attachment.heads, *(cells for _address, cells in attachment.rows)]
    table = document.add_table(rows=len(rows), cols=len(attachment.heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for line, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, values, strict=True):
            font = HEITI if values is attachment.heads else FANGSONG
            _font(cell.paragraphs[0].add_run(str(value)), font, Pt(12))
    # The heads are repeated on every page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _paragraph(document, text: str, font: str, size, *, centred: bool = False, indent: bool = False):
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = LINE
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.first_line_indent = BODY * 2
    _font(paragraph.add_run(text), font, size)
    return paragraph


def _font(owner, name: str, size) -> None:
    """Name the font also for Chinese text, and drop the theme's fonts, which Word would prefer."""
    owner.font.name, owner.font.size = name, size
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _page_number(run) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


def _rule(paragraph) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "E60012")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _fixed(document, bulletin: MonthlyBulletin) -> bytes:
    """The file with its times taken from the bulletin, not from the moment of writing."""
    moment = timezone.make_naive(bulletin.signed_at or bulletin.drafted_at).replace(microsecond=0)
    document.core_properties.title, document.core_properties.author = bulletin.title, ""
    document.core_properties.created = document.core_properties.modified = moment
    written, kept = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(kept, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), source.read(name), ZIP_DEFLATED)
    return kept.getvalue()
