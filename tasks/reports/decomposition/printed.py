"""The lines printed on a pdf's pages, with the place where each begins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import pypdf

from tasks.reports.decomposition.radicals import whole_characters

SPREAD = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
AROUND_WIDE = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
FEWEST = 3  # paragraphs that must be set off alike before the layout is believed
INDENT = (1.2, 4.5)  # characters by which the first line of a paragraph is set in
NEAR, WIDER = 0.6, 1.15
COMMON = 10  # a tenth of the lines begin at an edge that is the margin


@dataclass(slots=True)
class Printed:
    """One printed line: its words, where it begins and the size of its characters, 0 where unknown."""

    text: str
    left: float = 0.0
    top: float = 0.0
    page: int = 0
    size: float = 0.0


def printed_lines(page: pypdf.PageObject, number: int) -> list[Printed]:
    """The lines of a page in the order of its text."""
    lines = [Printed("", page=number)]

    def see(text: str, matrix: list[float], place: list[float], _font: object, size: float) -> None:
        for index, words in enumerate(text.split("\n")):
            if index:
                lines.append(Printed("", page=number))
            line = lines[-1]
            if words.strip() and not line.text.strip():
                line.left = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
                line.top = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
                line.size = abs(size * place[0] * matrix[0]) or abs(size)
            line.text += words

    page.extract_text(visitor_text=see)
    for line in lines:
        line.text = _closed_up(whole_characters(line.text))
    return [line for line in lines if line.text.strip()]


def _closed_up(line: str) -> str:
    """A justified line whose every character was drawn apart, without the blanks between them."""
    blanks = len(SPREAD.findall(line))
    return AROUND_WIDE.sub("", line) if blanks >= 5 and blanks * 4 > len(line.strip()) else line


class Layout:
    """How a document sets off its paragraphs: the first line set in, or a gap above it, or neither."""

    def __init__(self, pages: list[list[Printed]]):
        lines = [line for page in pages for line in page]
        pairs = [pair for page in pages for pair in pairwise(page)]
        self.margin = _left_margin(lines)
        self.gap = _widest_inner_gap([_gap(*pair) for pair in pairs if pair[0].size])

    def begins_paragraph(self, before: Printed, line: Printed) -> bool | None:
        """Whether a line begins a paragraph by its place on the page, None where that doesn't tell."""
        if self.margin is not None and line.size:
            return abs(line.left - self.margin) >= NEAR * line.size
        if self.gap is not None and before.size and before.page == line.page:
            return _gap(before, line) > self.gap
        return None


def _left_margin(lines: list[Printed]) -> float | None:
    """The left edge of lines that go on, where first lines are set in; else None."""
    edges = Counter(round(line.left) for line in lines if line.size)
    common = [edge for edge, count in edges.items() if count * COMMON >= len(lines)]
    if not common:
        return None
    margin = min(common)
    set_in = sum(
        bool(line.size) and INDENT[0] <= (line.left - margin) / line.size <= INDENT[1] for line in lines
    )
    return margin if _tells(set_in, len(lines)) else None


def _widest_inner_gap(gaps: list[float]) -> float | None:
    """The widest step from line to line inside a paragraph, where some steps are plainly wider; else None."""
    steps = Counter(round(gap) for gap in gaps if gap > 0)
    if not steps:
        return None
    usual = max(steps, key=lambda step: (steps[step], -step))
    wider = sum(count for step, count in steps.items() if step > WIDER * usual)
    return WIDER * usual if _tells(wider, len(gaps)) else None


def _tells(paragraphs: int, lines: int) -> bool:
    return paragraphs >= FEWEST and paragraphs * 20 > lines


def _gap(before: Printed, line: Printed) -> float:
    return abs(line.top - before.top)
