"""From the bytes of an uploaded file to its text, or the reason why not."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tasks.reports.decomposition import archives
from tasks.reports.decomposition.cautions import caution
from tasks.reports.decomposition.delimited import find_delimiter, read_delimited
from tasks.reports.decomposition.headers import find_header
from tasks.reports.decomposition.pdf import read_pdf
from tasks.reports.decomposition.plain_text import decode
from tasks.reports.decomposition.refusals import megabytes, refuse
from tasks.reports.decomposition.run_on import find_run_on
from tasks.reports.decomposition.shapes import Warning
from tasks.reports.decomposition.sheets import BREAKS, Sheet, as_lines
from tasks.reports.decomposition.word import read_word
from tasks.reports.decomposition.workbook import read_workbook

LIMIT = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNSUPPORTED = {
    ".doc": ("old_word", "word_docx"),
    ".wps": ("wps_text", "wps_docx"),
    ".rtf": ("rtf", "docx"),
    ".odt": ("open_document", "docx"),
    ".docm": ("word_macros", "docx"),
    ".xls": ("old_excel", "excel_xlsx"),
    ".et": ("wps_table", "wps_xlsx"),
    ".xlsm": ("excel_macros", "xlsx"),
    ".ofd": ("ofd", "docx_pdf"),
}
SIGNATURES = [
    (OLE, "old_office"), (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"Rar!", "rar"), (b"7z\xbc\xaf", "seven_zip"),
    (b"\x1f\x8b", "gzip"), (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"BM6", "picture"), (b"II*\x00", "picture"),
]  # fmt: skip
WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
TEXTS = (".txt", ".text", ".md", "")
TABLES = (".csv", ".tsv")
CONTENTS = {".docx": "word", ".xlsx": "excel", ".pdf": "pdf"}


@dataclass
class Reading:
    """A file's text and, where it holds tables, their rows with their lines in that text."""

    text: str
    encoding: str
    form: str  # text | docx | pdf | table
    rows: list[Sheet] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    name: str = ""  # the file's name without folders


def read(data: bytes, filename: str) -> Reading:
    """The text of a txt, csv, docx, xlsx or pdf file; raises Refused with the reason and the place."""
    name = PurePosixPath(filename.replace("\\", "/")).name or filename
    suffix = PurePosixPath(name).suffix.lower()
    if len(data) > LIMIT:
        raise refuse("too_large", name, size=megabytes(len(data)), limit=megabytes(LIMIT))
    if not data.strip(b"\x00 \t\r\n"):
        raise refuse("empty", name)
    if suffix in UNSUPPORTED:
        what, advice = UNSUPPORTED[suffix]
        raise refuse("unsupported", name, what=what, advice=advice)
    readers = {".docx": _docx, ".xlsx": _xlsx, ".pdf": _pdf, **dict.fromkeys((*TEXTS, *TABLES), _text)}
    if suffix not in readers:
        raise refuse("unsupported", name, what="other", advice="convert", suffix=suffix)
    _check_content(data, name, suffix)
    reading = readers[suffix](data, name)
    if not reading.text.strip():
        raise refuse("empty", name)
    reading.name = name
    return reading


def _check_content(data: bytes, name: str, suffix: str) -> None:
    """The name says what to expect; a file that holds something else is refused before it is parsed."""
    if (
        data.startswith(OLE)
        and suffix in (".docx", ".xlsx")
        and "EncryptedPackage".encode("utf-16-le") in data
    ):
        raise refuse("password", name)
    found = _content(data)
    if found == CONTENTS.get(suffix):
        return
    if found == "zip" and suffix in (".docx", ".xlsx"):
        return  # damaged or foreign: the archive check names the part
    if suffix not in CONTENTS and found is None:
        return
    if found in ("picture", "program"):
        raise refuse("binary", name, offset=0, what=found)
    if not suffix:
        raise refuse("no_extension", name, what=found)
    raise refuse("wrong_extension", name, what=found or "text", suffix=suffix)


def _content(data: bytes) -> str | None:
    """What kind of file the bytes are, or None where they may be text."""
    if data.startswith(b"PK"):
        return _zip_content(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            return what
    return "web_page" if WEB_PAGE.match(data[:200]) else None


def _zip_content(data: bytes) -> str:
    # The names stand readable in the directory even where the archive is damaged.
    if b"xl/workbook" in data or b"xl/worksheets" in data:
        return "excel" if b"word/document" not in data else "word"
    if b"word/document" in data:
        return "word"
    return "powerpoint" if b"ppt/presentation" in data else "zip"


def _text(data: bytes, name: str) -> Reading:
    text, encoding = decode(data, name)
    if PurePosixPath(name).suffix.lower() in TABLES or _is_tabbed_table(text):
        try:
            sheets = read_delimited(text, name)
        except csv.Error as error:
            raise refuse("corrupt", name, where="rows") from error
        return Reading("\n".join(as_lines(sheets)), encoding, "table", sheets)
    _refuse_run_on(text.splitlines(), name)
    return Reading(text, encoding, "text")


def _is_tabbed_table(text: str) -> bool:
    """A spreadsheet pasted into a text file: a header line whose cells are cut by tabs."""
    head = text[:5000]
    return (
        "\t" in head
        and find_delimiter(head) == "\t"
        and find_header(read_delimited(head, "")[0].rows) is not None
    )


def _docx(data: bytes, name: str) -> Reading:
    archive = _archive(data, name, "[Content_Types].xml")
    blocks, beside = read_word(archive, name)
    sheets = [block for block in blocks if isinstance(block, Sheet)]
    lines = _placed(blocks)
    in_tables = sum(len(row.joined()) for sheet in sheets for row in sheet.rows)
    around = sum(len(block) for block in blocks if isinstance(block, str))
    listed = any(find_header(sheet.rows) for sheet in sheets)
    form = "table" if listed and in_tables > around else "docx"
    if form == "docx":
        _refuse_run_on([block for block in blocks if isinstance(block, str)], name)
    warnings = [caution("beside_the_text", **beside)] if any(beside.values()) else []
    return Reading("\n".join(lines), "utf-8", form, sheets, warnings)


def _placed(blocks: list[str | Sheet]) -> list[str]:
    """The lines of paragraphs and table rows in their order; every row is told its line."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(BREAKS.sub(" ", block).rstrip())
            continue
        before = len(lines)
        lines += as_lines([block])
        for row in block.rows:
            row.line += before
    return lines


def _xlsx(data: bytes, name: str) -> Reading:
    sheets, hidden = read_workbook(_archive(data, name, "xl/workbook.xml"), data, name)
    warnings = [caution("hidden_sheet", sheet=title) for title in hidden]
    return Reading("\n".join(as_lines(sheets)), "utf-8", "table", sheets, warnings)


def _archive(data: bytes, name: str, main: str) -> zipfile.ZipFile:
    archive = archives.open_archive(data, name)
    if main not in archive.namelist():
        raise refuse("corrupt", name, where="missing", part=main)
    return archive


def _pdf(data: bytes, name: str) -> Reading:
    paragraphs, blank = read_pdf(data, name)
    lines = [BREAKS.sub(" ", paragraph).rstrip() for paragraph in paragraphs]
    _refuse_run_on(lines, name)
    warnings = [caution("blank_page", page=page) for page in blank]
    return Reading("\n".join(lines), "utf-8", "pdf", warnings=warnings)


def _refuse_run_on(lines: list[str], name: str) -> None:
    found = find_run_on(lines)
    if found:
        raise refuse("run_on", name, line=found[0], sample=found[1][:40])
