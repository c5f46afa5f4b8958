"""Cuts a sentence of the plan into its commitments: a means stays with its end, a deliverable stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.reports.decomposition import wording
from tasks.reports.decomposition.sentences import Span, clauses

SHORT, FULL = 8, 12  # characters of a clause too short to stand alone, and of one that is complete

_CONTINUES = re.compile(
    r"^(?:其中|并|且|从而|进而|做到|也|还(?!需|要)|以及|及|和|与|等|包括|特别是|尤其是|即|或|其|该|此|这|那|使之|让其|全部|全面达到|均|都|再|又|或者|同比|比上年|比去年|较上年|增长|达到|突破|超过|占|居|位居|保持在|分别|达|不低于|不少于|不超过|高于|低于|好于|优于|快于|力争(?:更|实现更|取得更|达到|突破|比)|在实际工作中|努力争取|争取更|取得更)"
)
_COUNTED_NOUN = re.compile(r"^[一二两三四五六七八九十\d]+(?:个|条|座|家|项|处|所|大|批|套|支|块|类|张|部)")
_SUBJECT_ACTS = re.compile(
    r"^[^，]{2,24}?(?:要|将|须|应|力争|实现|达到|达|完成|增长|突破|控制在|提高到|翻一番|全覆盖|建成|开工|竣工|投入)"
)
_LISTED_DELIVERABLE = re.compile(r"、")


@dataclass
class Piece:
    """A run of clauses of one sentence that belongs together."""

    start: int
    end: int
    acts: bool  # at least one clause does something
    soft: bool  # everything it does is attitude or effect


@dataclass
class _Clause:
    start: int
    end: int
    words: str
    after_semicolon: bool
    role: str  # means | end | act | more


def cut(line: str, start: int, end: int, inside: bytearray) -> list[Piece]:
    """The commitments of the sentence line[start:end] as adjoining pieces, in order."""
    pieces: list[Piece] = []
    waiting: Span | None = None
    for clause in _read_clauses(line, start, end, inside):
        if clause.role == "means" and not _is_last(clause, end):
            waiting = (waiting[0] if waiting else clause.start, clause.end)
            continue
        begin = waiting[0] if waiting else clause.start
        if pieces and not _opens(clause, pieces[-1], line, waiting):
            _extend(pieces[-1], clause)
        else:
            acting = clause.role in ("act", "end")
            pieces.append(
                Piece(begin, clause.end, acting, clause.role != "act" or wording.is_attitude(clause.words))
            )
        waiting = None
    if waiting:
        if pieces:
            pieces[-1].end = waiting[1]
        else:
            pieces.append(Piece(waiting[0], waiting[1], False, True))
    return pieces


def _is_last(clause: _Clause, end: int) -> bool:
    return clause.end >= end


def _read_clauses(line: str, start: int, end: int, inside: bytearray) -> list[_Clause]:
    found = []
    previous = ""
    for begin, stop in clauses(line, start, end, inside):
        words = line[begin:stop]
        found.append(_Clause(begin, stop, words, previous[-1:] in ("；", ";"), _role(words)))
        previous = words
    return found


def _role(words: str) -> str:
    if wording.is_means(words):
        return "means"
    if wording.is_stage_only(words) or _CONTINUES.match(words):
        return "more"
    if wording.is_end(words):
        return "end"
    if wording.acts(words):
        return "act"
    if _COUNTED_NOUN.match(words):
        return "more"
    if _SUBJECT_ACTS.match(words) and (wording.has_figure(words) or "要" in words or "将" in words):
        return "act"
    return "act" if wording.is_strong(words) else "more"


def _opens(clause: _Clause, before: Piece, line: str, waiting: Span | None) -> bool:
    """Whether the clause begins a commitment of its own after the piece before it."""
    if clause.role != "act":
        return clause.after_semicolon and clause.role == "end" and before.acts and len(clause.words) > FULL
    if clause.after_semicolon:
        return True
    if before.soft or not before.acts:
        # an attitude or a ground leads on to the first thing that is done
        return before.acts and before.end - before.start > 4 * FULL
    concrete = wording.is_concrete(clause.words)
    if len(clause.words) <= SHORT and not wording.has_figure(clause.words):
        return False
    if before.end - before.start <= SHORT and not wording.has_figure(line[before.start : before.end]):
        return False
    return concrete or len(clause.words) >= FULL


def _extend(piece: Piece, clause: _Clause) -> None:
    piece.end = clause.end
    if clause.role in ("act", "end"):
        piece.acts = True
    if clause.role == "act" and not wording.is_attitude(clause.words):
        piece.soft = False
    if clause.role == "more" and wording.has_figure(clause.words):
        piece.soft, piece.acts = False, True
