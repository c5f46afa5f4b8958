"""Decomposes running text: draw its outline, take the tasks out of its plan, account for all the rest."""

from __future__ import annotations

import re

from tasks.reports.decomposition import deadlines, front, kinds, outline, parts, speech, titles
from tasks.reports.decomposition.brackets import inside_of, is_statement
from tasks.reports.decomposition.cautions import caution
from tasks.reports.decomposition.items import Item, read_items
from tasks.reports.decomposition.lines import ITEM, POINT, SUBITEM, THEME, Line, read_lines
from tasks.reports.decomposition.plan import Passage
from tasks.reports.decomposition.sections import says_who
from tasks.reports.decomposition.shapes import (
    Decomposition,
    Document,
    DraftTask,
    Responsibility,
    SetAside,
    Source,
)
from tasks.reports.decomposition.suggest import Catalogue, suggest
from tasks.reports.decomposition.targets import find_targets
from tasks.reports.decomposition.units import (
    DocumentRules,
    closing_brackets,
    document_rules,
    read_bracket,
    trailing_statement,
)

_YEAR = re.compile(r"(20\d{2})年")
_TIME_LINE = re.compile(
    r"[（(【〔\[［]?(?:(?:完成|办结|落实)?(?:时限|时间|期限)(?:要求|节点)?|完成日期)\s*(?:[：:]|[】〕\]］])"
)
# A list grouped by leader: 一、王明市长主抓重点工作.
_LEADER = re.compile(
    r"(?P<name>[\u4e00-\u9fff×XＸ]{2,4}?)(?P<role>(?:常务)?副?(?:市长|县长|区长|州长|盟长|旗长|镇长|乡长|秘书长|主任|书记)(?:主抓|主管|分管|牵头|负责|领办|包抓|联系))"
)
_BULLETIN = re.compile(r"通报|表扬|表彰|批复|的函$|复函")


def decompose_text(
    text: str, *, encoding: str = "utf-8", catalogue: Catalogue | None = None, year: int | None = None
) -> Decomposition:
    """The draft tasks of a text and everything set aside, in the order of the text."""
    lines = read_lines(text)
    brackets = sum(
        len(closing_brackets(line.text))
        if "（" in line.text or "(" in line.text
        else is_statement(line.whole)
        for line in lines
    )
    found = front.read_front(lines, brackets)
    year = year or found.year
    outline.draw(lines, year, found.kind)
    document = Document(found.title, found.place, year, found.kind, encoding)
    builder = _Builder(Decomposition(document, text), document_rules(text), catalogue)
    for line in lines:
        builder.add(line)
    builder.warn(lines)
    return builder.result


