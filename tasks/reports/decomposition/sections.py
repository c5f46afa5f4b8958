"""Which part of the document each line belongs to: headings decide, then cues of paragraphs, at last the tense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.reports.decomposition import parts, wording
from tasks.reports.decomposition.brackets import is_statement
from tasks.reports.decomposition.lines import CHAPTER, LEAD, POINT, SECTION, THEME, Line
from tasks.reports.decomposition.units import closing_brackets, trailing_statement

LONGEST_TITLE = 30
MANY_MEASURES = 3
LONGEST_OPENING = 140  # characters of the paragraph in which the speaker puts the report before the assembly
ADDRESS = re.compile(r"(?:各位代表|同志们|各位委员)[！!：:，,。]?$")
_OPENING = re.compile(
    r"(?:各位代表[！!，,：:]\s*)?(?:现在|下面)?[，,]?(?:由|请允许)?我(?:谨)?(?:代表|受)[^。]{2,40}(?:报告|作)[^。]{0,60}(?:工作|审议|审查|意见)"
)
SAYS_WHO = re.compile(
    r"[（(【〔\[［]?(?:(?:责任|牵头|配合|协办|协同|参与|主办|承办|落实|负责|分管|包抓)(?:责任)?(?:单位|部门|领导|人)|完成时[限间])"
)
ANNEX = re.compile(r"附\s?(?:件|表|录)?\s?[\d一二三四五六七八九]{0,2}\s?[：:]?")
_LIST_TITLE = re.compile(r"(?:实事|项目|清单|任务|名词|注释|解释|说明)[^。]{0,8}$")
_CLOSING = re.compile(
    r"让我们|更加紧密地?团结|(?:共同|团结|不懈|努力)奋斗|谱写[^。]{0,40}(?:篇章|华章)[！!。]?$"
)
_NOTE = re.compile(
    r"(?:附?注\s?\d{0,3}\s?[：:.]|(?:说明|备注)[：:]|[\[【〔]\s?\d{1,3}\s?[\]】〕])|\d{1,3}[.．、]\s?[“\"《]?[^。；：:]{2,30}[：:]\s?(?:是?指|是)"
)
_PLAINLY_BACK = re.compile(r"回顾|成就|工作情况|完成情况|名词|注释|附注")
_PLAINLY_TIMED = re.compile(
    r"(?:年|时期|五年|下一步|“十.{0,2}五”)[^，]{0,16}(?:工作|任务|目标|安排|部署|重点|实事)"
)
_PRINCIPLE = re.compile(r"总体要求|指导思想|基本原则|基本思路|重要意义|工作原则|总体思路")
_GOAL_TITLE = re.compile(r"(?!.{0,6}(?:预期|年度|今年|当年))[^，]{0,6}目标[^，]{0,4}$")
# What a notice says last of how it is to be carried out: who is over it, who watches, who is told.
_ARRANGES = re.compile(
    r"(?:[强加完健全落实化]{2,4}|[一切有力]{0,4})?(?:组织(?:保障|领导|实施)|保障措施|工作(?:要求|保障)|(?:有关|相关|几点|落实)要求|督[查促导](?:检查|考核|落实|问效)?)$"
)
_ORGANISES = re.compile(
    r"领导小组|组织领导|工作专班|督[查促导]|考核|通报批评|定期报送|宣传(?:力度|引导|报道|解读)|舆论|经验做法|问责|责任落实|压实责任"
)
_ISSUER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,24}(?:人民政府|政府)|国务院|[\u4e00-\u9fff]{0,10}委)(?:办公[厅室])?"
)
_SIGNATURE = re.compile(
    r"^[^，。；、：\d（(]{0,24}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$|^[（(]此件|^[（(]本文|^抄送|^主送|[二一][〇○九][^，]{2,8}年.{1,4}月.{1,4}日$"
)


# Whoever printed the text: no word of the speaker's.
_CREDIT = re.compile(r"[（(]?(?:来源|编辑|责任编辑|责编|审核|监制|记者)[：:]")


def says_who(line: Line) -> bool:
    """Whether the line only says who does the item above it, or by when, also behind a number of its own."""
    return bool(SAYS_WHO.match(line.whole) or SAYS_WHO.match(line.words)) or is_statement(line.whole)


def title_of(line: Line) -> str:
    """The words of a heading line, or of the opening sentence that is one; empty where there is none."""
    if line.heading:
        return line.words
    return line.text[line.body : line.head].strip() if line.head and line.level is not None else ""


class ReportDivider:
    """Goes through a report once and knows at each line which part it is in and how surely."""

    def __init__(self, lines: list[Line], year: int | None):
        self.lines = lines
        self.year = year
        self.now = ""
        self.stated = True  # by a heading or a cue, not by the tense alone
        self.mixed = False  # the heading names several parts: its paragraphs tell
        self.annex = False  # the last line was 附件
        self.plain = not any(self._is_plan_heading(line) for line in lines)

    def _is_plan_heading(self, line: Line) -> bool:
        ranks = line.heading and line.level in (CHAPTER, SECTION, LEAD)
        return ranks and parts.part_of_heading(line.words, self.year) == parts.PLAN

    def divide(self) -> None:
        """Writes part and stated into each line."""
        for i, line in enumerate(self.lines):
            title = title_of(line)
            if line.heading and ANNEX.fullmatch(line.words):
                self.annex, line.part = True, "front"
                continue
            if self.annex or (
                line.level == LEAD and self.now == parts.PROCEDURAL and _LIST_TITLE.search(title)
            ):
                self._enter(line, parts.part_of_annex(title or line.whole[:60]) or parts.PLAN)
            elif title and line.level in (CHAPTER, SECTION, LEAD, THEME):
                self._read_title(i, line, title)
            elif (
                (self.mixed or self.plain or not self.now)
                and not line.heading
                and line.level in (None, POINT)
            ):
                self._read_paragraph(line)
            line.part, line.stated = _part_of_line(line, self.now), self.stated

    def _read_paragraph(self, line: Line) -> None:
        turned = parts.turn_of_paragraph(line.words, self.year, self.now)
        if not turned and self.plain and self.now == parts.RETROSPECT and parts.plainly_plans(line.whole):
            turned, self.stated = parts.PLAN, False
        self.now = turned or self.now or _by_tense(line)

    def _enter(self, line: Line, part: str) -> None:
        self.now, self.annex, self.mixed, self.stated = part, False, False, True
        if line.level == LEAD and line.heading:
            line.level = CHAPTER

    def _read_title(self, i: int, line: Line, title: str) -> None:
        found = self._part_of(line, title) or self._opened_by(i, line)
        if found == parts.OUTLOOK and line.level in (CHAPTER, SECTION) and self._states_the_years_goals(i):
            found = parts.PLAN
        if found == parts.MIXED:
            back = self.now != parts.RETROSPECT or parts.looks_back(title)
            self._enter(line, parts.RETROSPECT if back else parts.OUTLOOK)
            self.mixed = True
        elif found:
            self._enter(line, found)
        elif line.level in (CHAPTER, SECTION) and self.now != parts.PLAN:
            self.stated = False
            self.now = parts.PLAN if self._tense_from(i) > 0 else self.now or parts.RETROSPECT

    def _part_of(self, line: Line, title: str) -> str | None:
        found = parts.part_of_heading(title, self.year)
        if found is None or line.level not in (THEME, LEAD):
            return found
        # a theme or a bold line stays in its section unless it plainly says that it looks elsewhere
        looks_back = found in (parts.RETROSPECT, parts.EXPLANATION)
        plain = (_PLAINLY_BACK if looks_back else _PLAINLY_TIMED).search(title)
        return found if plain and len(title) <= LONGEST_TITLE else None

    def _opened_by(self, i: int, line: Line) -> str | None:
        """OUTLOOK where a chapter whose heading says nothing begins with the years to come."""
        if line.level not in (CHAPTER, SECTION) or self.now == parts.PLAN:
            return None
        opening = next(self._chapter(i), None)
        far = opening and parts.turn_of_paragraph(opening.words, self.year, self.now) == parts.OUTLOOK
        return parts.OUTLOOK if far and not self._states_the_years_goals(i) else None

    def _states_the_years_goals(self, i: int) -> bool:
        return any(parts.states_the_years_goals(line.whole) for line in self._chapter(i))

    def _chapter(self, i: int) -> Iterator[Line]:
        """The paragraphs under a heading, up to the next of its rank."""
        for line in self.lines[i + 1 :]:
            if line.level is not None and line.level <= self.lines[i].level:
                return
            if not line.heading:
                yield line

    def _tense_from(self, i: int) -> int:
        """What the wording of a section says, up to the next heading of its rank."""
        total = parts.tense(self.lines[i].whole)
        for line in self.lines[i + 1 :]:
            if line.level in (CHAPTER, SECTION):
                break
            total += parts.tense(line.whole)
        return total


def _part_of_line(line: Line, now: str) -> str:
    whole = line.whole
    if _CREDIT.match(whole) and len(whole) < 60:
        return parts.PROCEDURAL
    if ADDRESS.match(whole) or (len(whole) < LONGEST_OPENING and _OPENING.match(whole)):
        return parts.PROCEDURAL
    if _NOTE.match(whole):
        return parts.EXPLANATION
    thanks = parts.gives_thanks(whole) and (now != parts.PLAN or re.match(r"在此|各位代表", whole))
    if now != parts.EXPLANATION and thanks and not line.heading and re.search("[。！]", whole):
        return parts.PROCEDURAL
    if now == parts.PLAN and line.level is None and parts.speaks_of_draft(whole):
        return parts.OUTLOOK
    addressed = re.match(r"(?:各位代表|同志们)[！!，,：]", whole)
    closing = (
        "更加紧密地团结" in whole or (addressed and "让我们" in whole) or len(_CLOSING.findall(whole)) >= 2
    )
    if now == parts.PLAN and closing and not line.heading and not _does_much(whole):
        return parts.PROCEDURAL
    return now or parts.PROCEDURAL


def _does_much(words: str) -> bool:
    """Whether a paragraph that ends on a call has sentences of measures before it."""
    return sum(wording.acts(sentence.lstrip()) for sentence in words.split("。")) >= MANY_MEASURES


def _by_tense(line: Line) -> str:
    if len(line.whole) < 40:
        return ""
    return parts.PLAN if parts.tense(line.whole) > 0 else parts.RETROSPECT


def _is_assigned_or_due(line: Line, now: str, year: int | None) -> bool:
    """Among goals and principles: what a bracket assigns, and goals in figures that look no further than the year."""
    if closing_brackets(line.text) or trailing_statement(line.text) or SAYS_WHO.match(line.whole):
        return True
    far = re.search(r"年均|十.五|20\d\d", line.text) and (
        not year or any(y > year for y in parts.years_in(line.text))
    )
    return (
        now == parts.OUTLOOK
        and not far
        and bool(re.search(r"\d", line.words))
        and not re.search(r"年均|十.五", line.text)
    )


def _cover_length(lines: list[Line]) -> int:
    """How many lines are the letter before the list: up to its signature, with no unit named, and units behind it."""
    signed = [i for i, line in enumerate(lines) if _SIGNATURE.search(line.whole) and len(line.whole) < 60]
    names = [i for i, line in enumerate(lines) if closing_brackets(line.text) or says_who(line)]
    if not signed or not names or signed[0] > names[0]:
        return 0
    return max(i for i in signed if i < names[0]) + 1


def divide_notice(lines: list[Line], year: int | None) -> None:
    """A notice is all plan but for its reasons, principles, far goals, signature and notes."""
    now = parts.PLAN
    cover = _cover_length(lines)
    last = next((i for i, line in enumerate(lines) if _SIGNATURE.search(line.whole)), len(lines))
    for i, line in enumerate(lines):
        title = title_of(line)
        if i < cover:
            line.part, line.heading = parts.PROCEDURAL, False
            continue
        if title and line.level in (CHAPTER, SECTION, THEME):
            if _PRINCIPLE.search(title) and len(title) < 24:
                now = "slogan"
            elif _ARRANGES.match(title) and line.level in (CHAPTER, SECTION):
                now = parts.PROCEDURAL
            elif parts.part_of_annex(title) == parts.EXPLANATION:
                now = parts.EXPLANATION
            elif _GOAL_TITLE.match(title.rstrip("。")):
                now = parts.OUTLOOK
            elif line.level in (CHAPTER, SECTION) or now not in ("slogan", parts.PROCEDURAL):
                now = parts.PLAN
        orders = now == parts.PROCEDURAL and not (_ORGANISES.search(line.whole) or _NOTE.match(line.whole))
        other = now in (parts.OUTLOOK, "slogan", parts.PROCEDURAL) and not line.heading
        signed = _SIGNATURE.search(line.whole) or (i == last - 1 and _ISSUER.fullmatch(line.whole))
        signed = signed and len(line.whole) < 60 and not SAYS_WHO.match(line.whole)
        if other and not signed and (orders or _is_assigned_or_due(line, now, year)):
            line.part = parts.PLAN
            continue
        line.part, line.heading = (parts.PROCEDURAL, False) if signed else (now, line.heading)
        if _NOTE.match(line.whole):
            line.part = parts.EXPLANATION
