"""Tables that were flattened to running text on their way: their columns can't be told apart again."""

from __future__ import annotations

import re

from tasks.reports.decomposition.headers import LEAD, RESPONSIBLE, SUPPORT

# Whole header cells, as they run together when a table loses its borders.
WORDS: dict[str, str] = {
    "number": r"序\s?号|编号",
    "task": r"(?:重点|主要|具体|目标|工作|年度)?(?:工作)?任务(?:内容|名称)?|工作(?:事项|内容)|(?:责任|实事|督查|重点)?事项(?:名称)?|"
    r"(?:实事)?项目(?:名称)?|民生实事|重点工作|实事|指标名称|任务来源|类别",
    "requirement": r"(?:工作|具体|目标|质量)(?:要求|举措|措施|目标|标准|内容)|主要(?:内容|举措|措施)|年度目标|完成标准|进度安排",
    LEAD: r"(?:主要)?(?:牵头|主办|主责)(?:责任|负责|市?领导)?(?:单位|部门)?|(?:主要)?责任领导|分管领导",
    RESPONSIBLE: r"(?:主要)?责任(?:单位|部门|人)|承办单位|负责单位|落实单位",
    SUPPORT: r"(?:配合|协办|协同|参与|会办)(?:[/／、]责任)?(?:单位|部门)",
    "deadline": r"完成(?:时限|时间|期限)|办结时限|时间节点|(?:工作)?时限",
    "status": r"(?:具体|工作)?进展(?:情况)?|完成情况|备注|任务状态",
}
CELL = re.compile("|".join(f"(?P<{role}>{words})" for role, words in WORDS.items()))
SPEAKS_OF = re.compile(r"(?:明确|确定|列出|列明|注明|写明|细化|落实|规定|填写|包括|健全|压实)[^。；]{0,6}$")
UNIT = r"(?:各|[省市区县州盟旗][\u4e00-\u9fff]{1,14}|[\u4e00-\u9fff]{2,14})(?:局|委|办|厅|中心|单位|部门|公司|管委会|政府|街道办事处）?)"
# A sentence, then units without a bracket, then at once the number of the next item.
UNITS_THEN_NUMBER = re.compile(
    rf"[。！；]\s?(?:{UNIT}[、，\s]?){{1,12}}(?=\s?(?:\d{{1,3}}\s?[.．、](?!\d)|[一二三四五六七八九十]{{1,3}}、))"
)
FEWEST_ROWS = 3
_BORDERS = " \t　|｜"


def find_run_on(lines: list[str]) -> tuple[int, str] | None:
    """The line (from 1) where a flattened table begins and its first words, or None for true running text."""
    for number, line in enumerate(lines, start=1):
        sample = _header_words(line)
        if sample:
            return number, sample
        found = UNITS_THEN_NUMBER.search(line)
        if found and len(UNITS_THEN_NUMBER.findall(line)) >= FEWEST_ROWS:
            return number, line[max(0, found.start() - 6) : found.end() + 6]
    return _one_cell_a_line(lines)


def _header_words(line: str) -> str | None:
    """Three or more header cells that touch, one of them a unit's and one a task's."""
    run: list[re.Match] = []
    for found in [*CELL.finditer(line), None]:
        if run and (found is None or line[run[-1].end() : found.start()].strip()):
            if _is_header([match.lastgroup or "" for match in run]) and not _in_a_sentence(line, run):
                return line[run[0].start() : run[-1].end()]
            run = []
        if found:
            run.append(found)
    return None


def _in_a_sentence(line: str, run: list[re.Match]) -> bool:
    """明确目标任务责任单位完成时限，… speaks of a table; behind a real header its first row follows."""
    before, after = line[: run[0].start()], line[run[-1].end() :]
    return bool(SPEAKS_OF.search(before)) or bool(re.match(r"\s*[，,。；;、：:的等]", after))


def _is_header(roles: list[str]) -> bool:
    kinds = set(roles)
    names_units = kinds & {LEAD, RESPONSIBLE, SUPPORT}
    return len(kinds) >= 3 and bool(names_units) and bool(kinds & {"task", "requirement"})


def _one_cell_a_line(lines: list[str]) -> tuple[int, str] | None:
    """A table copied cell by cell, each on a line of its own; empty cells are lost."""
    roles: list[str] = []
    for number, line in enumerate(lines, start=1):
        cell = line.strip(_BORDERS)
        found = CELL.fullmatch(cell)
        if not found and not cell:
            continue
        roles = [*roles, found.lastgroup or ""] if found else []
        if _is_header(roles):
            return number, cell
    return None
