"""From the bytes of an uploaded file to its text, or a sentence that says why not."""

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
    ".doc": ("旧版 Word 文档", "用 Word 或 WPS 另存为 .docx"),
    ".wps": ("WPS 文字文档", "用 WPS 另存为 .docx"),
    ".rtf": ("RTF 文档", "另存为 .docx"),
    ".odt": ("OpenDocument 文档", "另存为 .docx"),
    ".docm": ("带宏的 Word 文档", "另存为 .docx"),
    ".xls": ("旧版 Excel 工作簿", "用 Excel 或 WPS 另存为 .xlsx"),
    ".et": ("WPS 表格", "用 WPS 另存为 .xlsx"),
    ".xlsm": ("带宏的 Excel 工作簿", "另存为 .xlsx"),
    ".ofd": ("OFD 版式文件", "转换为 .docx 或带文字的 .pdf"),
}
SIGNATURES = [
    (OLE, "旧版 Office 文档"), (b"%PDF-", "PDF 文件"), (b"{\\rtf", "RTF 文档"), (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"), (b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"), (b"\x7fELF", "程序"), (b"MZ\x90", "程序"), (b"BM6", "图片"), (b"II*\x00", "图片"),
]  # fmt: skip
WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
TEXTS = (".txt", ".text", ".md", "")
TABLES = (".csv", ".tsv")
CONTENTS = {".docx": "Word 文档", ".xlsx": "Excel 工作簿", ".pdf": "PDF 文件"}


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
        raise refuse("unsupported", name, what=f"{suffix} 文件", advice="转换为 txt、docx、pdf、csv 或 xlsx")
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
    if found == "压缩包" and suffix in (".docx", ".xlsx"):
        return  # damaged or foreign: the archive check names the part
    if suffix not in CONTENTS and found is None:
        return
    if found in ("图片", "程序"):
        raise refuse("binary", name, offset=0, what=found)
    raise refuse("wrong_extension", name, what=found or "纯文本", suffix=suffix or "无")


def _content(data: bytes) -> str | None:
    """What kind of file the bytes are, or None where they may be text."""
    if data.startswith(b"PK"):
        return _zip_content(data)
    if b"%PDF-" in data[:1024]:
        return "PDF 文件"
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            return what
    return "网页" if WEB_PAGE.match(data[:200]) else None


def _zip_content(data: bytes) -> str:
    # The names stand readable in the directory even where the archive is damaged.
    if b"xl/workbook" in data or b"xl/worksheets" in data:
        return "Excel 工作簿" if b"word/document" not in data else "Word 文档"
    if b"word/document" in data:
        return "Word 文档"
    return "PowerPoint 演示文稿" if b"ppt/presentation" in data else "压缩包"


def _text(data: bytes, name: str) -> Reading:
    text, encoding = decode(data, name)
    if PurePosixPath(name).suffix.lower() in TABLES or _is_tabbed_table(text):
        try:
            sheets = read_delimited(text, name)
        except csv.Error as error:
            raise refuse("corrupt", name, part=str(error)) from error
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
    archive = _archive(data, name, "Word 文档")
    blocks = read_word(archive, name)
    sheets = [block for block in blocks if isinstance(block, Sheet)]
    lines = _placed(blocks)
    in_tables = sum(len(row.joined()) for sheet in sheets for row in sheet.rows)
    around = sum(len(block) for block in blocks if isinstance(block, str))
    listed = any(find_header(sheet.rows) for sheet in sheets)
    form = "table" if listed and in_tables > around else "docx"
    if form == "docx":
        _refuse_run_on([block for block in blocks if isinstance(block, str)], name)
    return Reading("\n".join(lines), "utf-8", form, sheets)


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
    sheets, hidden = read_workbook(_archive(data, name, "Excel 工作簿"), data, name)
    warnings = [caution("hidden_sheet", sheet=title) for title in hidden]
    return Reading("\n".join(as_lines(sheets)), "utf-8", "table", sheets, warnings)


def _archive(data: bytes, name: str, what: str) -> zipfile.ZipFile:
    archive = archives.open_archive(data, name)
    main = "xl/workbook.xml" if what == "Excel 工作簿" else "[Content_Types].xml"
    if main not in archive.namelist():
        raise refuse("corrupt", name, part=f"缺少部件 {main}")
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
