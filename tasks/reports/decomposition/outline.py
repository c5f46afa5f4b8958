"""The outline of a document: headings, the part each line belongs to, and the path of headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from tasks.reports.decomposition import commitments, parts, wording
from tasks.reports.decomposition.lines import (
    CHAPTER,
    DASH,
    ITEM,
    LEAD,
    POINT,
    SECTION,
    SUBITEM,
    THEME,
    Line,
    marker,
)
from tasks.reports.decomposition.sections import (
    ADDRESS,
    ANNEX,
    SAYS_WHO,
    ReportDivider,
    divide_notice,
    says_who,
    title_of,
)
from tasks.reports.decomposition.sentences import sentences
from tasks.reports.decomposition.units import closing_brackets, trailing_statement

LONGEST_HEADING = {CHAPTER: 60, SECTION: 70, THEME: 70, ITEM: 40, SUBITEM: 40, POINT: 40}
LONGEST_LEAD = 30
LONGEST_THEME, LONG_PARAGRAPH = 40, 80  # of a theme on a line of its own, and of what spells it out
LONGEST_PREAMBLE = 150
LONGEST_HEAD = {CHAPTER: 70, SECTION: 70, THEME: 75, ITEM: 40, SUBITEM: 36, POINT: 36, DASH: 36, None: 26}

_ENDS = re.compile(r"[。！？；，、：:,;]$")
_STOPS_OR_DIGITS = re.compile(r"[。；，,;\d]")
_DIGITS = re.compile(r"\d")


def draw(lines: list[Line], year: int | None, kind: str) -> None:
    """Writes heading, head, part and path into each line."""
    _find_headings(lines)
    front = _front_length(lines, kind)
    for line in lines[:front]:
        line.part = "front"
    if kind == "report":
        ReportDivider(lines[front:], year).divide()
    else:
        divide_notice(lines[front:], year)
    _write_paths(lines[front:])
    _mark_before_themes(lines[front:])
    _mark_preambles(lines[front:])


def _find_headings(lines: list[Line]) -> None:
    themes = _themes_in_turn(lines)
    for i, (line, following) in enumerate(zip_longest(lines, lines[1:])):
        line.heading = _is_heading(line, following) or i in themes
        line.assigned = bool(following and says_who(following))
        if line.heading and line.level is None:
            line.level = LEAD
        # below a theme on a line of its own the paragraph begins at once
        if not line.heading and i - 1 not in themes:
            line.head = _head_end(line)


def _themes_in_turn(lines: list[Line]) -> set[int]:
    """Short sentences on lines of their own, each before a long paragraph that spells it out: headings by their turn.

    One or two of them are short paragraphs; a text that goes on so names its themes this way.
    """
    found = {
        i
        for i, (line, following) in enumerate(pairwise(lines))
        if _may_be_theme(line) and following.level is None and following.end >= LONG_PARAGRAPH
    }
    paragraphs = sum(line.level is None and line.end >= LONG_PARAGRAPH for line in lines)
    return found if len(found) >= 6 and len(found) >= 0.4 * paragraphs else set()


def _may_be_theme(line: Line) -> bool:
    words = line.whole
    return (
        line.level is None
        and len(words) <= LONGEST_THEME
        and words.endswith("。")
        and not _DIGITS.search(words)
        and not re.search("[。；：]", words[:-1])
        and not ADDRESS.match(words)
    )


def _is_heading(line: Line, following: Line | None) -> bool:
    words = line.words
    if ANNEX.fullmatch(words):
        return True
    stated = says_who(line) or (following and says_who(following))
    if following is None or stated or not words or ADDRESS.match(line.whole):
        return False
    if _names_its_leader(line, following):
        return True
    inner = words[:-1]
    if "。" in inner or "；" in inner or "！" in inner:
        return False
    if len(words) <= 12 and parts.part_of_annex(words.rstrip("：:")) == parts.EXPLANATION:
        return True
    if line.level is None:
        return len(words) <= LONGEST_LEAD and not _ENDS.search(words)
    if line.level not in LONGEST_HEADING or len(words) > LONGEST_HEADING[line.level] or words.endswith("）"):
        return False
    deeper = following.level is None or following.level > line.level
    if line.level <= THEME:
        return deeper and not words.endswith("；")
    numbered = bool(_DIGITS.search(words)) or words.endswith(("；", "："))
    return (
        deeper
        and not numbered
        and not (following.level is None and words.endswith("。") and line.level == SUBITEM)
    )


def _names_its_leader(line: Line, following: Line) -> bool:
    """Whether the line only names a field and who is over it, and the items below name their own units."""
    if line.level not in (SECTION, THEME) or following.level is None or following.level <= line.level:
        return False
    brackets = closing_brackets(line.text)
    return (
        len(brackets) == 1
        and brackets[0][1] == line.end
        and brackets[0][0] - line.body <= LONGEST_LEAD
        and not _STOPS_OR_DIGITS.search(line.text[line.body : brackets[0][0]])
        and bool(closing_brackets(following.text) or trailing_statement(following.text))
    )


def _head_end(line: Line) -> int:
    """Where the first sentence ends when it only names the theme of what follows in the same line."""
    longest = LONGEST_HEAD.get(line.level)
    if longest is None:
        return 0
    found = sentences(line.text, line.start, line.end)
    if len(found) < 2:
        return 0
    start, end = found[0]
    if SAYS_WHO.match(line.text, found[1][0]):
        return 0  # 3.建公园。牵头单位：… is a task and its units
    if line.level == POINT and marker(line.text, found[1][0])[0] == POINT:
        return 0  # 第一，…。第二，…。 in one line are points of equal rank
    words = line.text[max(start, line.body) : end]
    if line.level in (CHAPTER, SECTION, THEME):
        return end if len(words) <= longest and "（" not in words[-2:] else 0
    if len(words) > longest or _DIGITS.search(words) or not words.endswith(("。", "！")):
        return 0
    if wording.has_term(words) or commitments.reaches(words):
        return 0
    if "：" in words or "；" in words or words.count("，") > 1 or ADDRESS.match(words):
        return 0
    # two sentences of much the same length are two promises, not a theme and what belongs to it
    return end if line.end - end >= 1.5 * len(words) else 0


def _front_length(lines: list[Line], kind: str) -> int:
    """How many lines stand before the text proper: title, session, speaker, file number, addressees."""
    for i, line in enumerate(lines[:20]):
        if kind == "report" and ADDRESS.match(line.whole):
            return i + 1
    for i, line in enumerate(lines):
        if line.level in (CHAPTER, SECTION, THEME):
            return i
        if kind == "report" and (
            len(line.whole) > 60 or (line.heading and parts.part_of_heading(line.words, None))
        ):
            return i if i < 8 else 0
        if kind != "report" and i >= 12:
            break
    if kind == "report":
        return 0
    return next((i for i, line in enumerate(lines) if line.level == ITEM or len(line.whole) > 60), 0)


def _write_paths(lines: list[Line]) -> None:
    above: list[tuple[int, str]] = []
    for line in lines:
        if line.level is not None and (line.heading or line.head or line.level <= THEME):
            while (
                above and above[-1][0] >= line.level and not (line.level == SECTION and above[-1][0] == LEAD)
            ):
                above.pop()
            if line.level == LEAD and (parts.part_of_heading(line.words, None) or not above):
                above.clear()
        elif line.level is not None:
            # 2. and 3. stand beside 1., whose opening words head only its own line
            while above and line.level <= above[-1][0] < LEAD:
                above.pop()
        line.path = [words for _, words in above]
        title = title_of(line)
        if title and line.level is not None:
            words = line.whole if line.heading else line.text[line.start : line.head]
            above.append((line.level, words.strip().rstrip("。：:")))


def _themes(lines: list[Line]) -> Iterator[int]:
    return (
        i for i, line in enumerate(lines) if line.part == parts.PLAN and line.level in (THEME, POINT, ITEM)
    )


def _mark_before_themes(lines: list[Line]) -> None:
    """Marks the requirements and targets that stand in the plan before its first theme."""
    first = next(_themes(lines), None)
    if first is None:
        return
    for line in lines[:first]:
        line.before_themes = line.part == parts.PLAN


def _mark_preambles(lines: list[Line]) -> None:
    """Marks the short paragraph that opens a theme when further paragraphs of the theme follow."""
    for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        if (
            line.heading
            or after is None
            or (after.heading and after.level != LEAD)
            or line.part != parts.PLAN
        ):
            continue
        goes_on = after.part == parts.PLAN and (after.level is None or after.level > THEME)
        opens = (line.level in (SECTION, THEME) and line.head) or (
            before.heading and before.level in (SECTION, THEME, LEAD)
        )
        if line.level is None and line.head:
            continue
        rest = line.end - (line.head or line.start)
        line.preamble = bool(
            opens and goes_on and line.level in (None, SECTION, THEME) and rest <= LONGEST_PREAMBLE
        )
