"""Sentences and clauses of a Chinese line as character spans; nothing is copied, changed or lost."""

from __future__ import annotations

PAIRS = {"（": "）", "(": ")", "“": "”", "‘": "’", "《": "》", "【": "】", "〔": "〕", "「": "」", "[": "]"}
CLOSERS = frozenset(PAIRS.values())
SENTENCE_ENDS = "。！？!?"
CLAUSE_ENDS = "，,；;：:"
LONGEST_QUOTE = 160

Span = tuple[int, int]


def enclosed(line: str) -> bytearray:
    """Marks with 1 each character that stands inside a matched pair of brackets or quotes of sane length."""
    inside = bytearray(len(line))
    open_: list[tuple[str, int]] = []
    for i, character in enumerate(line):
        if character in PAIRS:
            open_.append((PAIRS[character], i))
        elif character in CLOSERS:
            # a stray closer, as in `1）`, must not close everything: only the innermost few are asked
            for depth in range(len(open_) - 1, max(-1, len(open_) - 5), -1):
                if open_[depth][0] == character:
                    begin = open_[depth][1]
                    del open_[depth:]
                    if i - begin <= LONGEST_QUOTE:
                        inside[begin : i + 1] = b"\x01" * (i + 1 - begin)
                    break
    return inside


def trim(line: str, start: int, end: int) -> Span:
    """The span without blanks at its edges."""
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _cut(line: str, start: int, end: int, stops: str, inside: bytearray) -> list[Span]:
    spans, begin, i = [], start, start
    while i < end:
        i += 1
        if line[i - 1] not in stops or inside[i - 1] or _inside_number(line, i - 1):
            continue
        while i < end and (line[i] in stops or line[i] in "”’）)》」"):
            i += 1
        spans.append((begin, i))
        begin = i
    if begin < end:
        spans.append((begin, end))
    return _without_blanks(line, spans)


def _inside_number(line: str, i: int) -> bool:
    """A comma or colon between two digits belongs to the number: 1,200 or 2.5:1."""
    return line[i] in ",:：" and 0 < i < len(line) - 1 and line[i - 1].isdigit() and line[i + 1].isdigit()


def _without_blanks(line: str, spans: list[Span]) -> list[Span]:
    trimmed = (trim(line, *span) for span in spans)
    return [span for span in trimmed if span[0] < span[1]]


def sentences(
    line: str, start: int = 0, end: int | None = None, inside: bytearray | None = None
) -> list[Span]:
    """The sentences of line[start:end], each with its full stop; together they hold every non-blank character."""
    end = len(line) if end is None else end
    return _cut(line, start, end, SENTENCE_ENDS, enclosed(line) if inside is None else inside)


def clauses(line: str, start: int, end: int, inside: bytearray) -> list[Span]:
    """The clauses of one sentence, each with its closing comma, semicolon or colon."""
    return _cut(line, start, end, CLAUSE_ENDS, inside)
