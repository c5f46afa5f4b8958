"""Paragraphs of a pdf that holds text: broken lines joined, page numbers and running heads left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

import pypdf
from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError

from tasks.reports.decomposition.printed import Layout, Printed, printed_lines
from tasks.reports.decomposition.refusals import megabytes, refuse
from tasks.reports.decomposition.shapes import Refused

MAX_PAGES = 500
MAX_STREAM = 4 * 1024 * 1024  # drawing commands of one page; a full page of text has some 20 KB
MAX_STREAMS = 24 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
FEWEST = 10  # non-blank characters on a page with text
# What pypdf lets through from a damaged file.
BROKEN = (PyPdfError, DeprecationError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError,
          AssertionError, OverflowError, NotImplementedError)  # fmt: skip

PAGE_NUMBER = re.compile(
    r"\s*(?:[—–―－-]+\s*\d{1,4}\s*[—–―－-]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|"
    r"\d{1,4}\s*/\s*\d{1,4}|\d{1,3}|[·•]\s*\d{1,4}\s*[·•])\s*"
)
NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}\s*[、．.]|[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3})\s*[）)]|"
    r"\d{1,3}\s*(?:[、．]|\.(?!\d))|第[一二三四五六七八九十百]+[章节条部]|各位代表[：:，,！!]|[—―－-]{2}|[①-⑳●■◆])"
)
# A paragraph may also end in the bracket of units behind its last sentence.
ENDS = re.compile(r"[。！？；：.!?;:][”’」』）)】》]*\s*$|[。；][（(][^（()）]*[）)]\s*$")
REST = re.compile(r"[。！；][”’」』）)]*\s*$")
GARBAGE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|/[gG]\\d{1,5}|\\(cid:\\d+\\)")
LEAST = 0.7  # of the usual width, which a line that goes on fills even with narrow signs in it
SLACK = 2.5  # full-width characters by which a full line may fall short of the widest


def read_pdf(data: bytes, name: str) -> tuple[list[str], list[int]]:
    """The paragraphs of a pdf, and the pages on which no text was found."""
    # pypdf says on the log what it also raises; the sentence to the official is enough.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages = _pages(data, name)
    written = [sum(len(line.text.strip()) for line in page) for page in pages]
    if not any(count >= FEWEST for count in written):
        raise refuse("scanned", name, pages=len(pages))
    _refuse_garbage(pages, name)
    blank = [number for number, count in enumerate(written, start=1) if count < FEWEST]
    return join_lines(_without_running_heads(pages)), blank


def _pages(data: bytes, name: str) -> list[list[Printed]]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse("password", name)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise refuse("too_many_pages", name, pages=count, limit=MAX_PAGES)
        return _texts(reader, name)
    except DependencyError as error:
        raise refuse("password", name) from error
    except LimitReachedError as error:
        raise refuse("archive_bomb", name, where="stream", what="limit") from error
    except Refused:
        raise
    except BROKEN as error:
        raise refuse("corrupt", name, where="pdf") from error


def _texts(reader: pypdf.PdfReader, name: str) -> list[list[Printed]]:
    texts, streams, characters = [], 0, 0
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get_contents()
        size = len(contents.get_data()) if contents is not None else 0
        streams += size
        if size > MAX_STREAM or streams > MAX_STREAMS:
            raise refuse(
                "archive_bomb", name, where="page", page=number, what="size", size=megabytes(streams)
            )
        texts.append(printed_lines(page, number) if size else [])
        characters += sum(len(line.text) for line in texts[-1])
        if characters > MAX_CHARACTERS:
            raise refuse("too_long", name, characters=characters, limit=MAX_CHARACTERS)
    return texts


def _refuse_garbage(pages: list[list[Printed]], name: str) -> None:
    for number, lines in enumerate(pages, start=1):
        text = "".join(line.text for line in lines)
        bad = sum(len(found) for found in GARBAGE.findall(text))
        if bad > 20 and bad * 5 > len(text):
            raise refuse("unreadable_text", name, page=number)


def _without_running_heads(pages: list[list[Printed]]) -> list[list[Printed]]:
    """Drop page numbers, and first or last lines that come back on most pages."""
    pages = [_without_number(page) for page in pages]
    repeated = Counter()
    for page in pages:
        # a head or foot is no sentence
        repeated.update({_masked(line.text) for line in page[:1] + page[-1:] if not ENDS.search(line.text)})
    often = {line for line, count in repeated.items() if count >= 3 and count * 2 > len(pages)}
    kept = []
    for page in pages:
        for end in (0, -1, 0, -1):
            if page and (PAGE_NUMBER.fullmatch(page[end].text) or _masked(page[end].text) in often):
                page = page[1:] if end == 0 else page[:-1]
        kept.append(page)
    return kept


def _without_number(page: list[Printed]) -> list[Printed]:
    for end in (0, -1):
        if page and PAGE_NUMBER.fullmatch(page[end].text):
            page = page[1:] if end == 0 else page[:-1]
    return page


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def join_lines(pages: list[list[Printed]]) -> list[str]:
    """Paragraphs out of printed lines: a full line goes on in the next, unless a new paragraph begins there."""
    layout = Layout(pages)
    lines = [line for page in pages for line in page]
    usual = _usual_width([line.text for line in lines])
    paragraphs: list[str] = []
    before = Printed("")
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], before, line, usual, layout):
            paragraphs[-1] = _joined(paragraphs[-1], line.text.strip())
        else:
            paragraphs.append(line.text.rstrip())
        before = line
    return paragraphs


def _usual_width(lines: list[str]) -> float:
    """The width of most full lines; the commonest among the wider half."""
    widths = sorted(_width(line) for line in lines)
    wider = Counter(widths[len(widths) // 2 :])
    return max(wider, key=lambda width: (wider[width], width), default=0)


def _goes_on(paragraph: str, before: Printed, line: Printed, usual: float, layout: Layout) -> bool:
    begins = layout.begins_paragraph(before, line)
    ended = bool(ENDS.search(paragraph[-200:]))
    if begins:
        return False
    if begins is False:
        # the place on the page says that it goes on; a short line before it was a heading or an end
        return _width(before.text) > LEAST * usual and not (ended and NUMBERED.match(line.text))
    return _goes_on_by_width(before.text, line.text, usual, ended)


def _goes_on_by_width(before: str, line: str, usual: float, ended: bool) -> bool:
    if _width(before) < usual - SLACK:
        return False
    if NUMBERED.match(line):
        return before.endswith(("，", "、"))
    if not ended:
        return True
    # The first line of a paragraph is set in by two characters, so a line of the full width goes on;
    # a short line that ends a sentence is most often the rest of the paragraph.
    return _width(line) > usual - 1 or (_width(line) < usual - SLACK and bool(REST.search(line)))


def _width(line: str) -> float:
    """The width in full-width characters; Latin letters and digits take half."""
    return sum(0.5 if ord(char) < 0x2E80 and char not in "“”‘’—…·" else 1 for char in line.rstrip())


def _joined(left: str, right: str) -> str:
    latin = re.search(r"[A-Za-z]$", left) and re.match(r"[A-Za-z]", right)
    return f"{left} {right}" if latin else left + right
