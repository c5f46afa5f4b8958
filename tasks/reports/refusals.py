"""Why a file was refused, in the reader's language: what, where, and what to do next."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks.reports.decomposition.shapes import Refused

SENTENCES = {
    "empty": gettext_noop(
        "“%(name)s” is an empty file without any text. Please check it and choose it again."
    ),
    "binary": gettext_noop(
        "“%(name)s” is not text: at byte %(offset)s there is %(what)s. "
        "Please upload a txt, docx, pdf, csv or xlsx file."
    ),
    "wrong_extension": gettext_noop(
        "“%(name)s” holds %(what)s, which doesn't fit its extension “%(suffix)s”. "
        "Please correct the extension or save it again."
    ),
    "no_extension": gettext_noop(
        "“%(name)s” holds %(what)s but has no extension. Please add the extension and try again."
    ),
    "unsupported": gettext_noop(
        "“%(name)s” is %(what)s, which can't be read. Please %(advice)s and try again."
    ),
    "password": gettext_noop(
        "“%(name)s” has a password and can't be read. Please remove the password and try again."
    ),
    "scanned": gettext_noop(
        "“%(name)s” has %(pages)s pages, none with text that can be read; it may be a scan. "
        "Please recognise the text first (OCR) or upload the original."
    ),
    "unreadable_text": gettext_noop(
        "From page %(page)s on, the text of “%(name)s” has no table of characters and comes out garbled. "
        "Please upload the original as docx or txt."
    ),
    "run_on": gettext_noop(
        "Line %(line)s of “%(name)s” is a table run together into one line (“%(sample)s”), whose columns can't be "
        "told apart. Please upload the table itself (xlsx, csv or docx)."
    ),
    "too_large": gettext_noop(
        "“%(name)s” has %(size)s, more than the limit of %(limit)s. "
        "Please split it or take out pictures, and try again."
    ),
    "too_long": gettext_noop(
        "“%(name)s” has %(characters)s characters, more than the limit of %(limit)s. "
        "Please split it and try again."
    ),
    "archive_bomb": gettext_noop(
        "“%(name)s” becomes enormous when it is unpacked (%(where)s: %(what)s); it was not opened, for safety. "
        "Please export it again and try once more."
    ),
    "entity_bomb": gettext_noop(
        "The part “%(part)s” of “%(name)s” declares entities of its own; it was not opened, for safety. "
        "Please save it again and try once more."
    ),
    "unsafe_path": gettext_noop(
        "“%(name)s” holds the unsafe path “%(part)s” and was not opened. "
        "Please save it again and try once more."
    ),
    "corrupt": gettext_noop(
        "“%(name)s” is damaged or incomplete (%(where)s) and can't be opened. "
        "Please download it or save it again, and try once more."
    ),
    "undecodable": gettext_noop(
        "Line %(line)s of “%(name)s” (byte %(offset)s): the bytes %(value)s don't fit %(encoding)s. "
        "Please save it as UTF-8 and try again."
    ),
    "too_many_rows": gettext_noop(
        "“%(part)s” of “%(name)s” has more than %(limit)s rows. "
        "Please leave only the list of tasks and try again."
    ),
    "too_many_cells": gettext_noop(
        "“%(part)s” of “%(name)s” has too many cells (more than %(limit)s). "
        "Please delete the empty rows and columns and try again."
    ),
    "too_many_columns": gettext_noop(
        "Row %(row)s of “%(part)s” in “%(name)s” has more than %(limit)s columns. "
        "Please delete the columns not needed and try again."
    ),
    "too_many_pages": gettext_noop(
        "“%(name)s” has %(pages)s pages, more than the limit of %(limit)s. Please split it and try again."
    ),
}
# The parts of a sentence that are words themselves.
WORDS = {
    "what": {
        "text": gettext_noop("plain text"),
        "word": gettext_noop("a Word document"),
        "excel": gettext_noop("an Excel workbook"),
        "powerpoint": gettext_noop("a PowerPoint presentation"),
        "pdf": gettext_noop("a PDF"),
        "rtf": gettext_noop("an RTF document"),
        "ofd": gettext_noop("an OFD document"),
        "open_document": gettext_noop("an OpenDocument text"),
        "old_office": gettext_noop("an old Office document"),
        "old_word": gettext_noop("an old Word document"),
        "old_excel": gettext_noop("an old Excel workbook"),
        "word_macros": gettext_noop("a Word document with macros"),
        "excel_macros": gettext_noop("an Excel workbook with macros"),
        "wps_text": gettext_noop("a WPS document"),
        "wps_table": gettext_noop("a WPS table"),
        "picture": gettext_noop("a picture"),
        "program": gettext_noop("a program"),
        "web_page": gettext_noop("a web page"),
        "zip": gettext_noop("a zip archive"),
        "rar": gettext_noop("a RAR archive"),
        "seven_zip": gettext_noop("a 7z archive"),
        "gzip": gettext_noop("a gzip archive"),
        "other": gettext_noop("a %(suffix)s file"),
        "control": gettext_noop("the control character %(value)s"),
        "entries": gettext_noop("%(count)s files"),
        "unpacked": gettext_noop("more than %(limit)s in all"),
        "ratio": gettext_noop("%(ratio)s times its packed size"),
        "overlap": gettext_noop("shares its bytes with other files"),
        "nested": gettext_noop("archives inside each other, %(depth)s deep"),
        "limit": gettext_noop("more than the limit"),
        "size": "%(size)s",
    },
    "where": {
        "part": "%(part)s",
        "missing": gettext_noop("the part %(part)s is missing"),
        "line": gettext_noop("%(part)s, line %(line)s"),
        "sheet": gettext_noop("the sheet “%(part)s”"),
        "page": gettext_noop("page %(page)s"),
        "rows": gettext_noop("its rows"),
        "directory": gettext_noop("the directory of the archive"),
        "workbook": gettext_noop("the workbook"),
        "pdf": gettext_noop("the structure of the pdf"),
        "stream": gettext_noop("a data stream"),
    },
    "advice": {
        "docx": gettext_noop("save it as .docx"),
        "xlsx": gettext_noop("save it as .xlsx"),
        "word_docx": gettext_noop("save it as .docx with Word or WPS"),
        "wps_docx": gettext_noop("save it as .docx with WPS"),
        "excel_xlsx": gettext_noop("save it as .xlsx with Excel or WPS"),
        "wps_xlsx": gettext_noop("save it as .xlsx with WPS"),
        "docx_pdf": gettext_noop("convert it to .docx or to a .pdf with text"),
        "convert": gettext_noop("convert it to txt, docx, pdf, csv or xlsx"),
    },
}


def sentence(refused: Refused) -> str:
    """The sentence that says why a file was refused, with its name and the place."""
    place = {"name": refused.name, **refused.place}
    for key, words in WORDS.items():
        if key in place:
            place[key] = _(words[place[key]]) % place
    return _(SENTENCES[refused.code]) % place
