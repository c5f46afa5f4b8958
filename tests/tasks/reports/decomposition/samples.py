"""Small office files made in memory for the tests of reading."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

NUMBERING_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def workbook(rows: list[list], merged: tuple[str, ...] = (), title: str = "清单") -> bytes:
    """An xlsx with one sheet of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return saved(book)


def saved(document) -> bytes:
    """The bytes that an openpyxl workbook or a python-docx document saves."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    """A docx of plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def add_table(document, rows: list[list[str]]):
    """A table with these cells; the caller merges what is to be merged."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def numbered_word(items: list[tuple[int, str]]) -> bytes:
    """A docx whose paragraphs Word numbers by itself: 一、 （一） 1. at levels 0, 1, 2."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    abstract = _element("w:abstractNum", **{"w:abstractNumId": "7"})
    for depth, (form, pattern) in enumerate(NUMBERING_LEVELS):
        level = _element("w:lvl", **{"w:ilvl": str(depth)})
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            level.append(_element(name, **{"w:val": value}))
        abstract.append(level)
    num = _element("w:num", **{"w:numId": "3"})
    num.append(_element("w:abstractNumId", **{"w:val": "7"}))
    root.append(abstract)
    root.append(num)
    for depth, text in items:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        number = _element("w:numPr")
        number.append(_element("w:ilvl", **{"w:val": str(depth)}))
        number.append(_element("w:numId", **{"w:val": "3"}))
        properties.append(number)
    return saved(document)


def _element(name: str, **attributes: str):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def pdf(pages: list[list[str]]) -> bytes:
    """A pdf with Chinese text: codes of two bytes and the map that says which character each is.

    The blanks 　 before a line are no characters of it: it is set in by their width.
    """
    characters = sorted({char for page in pages for line in page for char in line})
    codes = {char: index + 1 for index, char in enumerate(characters)}
    mapping = "".join(f"<{code:04X}> <{ord(char):04X}>\n" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}endbfchar endcmap end end"
    )
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(cmap.encode()),
        b"<< /Font << /F1 3 0 R >> >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents {8 + 2 * number} 0 R >>".encode()
        )
        shown = "".join(
            f"1 0 0 1 {72 + 16 * (len(line) - len(line.lstrip('　')))} {780 - 22 * row} Tm"
            f" <{''.join(f'{codes[char]:04X}' for char in line.lstrip('　'))}> Tj\n"
            for row, line in enumerate(lines)
        )
        objects.append(_stream(f"BT /F1 16 Tf\n{shown}ET".encode()))
    return _with_table_of_objects(objects)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _with_table_of_objects(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def replaced(data: bytes, part: str, change) -> bytes:
    """The same zip with one part changed by a function of its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return out.getvalue()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The same zip with one more part."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return out.getvalue()
