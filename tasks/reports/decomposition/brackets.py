"""Where in a text a statement of responsibility stands: a bracket, or a closing 责任单位：… without one."""

from __future__ import annotations

import re

from tasks.reports.decomposition.clauses import (
    BY_DUTY,
    LEAD,
    LISTED,
    LONGEST,
    RESPONSIBLE,
    Clause,
    read_clauses,
)
from tasks.reports.decomposition.names import CLOSING, CONTINUES, OPENING, is_body, is_collective, own_prefix

_STATEMENT_LABEL = re.compile(
    r"(?:(?:市|区|县|省)?(?:政府)?(?:牵头|分管|主管|责任|包抓)(?:市|区|县)?领导|(?:总)?牵头(?:责任|负责|落实|实施)?(?:单位|部门)|主办(?:单位|部门)"
    r"|(?:第一|主要)?责任(?:单位|部门|主体|人)|负责(?:单位|部门)|承办(?:单位|部门)|(?:配合|协办|协同|参与)(?:责任)?(?:单位|部门)|落实(?:单位|部门)|实施(?:单位|部门))\s*(?:[:：]|[】〕\]］])"
)
_SPEAKS_LAST = re.compile(r"(?:牵头|负责|配合|参与|落实)[。；;]?$")
_LABELLED = re.compile(r"[【〔\[［][^【〔\[［】〕\]］]{2,8}[】〕\]］]\s*[:：]?")


def closing_brackets(sentence: str) -> list[tuple[int, int]]:
    """Spans, brackets included, of the brackets that say who is responsible."""
    return [span for span in _outer_brackets(sentence) if _speaks(sentence, span)]


def inside_of(words: str) -> str:
    """The words of a statement on a line of its own, without the pair of brackets that holds them all."""
    words = words.strip("。；; \u3000")
    whole = [span for span in _outer_brackets(words) if span == (0, len(words))]
    return words[1:-1] if whole and not _LABELLED.match(words) else words


def _outer_brackets(text: str) -> list[tuple[int, int]]:
    """The outermost closed brackets; one that is never closed hides nothing."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for index, character in enumerate(text):
        if character in OPENING:
            opened.append(index)
        elif character in CLOSING and opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, index + 1))
    return spans


def _speaks(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    label = _STATEMENT_LABEL.search(text, 0, start)
    if label and text[start - 1] not in "。；;，, 　" and read_clauses(text[label.start() : start]):
        return False  # 责任单位：各区政府（含开发区，下同）: a note on a name of a statement without brackets
    inside = text[start + 1 : end - 1]
    clauses = read_clauses(inside) if len(inside) > 2 else None
    if not clauses:
        return False
    roles = {clause.role for clause in clauses}
    if roles <= {LISTED, "time"}:
        return _is_plain_list(text, span, clauses)
    return bool(roles & {LEAD, RESPONSIBLE, BY_DUTY, "support", "people", "rule"})


def _is_plain_list(text: str, span: tuple[int, int], clauses: list[Clause]) -> bool:
    """（市教育局、市财政局） counts only at the end of a sentence and not behind a body's own name."""
    start, end = span
    names = [name for clause in clauses for name in clause.names]
    after = text[end:].strip()
    before = text[:start]
    if (after and after[0] not in "。；;\n") or not before.strip():
        return False
    if len(names) == 1 and is_body(before[-6:]):
        return False
    named = [
        name for name in names if is_body(name) and not is_collective(name) and not CONTINUES.match(name)
    ]
    return all(is_body(name) or is_collective(name) for name in names) and (
        len(named) > 1 or any(own_prefix(name) for name in named)
    )


def trailing_statement(text: str) -> tuple[int, int] | None:
    """The span of a statement of responsibility without brackets that ends the text, if there is one."""
    end = len(text.rstrip())
    taken = None
    for match in _STATEMENT_LABEL.finditer(text, max(0, end - LONGEST)):
        if match.start() and text[match.start() - 1] not in "。；;，,、\n 　.．!！【〔[［":
            continue
        start = match.start() - (text[match.end() - 1] in "】〕]］" and match.start() > 0)
        if read_clauses(text[start:end].rstrip("。.")):
            taken = (start, end)
            break
    return taken or _last_sentence(text, end)


def is_statement(text: str) -> bool:
    """Whether a whole line only says who does the item above it: 市发改委牵头，市统计局配合。"""
    words = text.strip()
    if len(words) > 200 or not _SPEAKS_LAST.search(words) or "。" in words[:-1]:
        return False
    clauses = read_clauses(words.rstrip("。；;"))
    roles = {clause.role for clause in clauses or []}
    names = [name for clause in clauses or [] for name in clause.names]
    known = all(is_body(name) or is_collective(name) for name in names)
    return (
        bool(names)
        and known
        and bool(roles & {LEAD, RESPONSIBLE, BY_DUTY})
        and not all(map(is_collective, names))
    )


def _last_sentence(text: str, end: int) -> tuple[int, int] | None:
    """A last sentence such as 由市民政局牵头，市财政局配合。"""
    body = text[:end].rstrip("。；;")
    start = max(body.rfind("。"), body.rfind("；"), body.rfind("\n")) + 1
    sentence = body[start:]
    if not start and is_statement(text):
        return 0, end
    if not start or len(sentence) > 200 or not re.search(r"牵头|负责$|配合$", sentence):
        return None
    if re.search(r"各(?:牵头|责任|有关|相关)(?:单位|部门)[^、，。]{0,8}(?:要|应|须|于)", sentence):
        return None  # 各牵头单位要于每月28日前报送…: an order to all of them
    clauses = read_clauses(sentence)
    if not clauses or {clause.role for clause in clauses} <= {LISTED, "time", "rule"}:
        return None
    names = [name for clause in clauses for name in clause.names]
    known = [is_body(name) or is_collective(name) for name in names]
    return (start, end) if all(known) and not all(map(is_collective, names)) else None