class _Builder:
    """Gathers tasks and set-aside pieces line by line, with the item and the main task they stand under."""

    def __init__(self, result: Decomposition, rules: DocumentRules, catalogue: Catalogue | None):
        self.result = result
        self.rules = rules
        self.catalogue = catalogue
        self.year = result.document.year
        self.notice = result.document.kind == "division_of_work"
        self.mains: list[tuple[int, int]] = []  # (level, index of the task) of the main tasks above
        self.waiting: list[int] = []  # tasks whose item has not come to its bracket yet
        self.stated: list[str] = []  # 牵头单位：…, 配合单位：…, each on a line of its own below them
        self.measures = False
        self.goals = False
        self.leaders: tuple[int, list[dict[str, str]]] | None = (
            None  # level of the heading that names who leads
        )

    def add(self, line: Line) -> None:
        """Takes one line in."""
        if line.part != parts.PLAN:
            self._set_aside(line, line.start, line.end, self._reason(line))
            return
        if self._goes_on_naming(line):
            return
        if line.heading:
            self._enter_heading(line)
        if line.level is not None and not (says_who(line) or _TIME_LINE.match(line.words)):
            self._close_item()
        if self.waiting and _TIME_LINE.match(line.words):
            self._set_terms(line.whole)
            self._set_aside(line, line.start, line.end, "rule")
            return
        self.goals = self.goals and line.level is None
        for item in read_items(line, self.year, self.rules, goals_go_on=self.goals, notice=self.notice):
            self._add_item(line, item)

    def _reason(self, line: Line) -> str:
        if line.part == "front":
            if document_rules(line.whole).first_leads:
                return "rule"
            return (
                speech.HEADING
                if len(line.whole) <= 60 and not line.whole.endswith("。")
                else speech.PROCEDURAL
            )
        if line.part == parts.RETROSPECT or line.part == parts.OUTLOOK:
            return speech.HEADING if line.heading else line.part
        return speech.HEADING if line.heading and line.part != parts.EXPLANATION else line.part

    def _close_item(self) -> None:
        self.waiting, self.stated = [], []

    def _enter_heading(self, line: Line) -> None:
        self._close_item()
        level = line.level if line.level is not None else 0
        if found := _LEADER.match(line.words):
            self.leaders = level, [{"role": found["role"], "name": found["name"]}]
        elif people := self._people_of(line):
            self.leaders = level, people
        elif self.leaders and level <= self.leaders[0]:
            self.leaders = None
        self.measures = (
            bool(re.match(r"(?:具体|主要)?(?:措施|举措|任务)", line.words)) and len(line.words) < 10
        )
        if not self.measures and line.level is not None:
            self.mains = [main for main in self.mains if main[0] < line.level]

    def _people_of(self, line: Line) -> list[dict[str, str]]:
        """The leaders whom a heading names in its bracket: 一、工业强区（牵头领导：李明）."""
        spans = closing_brackets(line.text) if self.notice else []
        named = read_bracket(line.text[spans[0][0] + 1 : spans[0][1] - 1], self.rules) if spans else None
        return named.people if named else []

    def _add_item(self, line: Line, item: Item) -> None:
        first = None
        for passage in item.passages:
            if passage.reason:
                self._set_aside(line, passage.start, passage.end, passage.reason)
                # 今年主要预期目标： on a line of its own, the targets on the lines below it
                self.goals = self.goals or speech.opens_goals(line.text[passage.start : passage.end])
                continue
            index = self._add_task(line, item, passage)
            self.goals = passage.indicator
            if first is None:
                first = index
                self._place_under_main(line, item, index)
            elif item.parts_of_first:
                self.result.tasks[index].parent = first
            if item.responsibility is None and self.notice:
                if self.stated:
                    self._close_item()
                self.waiting.append(index)
        names_only = line.level is None or not item.tasks
        if item.responsibility is not None and names_only and self.waiting:
            self._assign_waiting(line, item)

    def _assign_waiting(self, line: Line, item: Item) -> None:
        """Brackets or 责任单位：… on lines of their own speak together for the tasks above them in the same item."""
        below = not item.tasks
        if below:
            words = line.text[item.passages[0].start : item.passages[-1].end]
            self.stated = [*self.stated[-9:], inside_of(words)]
            self._set_terms(words)
        responsibility = read_bracket("；".join(self.stated), self.rules) if below else item.responsibility
        for index in self.waiting:
            _assign(self.result.tasks[index], responsibility or item.responsibility)
        if not below:
            self._close_item()

    def _goes_on_naming(self, line: Line) -> bool:
        """Takes in the rest of 配合单位：甲、 that the author broke off at a mark of enumeration."""
        numbered = line.level is not None and not line.heading
        if not self.stated or numbered or not self.stated[-1].endswith(("、", "，", ",")):
            return False
        self.stated[-1] += inside_of(line.whole)
        responsibility = read_bracket("；".join(self.stated), self.rules)
        for index in self.waiting if responsibility else ():
            _assign(self.result.tasks[index], responsibility)
        self._set_aside(line, line.start, line.end, "rule")
        return True

    def _set_terms(self, words: str) -> None:
        """A date that stands with the units below an item holds for its tasks that name none."""
        dates = deadlines.find_deadlines(words, year=self.year) if self.year and self.waiting else []
        for index in self.waiting:
            task = self.result.tasks[index]
            if dates and all(deadline.origin == "default" for deadline in task.deadlines):
                task.deadlines = list(dates)

    def _place_under_main(self, line: Line, item: Item, index: int) -> None:
        """Measures stand under the main task above them; a numbered task with a bracket becomes such a main task."""
        if not self.notice:
            return
        task = self.result.tasks[index]
        numbered = line.level in (THEME, ITEM, SUBITEM) and not line.heading
        if numbered:
            self.mains = [main for main in self.mains if main[0] < line.level]
            if not item.measures:
                self.measures = False if line.level == THEME else self.measures
        if self.mains and (numbered or item.measures or self.measures):
            task.parent = self.mains[-1][1]
        if numbered and item.responsibility is not None:
            self.mains.append((line.level, index))

    def _add_task(self, line: Line, item: Item, passage: Passage) -> int:
        words = line.text[passage.start : passage.end]
        first = passage.start == line.start
        head = item.head if (item.head and first) or (item.head and passage is item.passages[0]) else ""
        promise = _without_statement(words) if item.responsibility else words
        kind = kinds.kind_of(promise)
        path = passage.path or line.path
        task = DraftTask(
            title=titles.title_of(promise, head),
            text=words,
            source=Source(line.number, passage.start, passage.end),
            number=line.marker.strip(" 、．.") if first and line.level not in (None, POINT) else "",
            standard=titles.standard_of(promise),
            path=path,
            targets=find_targets(promise),
            kind=kind,
            area=kinds.area_of(words, path, kind, indicator=passage.indicator),
        )
        if self.year:
            before = _YEAR.findall(line.text, 0, passage.start) if item.responsibility else []
            carried = int(before[-1]) if before else None
            task.deadlines = deadlines.with_default(
                deadlines.find_deadlines(words, year=self.year, carried_year=carried), self.year
            )
        if self.leaders:
            task.people = [dict(person) for person in self.leaders[1]]
        if item.responsibility is not None:
            _assign(task, item.responsibility)
        if self.catalogue and not (task.lead or task.support):
            task.suggested = suggest(words, path, self.catalogue)
        self.result.tasks.append(task)
        return len(self.result.tasks) - 1

    def _set_aside(self, line: Line, start: int, end: int, reason: str) -> None:
        self.result.set_aside.append(SetAside(Source(line.number, start, end), line.text[start:end], reason))

    def warn(self, lines: list[Line]) -> None:
        """Adds what the reader should look at: guessed parts, no year, no tasks, a document of another kind."""
        result, document = self.result, self.result.document
        if self.year is None:
            result.warnings.append(caution("no_year"))
        if not result.tasks:
            result.warnings.append(caution("no_plan"))
        if self.notice and _BULLETIN.search(document.title):
            result.warnings.append(caution("no_list"))
        long = [line for line in lines if len(line.whole) >= 20]
        broken = sum(line.whole[-1] not in "。！？；：，）”》…!?;:,)" for line in long)
        if len(long) >= 20 and broken > 0.6 * len(long):
            result.warnings.append(caution("broken_lines"))
        guessed = ""
        for line in lines:
            if not line.stated and line.part != guessed:
                result.warnings.append(caution("part_guessed", line.number, part=line.part))
            guessed = "" if line.stated else line.part


def _without_statement(words: str) -> str:
    """The words of a task without the bracket or the 责任单位：… that says who is responsible."""
    brackets = closing_brackets(words) if "（" in words or "(" in words else []
    if brackets:
        return words[: brackets[-1][0]]
    trailing = trailing_statement(words)
    return words[: trailing[0]] if trailing else words


def _assign(task: DraftTask, responsibility: Responsibility) -> None:
    task.lead = list(responsibility.lead)
    task.support = list(responsibility.support)
    task.others = list(responsibility.others)
    task.lead_rule = responsibility.lead_rule
    task.people = [dict(person) for person in responsibility.people] or task.people
