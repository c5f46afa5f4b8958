"""The outline of a document: headings, the part each line belongs to, and the path of headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.reports.decomposition import parts
from tasks.reports.decomposition.lines import CHAPTER, ITEM, LEAD, POINT, SECTION, SUBITEM, THEME, Line
from tasks.reports.decomposition.sentences import sentences
from tasks.reports.decomposition.units import closing_brackets

LONGEST_HEADING = {CHAPTER: 60, SECTION: 70, THEME: 70, ITEM: 40, SUBITEM: 40, POINT: 40}
LONGEST_LEAD = 30
LONGEST_PREAMBLE = 150
LONGEST_HEAD = {CHAPTER: 70, SECTION: 70, THEME: 75, ITEM: 40, SUBITEM: 36, POINT: 36, None: 26}

_ENDS = re.compile(r"[。！？；，、：:,;]$")
_DIGITS = re.compile(r"\d")
_ANNEX = re.compile(r"附\s?(?:件|表|录)?\s?[\d一二三四五六七八九]{0,2}\s?[：:]?")
_ADDRESS = re.compile(r"(?:各位代表|同志们|各位委员)[！!：:，,。]?$")
_LIST_TITLE = re.compile(r"(?:实事|项目|清单|任务|名词|注释|解释|说明)[^。]{0,8}$")
_CLOSING = re.compile(
    r"让我们|更加紧密地?团结|(?:共同|团结|不懈|努力)奋斗|谱写[^。]{0,40}(?:篇章|华章)[！!。]?$"
)
_REQUIREMENT_SECTION = re.compile(r"总体(?:要求|部署|思路|安排)|政策取向|指导思想|预期目标|主要目标|基本原则")
_NOTE = re.compile(
    r"(?:注\s?\d{0,3}\s?[：:.]|[\[【〔]\s?\d{1,3}\s?[\]】〕])|\d{1,3}[.．、]\s?[“\"《]?[^。；：:]{2,30}[：:]\s?(?:是?指|是)"
)


def draw(lines: list[Line], year: int | None, kind: str) -> None:
    """Writes heading, head, part and path into each line."""
    _find_headings(lines)
    front = _front_length(lines, kind)
    for line in lines[:front]:
        line.part = "front"
    if kind == "report":
        _divide_report(lines[front:], year)
    else:
        _divide_notice(lines[front:], year)
    _write_paths(lines[front:])
    _mark_before_themes(lines[front:])
    _mark_preambles(lines[front:])


def _find_headings(lines: list[Line]) -> None:
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        line.heading = _is_heading(line, following)
        if line.heading and line.level is None:
            line.level = LEAD
        if not line.heading:
            line.head = _head_end(line)


def _is_heading(line: Line, following: Line | None) -> bool:
    words = line.words
    if _ANNEX.fullmatch(words):
        return True
    if following is None or not words or _ADDRESS.match(line.whole):
        return False
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


def _head_end(line: Line) -> int:
    """Where the first sentence ends when it only names the theme of what follows in the same line."""
    longest = LONGEST_HEAD.get(line.level)
    if longest is None:
        return 0
    found = sentences(line.text, line.start, line.end)
    if len(found) < 2:
        return 0
    start, end = found[0]
    words = line.text[max(start, line.body) : end]
    if line.level in (CHAPTER, SECTION, THEME):
        return end if len(words) <= longest and "（" not in words[-2:] else 0
    if len(words) > longest or _DIGITS.search(words) or not words.endswith(("。", "！")):
        return 0
    if "：" in words or "；" in words or words.count("，") > 1 or _ADDRESS.match(words):
        return 0
    # two sentences of much the same length are two promises, not a theme and what belongs to it
    return end if line.end - end >= 1.5 * len(words) else 0


def _front_length(lines: list[Line], kind: str) -> int:
    """How many lines stand before the text proper: title, session, speaker, file number, addressees."""
    for i, line in enumerate(lines[:20]):
        if kind == "report" and _ADDRESS.match(line.whole):
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


def _title_of(line: Line) -> str:
    """The words of a heading line, or of the opening sentence that is one; empty where there is none."""
    if line.heading:
        return line.words
    return line.text[line.body : line.head].strip() if line.head and line.level is not None else ""


def _divide_report(lines: list[Line], year: int | None) -> None:
    """Goes through the report once; headings decide, and paragraphs where headings name several parts or none."""
    plain = not any(
        line.heading
        and line.level in (CHAPTER, SECTION, LEAD)
        and parts.part_of_heading(line.words, year) == parts.PLAN
        for line in lines
    )
    now, mixed, stated, annex = "", False, True, False
    for i, line in enumerate(lines):
        title = _title_of(line)
        if line.heading and _ANNEX.fullmatch(line.words):
            annex, line.part = True, "front"
            continue
        if annex or (line.level == LEAD and _LIST_TITLE.search(title) and now == parts.PROCEDURAL):
            now, annex, mixed, stated = (
                parts.part_of_annex(title or line.whole[:60]) or parts.PLAN,
                False,
                False,
                True,
            )
        elif title and line.level in (CHAPTER, SECTION, LEAD, THEME):
            found = _part_of(line, title, year)
            if found == parts.MIXED:
                mixed, now = True, parts.OUTLOOK if now == parts.RETROSPECT else parts.RETROSPECT
            elif found:
                now, mixed, stated = found, False, True
            elif line.level in (CHAPTER, SECTION) and now != parts.PLAN:
                stated = False
                now = parts.PLAN if _tense_of_section(lines, i) > 0 else now or parts.RETROSPECT
        elif (mixed or plain) and not line.heading and line.level in (None, POINT):
            turned = parts.turn_of_paragraph(line.words, year, now)
            now = turned or now or _by_tense(line)
        line.part, line.stated = _part_of_line(line, now), stated


_PLAINLY_BACK = re.compile(r"回顾|成就|工作情况|完成情况|名词|注释|附注")
_PLAINLY_TIMED = re.compile(r"(?:年|时期|五年)[^，]{0,16}(?:工作|任务|目标|安排|部署|重点)")


def _part_of(line: Line, title: str, year: int | None) -> str | None:
    found = parts.part_of_heading(title, year)
    if found is None or line.level not in (THEME, LEAD):
        return found
    # a theme or a bold line stays in its section unless it plainly says that it looks elsewhere
    looks_back = found in (parts.RETROSPECT, parts.EXPLANATION)
    plain = (_PLAINLY_BACK if looks_back else _PLAINLY_TIMED).search(title)
    return found if plain and len(title) <= LONGEST_LEAD else None


def _part_of_line(line: Line, now: str) -> str:
    whole = line.whole
    if _ADDRESS.match(whole):
        return parts.PROCEDURAL
    if _NOTE.match(whole):
        return parts.EXPLANATION
    thanks = parts.gives_thanks(whole) and (now != parts.PLAN or re.match(r"在此|各位代表", whole))
    if now != parts.EXPLANATION and thanks and not line.heading and "。" in whole:
        return parts.PROCEDURAL
    if now == parts.PLAN and line.level is None and parts.speaks_of_draft(whole):
        return parts.OUTLOOK
    addressed = re.match(r"(?:各位代表|同志们)[！!，,：]", whole)
    closing = "更加紧密地团结" in whole or (addressed and "让我们" in whole) or len(_CLOSING.findall(whole)) >= 2
    if now == parts.PLAN and closing and not line.heading:
        return parts.PROCEDURAL
    return now or parts.PROCEDURAL


def _by_tense(line: Line) -> str:
    if len(line.whole) < 40:
        return ""
    return parts.PLAN if parts.tense(line.whole) > 0 else parts.RETROSPECT


def _tense_of_section(lines: list[Line], i: int) -> int:
    """What the wording of a section says, up to the next heading of its rank."""
    total = parts.tense(lines[i].whole)
    for line in lines[i + 1 :]:
        if line.level in (CHAPTER, SECTION):
            break
        total += parts.tense(line.whole)
    return total


_PRINCIPLE = re.compile(r"总体要求|指导思想|基本原则|基本思路|重要意义|工作原则|总体思路")
_GOAL = re.compile(r"(?:发展|工作|总体|主要|行动)?目标")
_SIGNATURE = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$|^[（(]此件|^[（(]本文|^抄送|^主送|[二一][〇○九][^，]{2,8}年.{1,4}月.{1,4}日$"
)


def _is_assigned_or_due(line: Line, now: str, year: int | None) -> bool:
    """Among goals and principles: what a bracket assigns, and goals in figures that look no further than the year."""
    if closing_brackets(line.text):
        return True
    far = re.search(r"年均|十.五|20\d\d", line.text) and (not year or any(y > year for y in parts.years_in(line.text)))
    return now == parts.OUTLOOK and not far and bool(re.search(r"\d", line.words)) and not re.search(r"年均|十.五", line.text)


def _divide_notice(lines: list[Line], year: int | None) -> None:
    """A notice is all plan but for its reasons, principles, far goals, signature and notes."""
    now = parts.PLAN
    for line in lines:
        title = _title_of(line)
        if title and line.level in (CHAPTER, SECTION, THEME):
            if _PRINCIPLE.search(title) and len(title) < 24:
                now = "slogan"
            elif parts._EXPLAINS.search(title):
                now = parts.EXPLANATION
            elif re.match(r"[^，]{0,6}目标[^，]{0,4}$", title.rstrip("。")):
                now = parts.OUTLOOK
            elif line.level in (CHAPTER, SECTION) or now != "slogan":
                now = parts.PLAN
        if now in (parts.OUTLOOK, "slogan") and not line.heading and _is_assigned_or_due(line, now, year):
            line.part = parts.PLAN
            continue
        line.part = parts.PROCEDURAL if _SIGNATURE.search(line.whole) and len(line.whole) < 60 else now
        if _NOTE.match(line.whole):
            line.part = parts.EXPLANATION


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
        line.path = [words for _, words in above]
        title = _title_of(line)
        if title and line.level is not None:
            above.append((line.level, (line.marker + title).rstrip("。：:")))


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
        if line.heading or after is None or (after.heading and after.level != LEAD) or line.part != parts.PLAN:
            continue
        goes_on = after.part == parts.PLAN and (after.level is None or after.level > THEME)
        opens = (
            (line.level in (SECTION, THEME)
            and line.head)
            or (before.heading
            and before.level in (SECTION, THEME, LEAD))
        )
        if line.level is None and line.head:
            continue
        rest = line.end - (line.head or line.start)
        line.preamble = bool(
            opens and goes_on and line.level in (None, SECTION, THEME) and rest <= LONGEST_PREAMBLE
        )
