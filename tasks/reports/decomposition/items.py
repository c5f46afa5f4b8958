"""Items that a bracket assigns to units: one bracket closes one item, and its units hold for all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tasks.reports.decomposition import speech
from tasks.reports.decomposition.lines import POINT, Line, points_within
from tasks.reports.decomposition.plan import Passage, read_line
from tasks.reports.decomposition.sentences import Span, enclosed, sentences, trim
from tasks.reports.decomposition.shapes import Responsibility
from tasks.reports.decomposition.units import (
    DocumentRules,
    closing_brackets,
    read_bracket,
    trailing_statement,
)

LONGEST_THEME = 40
LONG_ITEM = 260  # characters from which an item under its own title is a main task with parts
_MEASURES = re.compile(r"(?:具体|主要|重点|工作|落实)?(?:措施|举措|任务|要求)[：:]")
_AFTER = re.compile(r"[。；;，,、]?\s*")


@dataclass
class Item:
    """The passages of one bracketed item and who answers for them."""

    passages: list[Passage]
    responsibility: Responsibility | None = None
    measures: bool = False  # stands after 具体措施：
    head: str = ""
    parts_of_first: bool = False  # the first passage is the main task, the others its parts

    @property
    def tasks(self) -> list[Passage]:
        """The passages that aren't set aside."""
        return [passage for passage in self.passages if not passage.reason]


@dataclass
class _Cut:
    start: int
    end: int
    bracket: Span | None = None
    responsibility: Responsibility | None = field(default=None)


def read_items(
    line: Line, year: int | None, rules: DocumentRules, *, goals_go_on: bool = False, notice: bool = False
) -> list[Item]:
    """The items of a line, cut behind each bracket that names units."""
    if line.heading:
        return [Item(read_line(line, year, notice=notice))]
    items = []
    inside = enclosed(line.text)
    cuts = _cuts(line, rules)
    if theme := _theme_of(line, cuts, inside):
        items.append(Item([Passage(line.start, theme, speech.HEADING)]))
        cuts[0].start = theme
    for cut in cuts:
        if cut.responsibility is None:
            rest = line if cut.start == line.start else _rest_of(line, cut)
            items.append(Item(read_line(rest, year, goals_go_on=goals_go_on, notice=notice)))
        else:
            items.append(_read_item(line, cut, inside))
    if theme:
        title = line.text[line.start : theme].strip().rstrip("。：")
        for passage in (passage for item in items[1:] for passage in item.passages):
            passage.path = [*(passage.path or line.path), title]
    return items


def _theme_of(line: Line, cuts: list[_Cut], inside: bytearray) -> int:
    """Where the heading ends that stands over several items of one line, each with its own bracket; 0 for none.

    （七）改善环境。建设甲。（甲局负责）培育乙。（乙局负责）
    """
    if len([cut for cut in cuts if cut.responsibility]) < 2 or line.level is None or not cuts[0].bracket:
        return 0
    inner = sentences(line.text, line.start, cuts[0].bracket[0], inside)
    if len(inner) < 2 or inner[0][1] - max(line.body, inner[0][0]) > LONGEST_THEME:
        return 0
    return inner[1][0] if line.text[inner[0][1] - 1] in "。：" else 0


def _cuts(line: Line, rules: DocumentRules) -> list[_Cut]:
    cuts, start = [], line.start
    for begin, end, inside in _statements(line):
        responsibility = read_bracket(inside, rules)
        if responsibility is None or begin < start:
            continue
        stop = _AFTER.match(line.text, end).end()
        stop = min(stop, line.end)
        cuts.append(_Cut(start, trim(line.text, start, stop)[1], (begin, end), responsibility))
        start = stop
    start, end = trim(line.text, start, line.end)
    if start < end:
        cuts.append(_Cut(start, end))
    return cuts


def _statements(line: Line) -> list[tuple[int, int, str]]:
    """Where the line says who is responsible: its brackets, or a closing 责任单位：… without one."""
    found = [(begin, end, line.text[begin + 1 : end - 1]) for begin, end in closing_brackets(line.text)]
    if not found and (trailing := trailing_statement(line.text)):
        found.append((*trailing, line.text[trailing[0] : trailing[1]].rstrip("。；; ")))
    return found


def _rest_of(line: Line, cut: _Cut) -> Line:
    return replace(
        line, start=cut.start, end=cut.end, body=cut.start, head=0, heading=False, level=None, marker=""
    )


def _read_item(line: Line, cut: _Cut, inside: bytearray) -> Item:
    passages, start, text = [], cut.start, line.text
    measures = _MEASURES.match(text, max(start, line.body) if start == line.start else start)
    if measures:
        passages.append(Passage(start, measures.end(), speech.HEADING))
        start = trim(text, measures.end(), cut.end)[0]
    body = max(start, line.body) if start == line.start else start
    if not text[body : cut.bracket[0]].strip():
        # the bracket stands on a line of its own and speaks for the lines above
        return Item([*passages, Passage(start, cut.end, "rule")], cut.responsibility, bool(measures))
    inner = sentences(text, start, cut.bracket[0], inside)
    head = text[max(body, inner[0][0]) : inner[0][1]].strip() if len(inner) > 1 else ""
    titled = 4 <= len(head) <= POINT * 8 and head.endswith(("。", "："))
    item = Item(passages, cut.responsibility, bool(measures), head if titled else "")
    points = [point for point in points_within(text, start, cut.bracket[0]) if point > start]
    long = cut.bracket[0] - start > LONG_ITEM
    if titled and long and len(inner) > 2:
        begins = [start, *(begin for begin, _ in inner[1:])]
        item.parts_of_first = True
    elif points:
        begins = [start, *points]
    else:
        begins = [start]
    for begin, end in zip(begins, [*begins[1:], cut.end], strict=True):
        passages.append(Passage(*trim(text, begin, end)))
    return item
