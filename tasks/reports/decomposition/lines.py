"""The lines of a text with the marks official documents number their parts by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CHINESE_NUMBER = "一二三四五六七八九十百"

# The official order is 一、 （一） 1. （1）; 一是 and —— divide inside an item.
CHAPTER, SECTION, THEME, ITEM, SUBITEM, POINT, DASH = 0, 1, 2, 3, 4, 5, 6
LEAD = 7  # a short line without a number that opens a passage

_MARKERS: list[tuple[int, re.Pattern]] = [
    (CHAPTER, re.compile(rf"第[{CHINESE_NUMBER}]{{1,3}}(?:部分|章|篇|节)[、：:．.]?")),
    (SECTION, re.compile(rf"[{CHINESE_NUMBER}]{{1,3}}\s?[、．]|[{CHINESE_NUMBER}]{{1,3}}\.(?!\d)")),
    (THEME, re.compile(rf"[（(]\s?[{CHINESE_NUMBER}]{{1,3}}\s?[）)]\s?[、．.]?|[㈠-㈩]")),
    (SUBITEM, re.compile(r"[（(]\s?\d{1,3}\s?[）)]\s?[、．.]?|\d{1,2}[）)]|[①-⑳⑴-⒇]")),
    (ITEM, re.compile(r"\d{1,3}\s?(?:[．、]|\.(?!\d))|[⒈-⒛]")),
    (
        POINT,
        re.compile(rf"[{CHINESE_NUMBER}]{{1,2}}(?:是要|是|要|则)[，,]?|第[{CHINESE_NUMBER}]{{1,2}}[，,、]"),
    ),
    (DASH, re.compile(r"[—–―－-]{1,4}(?!\d)|[●·■◆►▪•※★☆○□]")),
]

_POINT_WITHIN = re.compile(
    rf"(?<=[。；;：:！])\s*(?:[{CHINESE_NUMBER}]{{1,2}}(?:是要|是|要)|第[{CHINESE_NUMBER}]{{1,2}}，|[①-⑳⑴-⒛]|[（(]\d{{1,2}}[）)]|\d{{1,2}}(?:[．、]|\.(?!\d))(?!\d))"
)


@dataclass
class Line:
    """One line of the text: where its words stand, how it is numbered and what part of the document it is."""

    number: int  # 1-based, of str.splitlines()
    text: str
    start: int  # first and last+1 non-blank character
    end: int
    level: int | None = None
    marker: str = ""
    body: int = 0  # offset after the marker
    heading: bool = False
    head: int = 0  # where the opening sentence ends that only names the theme of the line; 0 without one
    part: str = ""  # front | retrospect | outlook | plan | explanation | procedural
    path: list[str] = field(default_factory=list)
    stated: bool = True  # the part follows from a heading or a cue, not only from the tense
    before_themes: bool = False  # of the plan, but before its first theme: requirements and targets
    assigned: bool = False  # the next line says who answers for it
    preamble: bool = False  # opens a theme whose promises stand in the paragraphs after it

    @property
    def words(self) -> str:
        """The line without its marker and outer blanks."""
        return self.text[self.body : self.end].strip()

    @property
    def whole(self) -> str:
        """The line without outer blanks."""
        return self.text[self.start : self.end]


def marker(text: str, start: int) -> tuple[int | None, str]:
    """The level and the numbering mark with which the text begins at `start`, or None and an empty mark."""
    for level, pattern in _MARKERS:
        if found := pattern.match(text, start):
            return level, found.group()
    return None, ""


def read_lines(text: str) -> list[Line]:
    """The non-blank lines of the text with their numbering marks."""
    lines = []
    for number, raw in enumerate(text.splitlines(), 1):
        stripped = raw.strip()
        if not stripped:
            continue
        start = raw.index(stripped[0])
        line = Line(number, raw, start, start + len(stripped))
        line.level, line.marker = marker(raw, start)
        line.body = start + len(line.marker)
        lines.append(line)
    return lines


def points_within(text: str, start: int, end: int) -> list[int]:
    """Offsets at which 一是, 二是 … or ①, ② … begin inside a paragraph."""
    return [found.end() - len(found.group().lstrip()) for found in _POINT_WITHIN.finditer(text, start, end)]
