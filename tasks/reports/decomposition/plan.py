"""Reads a line of the plan: which of its words are tasks, and which are set aside and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.reports.decomposition import commitments, indicators, speech, wording
from tasks.reports.decomposition.lines import SECTION, THEME, Line, points_within
from tasks.reports.decomposition.sentences import Span, enclosed, sentences


@dataclass
class Passage:
    """A span of a line that is one task, or is set aside for a reason."""

    start: int
    end: int
    reason: str = ""  # empty for a task
    path: list[str] = field(default_factory=list)
    indicator: bool = False
    acts: bool = False  # set aside, but the wording does something


def read_line(line: Line, year: int | None, *, goals_go_on: bool = False) -> list[Passage]:
    """The passages of one line of the plan, in order, covering all its non-blank characters."""
    if line.heading:
        return [Passage(line.start, line.end, speech.HEADING)]
    inside = enclosed(line.text)
    passages, start, above = [], line.start, list(line.path)
    if line.head:
        passages.append(Passage(line.start, line.head, speech.HEADING))
        above.append(line.text[line.start : line.head].strip().rstrip("。！：:"))
        start = line.head
    goals = goals_go_on
    for begin, end in _sentences(line, start, inside):
        found = _read_sentence(line, begin, end, year, inside, goals)
        goals = bool(found and found[-1].indicator)
        for passage in found:
            passage.path = [*above, *passage.path]
        passages.extend(found)
    _keep_promise(line, passages)
    return passages


def _sentences(line: Line, start: int, inside: bytearray) -> list[Span]:
    """The sentences, cut further where 一是, 二是 … begin after a semicolon or a colon."""
    points = set(points_within(line.text, start, line.end))
    spans = []
    for begin, end in sentences(line.text, start, line.end, inside):
        cuts = sorted(point for point in points if begin < point < end and not inside[point])
        for a, b in zip([begin, *cuts], [*cuts, end], strict=True):
            spans.append((a, b))
    return spans


def _read_sentence(
    line: Line, start: int, end: int, year: int | None, inside: bytearray, goals: bool
) -> list[Passage]:
    words = line.text[max(start, line.body if start <= line.body else start) : end]
    if speech.is_goal_list(words):
        return _goal_list(line, start, end, words, inside)
    if goals and speech.looks_like_indicator(words) and not wording.acts(words):
        return [Passage(*span, indicator=True) for span in indicators.cut(line.text, start, end, inside)]
    if reason := speech.reason_of(words, year):
        return [Passage(start, end, reason, acts=reason == speech.SLOGAN and wording.acts(words))]
    pieces = _merge_soft(commitments.cut(line.text, start, end, inside))
    if all(piece.soft or not piece.acts for piece in pieces) and not _promises(line, words):
        return [Passage(start, end, speech.SLOGAN, acts=any(piece.acts for piece in pieces))]
    if (line.before_themes or line.preamble) and not (wording.has_figure(words) or wording.is_strong(words)):
        return [Passage(start, end, speech.SLOGAN)]
    return [Passage(piece.start, piece.end) for piece in pieces]


def _promises(line: Line, words: str) -> bool:
    return wording.has_figure(words) or wording.is_strong(words) and not wording.is_attitude(words)


def _goal_list(line: Line, start: int, end: int, words: str, inside: bytearray) -> list[Passage]:
    begin = end - len(words) + speech.goals_begin(words)
    if begin >= end:
        return [Passage(start, end, speech.HEADING)]
    lead = line.text[end - len(words) : begin].strip().rstrip("：:").removesuffix("是").removesuffix("为")
    spans = indicators.cut(line.text, begin, end, inside)
    passages = [Passage(*span, indicator=True, path=[lead] if lead else []) for span in spans]
    return [Passage(start, begin, speech.HEADING), *passages] if begin > start else passages


def _merge_soft(pieces: list[commitments.Piece]) -> list[commitments.Piece]:
    """Joins a piece of mere attitude to the deliverable it leads to, or to the one it crowns."""
    merged: list[commitments.Piece] = []
    for piece in pieces:
        if merged and (piece.soft or merged[-1].soft):
            merged[-1].end = piece.end
            merged[-1].soft = merged[-1].soft and piece.soft
            merged[-1].acts = merged[-1].acts or piece.acts
        else:
            merged.append(piece)
    return merged


def _keep_promise(line: Line, passages: list[Passage]) -> None:
    """A paragraph of the plan that promises something keeps at least one task, even if it is worded softly."""
    if line.before_themes or line.preamble or not passages or any(not passage.reason for passage in passages):
        return
    soft = [passage for passage in passages if passage.reason == speech.SLOGAN and passage.acts]
    if soft:
        best = max(
            soft,
            key=lambda passage: (wording.is_named(line.text[passage.start : passage.end]), -passage.start),
        )
        best.reason = ""
    elif line.head and line.level not in (SECTION, THEME) and wording.acts(line.text[line.body : line.head]):
        passages[0].reason = ""
