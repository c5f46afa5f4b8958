"""Reads a line of the plan: which of its words are tasks, and which are set aside and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from tasks.reports.decomposition import commitments, fields, indicators, speech, wording
from tasks.reports.decomposition.lines import (
    ITEM,
    POINT,
    SECTION,
    SUBITEM,
    THEME,
    Line,
    marker,
    points_within,
)
from tasks.reports.decomposition.sentences import Span, enclosed, sentences, trim

FEWEST_ITEMS = 3
LONGEST_BARE = 7  # 稳住岗位。…优化结构。…: several in a paragraph say nothing alone
LONGEST_POINT, LONGEST_LEAD, LONGEST_ITEM, LONGEST_FIRM = 36, 22, 70, 60
_ABOUT_GOAL = re.compile(r"关于[^，。]{0,12}(?:目标|增长|增速|水平|收支|就业|物价|价格|赤字)[^，。]{0,4}。")
_OPENING = re.compile(r"着力|全力|大力|切实|努力|奋力|强力|更加|让|要")


@dataclass
class Passage:
    """A span of a line that is one task, or is set aside for a reason."""

    start: int
    end: int
    reason: str = ""  # empty for a task
    path: list[str] = field(default_factory=list)
    indicator: bool = False
    acts: bool = False  # set aside, but the wording does something


def read_line(
    line: Line, year: int | None, *, goals_go_on: bool = False, notice: bool = False
) -> list[Passage]:
    """The passages of one line of the plan, in order, covering all its non-blank characters.

    A notice is cut at its sentences only: its clauses are the terms of one order.
    """
    if line.heading:
        return [Passage(line.start, line.end, speech.HEADING)]
    reader = _LineReader(line, year, goals_go_on, notice)
    reader.read()
    return reader.passages


class _LineReader:
    """Goes through the sentences of a line and remembers the theme they stand under."""

    def __init__(self, line: Line, year: int | None, goals: bool, notice: bool):
        self.line = line
        self.text = line.text
        self.year = year
        self.goals = goals
        self.notice = notice
        self.inside = enclosed(line.text)
        self.passages: list[Passage] = []
        self.path = list(line.path)
        points = points_within(line.text, line.start, line.end)
        self.points = set(points)
        self.livelihood = len(points) >= FEWEST_ITEMS and "实事" in line.text[line.start : points[0]]
        self.point = self.lead = ""
        self.alike: set[str] = set()  # openings that several short sentences of the line share

    def read(self) -> None:
        """Reads the line."""
        start = self.line.start
        if self.line.head:
            self.passages.append(Passage(start, self.line.head, speech.HEADING))
            self.path.append(self._name(start, self.line.head))
            start = self.line.head
        spans = self._sentences(start)
        self.bare = sum(self._is_bare(*span) for span in spans)
        short = [self.line.start, *(begin for begin, end in spans if end - begin <= LONGEST_LEAD)]
        openings = (_OPENING.match(self.text, begin) for begin in dict.fromkeys(short))
        counted = Counter(found.group() for found in openings if found)
        self.alike = {opening for opening, count in counted.items() if count > 1}
        strict = (self.line.before_themes or self.line.preamble) and not self._mostly_acts(spans)
        for (begin, end), following in zip(spans, [*spans[1:], None], strict=True):
            if not self._opens_theme(begin, end, following):
                self._add(begin, end, self._read_sentence(begin, end, strict))
        self._keep_promises(strict)

    def _name(self, start: int, end: int) -> str:
        return self.text[start:end].strip().rstrip("。！：:")

    def _words(self, start: int, end: int) -> str:
        """The sentence without the 一是 or the number it begins with."""
        begin = self.line.body if start <= self.line.body < end else start + len(marker(self.text, start)[1])
        return self.text[begin:end] if begin < end else self.text[start:end]

    def _sentences(self, start: int) -> list[Span]:
        """The sentences, cut further where 一是, 二是 … begin after a semicolon or a colon."""
        line, points, spans = self.line, self.points, []
        for begin, end in sentences(self.text, start, line.end, self.inside):
            cuts = sorted(point for point in points if begin < point < end and not self._enclosed(point))
            spans.extend(zip([begin, *cuts], [*cuts, end], strict=True))
        return [trim(self.text, *span) for span in spans]

    def _enclosed(self, point: int) -> bool:
        """Whether a number stands inside a bracket or quotation; （1） has a bracket of its own."""
        return bool(self.inside[point - 1] if self.text[point] in "（(" else self.inside[point])

    def _opens_theme(self, start: int, end: int, following: Span | None) -> bool:
        """Takes in a sentence that only names the theme of those after it: 一是抓好…。 or a short one in between."""
        level, mark = marker(self.text, start)
        words = self.text[start + len(mark) : end] if level is not None else self.text[start:end]
        if level in (POINT, SUBITEM):
            self.point = self.lead = ""
        if (
            following is None
            or self.goals
            or marker(self.text, following[0])[0] == POINT
            or not words.endswith(("。", "！"))
        ):
            return False
        if (
            wording.has_figure(words)
            or words.count("，") + words.count(",") > 1
            or speech.reason_of(words, self.year)
        ):
            return False
        names = level == SUBITEM and start > self.line.start and self._weight(start, end) < commitments.ACTS
        if (level == POINT or names) and len(words) <= LONGEST_POINT:
            self.point, self.lead = self._name(start, end), ""
        elif level is None and len(words) <= LONGEST_LEAD and self._only_leads(start, end, following):
            if following[1] - following[0] <= len(words):
                return False
            self.lead = self._name(start, end)
        else:
            return False
        self.passages.append(Passage(start, end, speech.HEADING, list(self.path)))
        return True

    def _only_leads(self, start: int, end: int, following: Span) -> bool:
        """Whether a short sentence does nothing itself, or is one of several built alike: 着力甲。… 着力乙。…

        One that does something soft, or names a field, leads only what falls to the same departments.
        """
        words = self.text[start:end]
        alike = _OPENING.match(words)
        if alike and alike.group() in self.alike and "，" not in words and fields.is_soft(words):
            return True
        bare = self.bare > 1 and self._is_bare(start, end) and following[1] - following[0] > 2 * len(words)
        if self._weight(start, end) == commitments.ACTS and not bare:
            return False
        named = fields.fields_of(words) or (wording.acts(words) and not bare)
        return not named or fields.same(words, self.text[following[0] : following[1]])

    def _is_bare(self, start: int, end: int) -> bool:
        return end - start <= LONGEST_BARE and fields.is_soft(self.text[start:end])

    def _weight(self, start: int, end: int) -> int:
        return max(piece.weight for piece in commitments.cut(self.text, start, end, self.inside))

    def _mostly_acts(self, spans: list[Span]) -> bool:
        """Whether a paragraph among the requirements is in truth one of the plan's: most sentences do something."""
        acting = counted = 0
        for start, end in spans:
            words = self._words(start, end)
            if speech.is_goal_list(words):
                return False
            if self._explains_goal(start, words):
                continue
            acting += (
                speech.reason_of(words, self.year) is None and self._weight(start, end) == commitments.ACTS
            )
            counted += 1
        return not self.line.preamble and counted >= 2 and acting >= 0.6 * counted

    def _add(self, start: int, end: int, found: list[Passage]) -> None:
        if self.passages and not self.passages[-1].reason and self.text.startswith("其中", start):
            self.passages[-1].end = end  # 其中 goes on counting what the sentence before promised
            return
        above = [*self.path, *(name for name in (self.point, self.lead) if name)]
        for passage in found:
            passage.path = [*above, *passage.path]
        self.passages.extend(found)
        self.goals = bool(found and found[-1].indicator)

    def _read_sentence(self, start: int, end: int, strict: bool) -> list[Passage]:
        line = self.line
        words = self._words(start, end)
        reason = speech.reason_of(words, self.year, notice=self.notice)
        if not reason and self._explains_goal(start, words):
            reason = speech.EXPLANATION
        labelled = self.notice and speech.is_label(words)
        if speech.is_goal_list(words) and reason != speech.EXPLANATION and not labelled:
            return self._goal_list(start, end, words)
        # a new paragraph goes on with the targets only in figures
        listed = self.goals and (start > line.start or wording.has_figure(words) or words[-1] in "；;")
        if listed and not reason and not wording.acts(words) and not speech.turns_away(words):
            return [
                Passage(*span, indicator=True) for span in indicators.cut(self.text, start, end, self.inside)
            ]
        if reason:
            return [Passage(start, end, reason, acts=reason == speech.SLOGAN and self._could_act(words))]
        if not self.notice and end == line.end and speech.is_closing_call(words):
            return [Passage(start, end, speech.SLOGAN, acts=wording.acts(words))]
        pieces = commitments.cut(self.text, start, end, self.inside)
        weight = max(piece.weight for piece in pieces)
        if weight == commitments.SPEAKS and _names_matter(words):
            weight = commitments.AIMS
        if weight == commitments.SPEAKS or (strict and not (weight == commitments.ACTS and _is_firm(words))):
            return [Passage(start, end, speech.SLOGAN, acts=wording.acts(words))]
        if self.notice or self._is_numbered_item(start, end):
            return [Passage(start, end)]
        return [Passage(piece.start, piece.end) for piece in pieces]

    def _could_act(self, words: str) -> bool:
        return wording.acts(words) and not speech.is_vow(words)

    def _explains_goal(self, start: int, words: str) -> bool:
        """Whether a sentence under 关于经济增长。 among the goals says why they are so, and orders nothing."""
        about = _ABOUT_GOAL.match(self.text, self.line.start)
        return bool(about and start >= about.end() and not re.match("要|必须|切实|着力|坚决", words))

    def _is_numbered_item(self, start: int, end: int) -> bool:
        """A short line that the report itself numbers is one item of its list: 1.新建学校5所，新增学位4500个；"""
        line = self.line
        alone = (start, end) == (line.start, line.end) and line.level in (SECTION, THEME, ITEM, SUBITEM)
        return (alone or self._is_livelihood_item(start)) and end - start <= LONGEST_ITEM

    def _is_livelihood_item(self, start: int) -> bool:
        """Whether a sentence is one of the numbered 民生实事 that a paragraph counts: 一是…；二是…；三是…"""
        return self.livelihood and start in self.points

    def _goal_list(self, start: int, end: int, words: str) -> list[Passage]:
        begin = end - len(words) + speech.goals_begin(words)
        if begin >= end:
            return [Passage(start, end, speech.HEADING)]
        lead = self._name(end - len(words), begin).removesuffix("是").removesuffix("为")
        spans = indicators.cut(self.text, begin, end, self.inside)
        passages = [Passage(*span, indicator=True, path=[lead] if lead else []) for span in spans]
        return [Passage(start, begin, speech.HEADING), *passages] if begin > start else passages

    def _goes_on_under(self, heading: Passage) -> bool:
        """Whether a heading goes on with the one before it: 1.做优产业。（1）食品加工。… or 总的原则是：（1）…"""
        words = self.text[heading.start : heading.end]
        return marker(self.text, heading.start)[0] == SUBITEM or speech.is_lead_in(words)

    def _keep_promises(self, strict: bool) -> None:
        """What promises something keeps a task: a theme whose sentences are all soft is itself the task."""
        if self.line.assigned and all(passage.reason for passage in self.passages):
            self.passages[-1].reason = ""  # what units are named for is their task, however soft
        if strict:
            return
        bare: Passage | None = None
        for passage in self.passages:
            if passage.reason == speech.HEADING and bare and self._goes_on_under(passage):
                continue
            if passage.reason == speech.HEADING:
                _promote(bare, self)
                inner = passage.start > self.line.start or self.line.level not in (SECTION, THEME)
                bare = passage if inner else None
            elif not passage.reason:
                bare = None
        _promote(bare, self)
        if all(passage.reason for passage in self.passages):
            soft = [passage for passage in self.passages if passage.reason == speech.SLOGAN and passage.acts]
            if soft and not (self.line.preamble or self.line.before_themes):
                max(
                    soft, key=lambda passage: wording.is_named(self.text[passage.start : passage.end])
                ).reason = ""


def _promote(passage: Passage | None, reader: _LineReader) -> None:
    if passage is None:
        return
    _, mark = marker(reader.text, passage.start)
    words = reader.text[passage.start + len(mark) : passage.end]
    acts = wording.acts(words) and not wording.is_attitude(words) and not speech.is_lead_in(words)
    if acts and speech.reason_of(words, reader.year) is None:
        passage.reason = ""


def _names_matter(words: str) -> bool:
    """Whether a sentence does something in a field that some department looks after: 推进预制食品产业高质量发展。"""
    soft = wording.is_attitude(words) or wording.is_wish(words) or re.match("[让使]", words)
    return wording.acts(words) and not soft and bool(fields.fields_of(words))


def _is_firm(words: str) -> bool:
    """Whether a sentence among requirements and preambles names something one can later point at."""
    if wording.has_figure(words) or (wording.is_strong(words) and wording.acts(words)):
        return True
    return len(words) <= LONGEST_FIRM and any(
        fields.names_programme(clause) and wording.acts(clause) for clause in re.split("[，；。]", words)
    )
