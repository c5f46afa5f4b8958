"""The header of a responsibility table: which column holds the task, the units, the people, the date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.reports.decomposition.sheets import Cell, Row

NUMBER, TASK, REQUIREMENT, CATEGORY = "number", "task", "requirement", "category"
LEAD, RESPONSIBLE, SUPPORT, PEOPLE = "lead", "responsible", "support", "people"
DEADLINE, SCHEDULE, TARGET, STATUS = "deadline", "schedule", "target", "status"
UNITS = (LEAD, RESPONSIBLE, SUPPORT)

# The first that fits wins: 牵头领导 is a person, 牵头单位 a unit, 完成时间 a date, 完成情况 a status.
ROLES: list[tuple[str, re.Pattern]] = [
    (NUMBER, re.compile(r"^(?:总|分)?(?:序号?|编号|项号|条目号)$|^.{0,6}(?:编号|序号)$|^No\.?$|^号$", re.IGNORECASE)),
    (STATUS, re.compile(r"进展|落实情况|完成情况|推进情况|办理情况|困难|问题$|状态|备注|评价|得分|分值|佐证|下[一]?步|完成率|审核|签字|属性|地点|地址|分工方式|电话|联系方式|总投资|(?:交办|印发|下达|接收|填报)(?:时间|日期)")),
    (DEADLINE, re.compile(r"时限|期限|(?:完成|办结|截止|计划|结束|上线|竣工|目标)(?:时间|日期|时点)|时间(?:节点|要求|安排|表)|^时间$|进度时间|何时完成")),
    (RESPONSIBLE, re.compile(r"(?:单位|部门).{0,4}(?:责任人|负责人|领导|联系人)$")),
    (PEOPLE, re.compile(r"领导|责任人|负责人|联系人|联络[员人]|经办人|责任[处科股]室|牵头[处科股]室|承办[处科股]室|领衔|包[保联抓]|市长$|区长$|县长$|领办人|代表$|委员$")),
    (RESPONSIBLE, re.compile(r"(?:牵头|主办|责任).{0,6}(?:配合|协办|参与)")),
    (SUPPORT, re.compile(r"配合|协办|协同|协助|参与|参加|会办|协作|其他责任|其它责任")),
    (LEAD, re.compile(r"(?:牵头|主办|主责|第一责任|首要责任|主要责任|汇总)(?!.*(?:事项|任务|工作)$)")),
    (RESPONSIBLE, re.compile(r"(?:责任|承办|负责|落实|实施|建设|承担|执行|报送|分工)(?:单位|部门|主体|机构|地区|科室)|^(?:责任|承办|落实)$|(?:单位|部门)$|责任(?:县|区|市|乡|镇|州)|^部门分工$|^责任分工$")),
    (CATEGORY, re.compile(r"类别|分类|领域|类型|板块|来源|依据|章节|方面|层级|一级|专题|维度|^类$|部分$|二级")),
    (SCHEDULE, re.compile(r"进度|季度|时序|阶段|节点|月度|[上下]半年|(?:开工|启动|动工)(?:时间|日期)")),
    (TARGET, re.compile(r"^(?:\d{4}年)?(?:预期|目标|计划)?增[速幅长]率?$|目标值|指标值|计划值|量化目标|预期值|年度指标|(?:计划|年度|当年|今年)投资|投资(?:额|计划|规模)|^单位$|计量单位")),
    (REQUIREMENT, re.compile(r"规模|(?:要求|举措|措施|目标|标准|主要内容|建设内容|具体内容|实施内容|计划|安排|路径|成果|成效|做法|方式|思路)(?:[及和与、/].{0,8})?$")),
    (TASK, re.compile(r"(?:任务|工作|事项|项目|实事|指标|内容|要点|建议|名称|提案|议题|重点|工程|清单)(?:[及和与、/].{0,8})?$")),
]  # fmt: skip
LONGEST = 24  # characters of a header cell; longer is a sentence
NOT_IN_HEADER = re.compile(r"[。；！？]|，.{6,}")
A_BODY = re.compile(r"(?:[^总全]局|委|办|厅|街道|集团|公司)$")  # a row of data, not of headings
_NO_HEAD = re.compile(r"[\d，。、；]|(?:[^总全]局|委|办|厅|街道|集团|公司|政府)$")
BLANKS = re.compile(r"\s+")
_YEARS_GOAL = re.compile(r"^(?:20\d\d年|全年|年度)?(?:预期|奋斗)?目标值?$")
NOTE = re.compile(r"[（(\[【〔][^（）()]*[）)\]】〕]")


@dataclass
class Header:
    """Where a table's header stands and which columns (from 1) hold what."""

    first: int  # index of its first row among the sheet's rows
    last: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The last column that the header names."""
        return max(self.words)

    def of(self, *roles: str) -> list[int]:
        """The columns of these roles, in the order of the roles."""
        return [column for role in roles for column in self.columns.get(role, [])]

    @property
    def is_responsibility(self) -> bool:
        """Whether the table says both what is to be done and who does it or by when."""
        return bool(self.of(TASK, REQUIREMENT)) and bool(self.of(*UNITS, PEOPLE, DEADLINE))


def role_of(words: str) -> str | None:
    """What a header cell promises of its column, or None for words that head no column."""
    bare = NOTE.sub("", BLANKS.sub("", words)).strip("：:、*") or BLANKS.sub("", words)
    if not bare or len(bare) > LONGEST or NOT_IN_HEADER.search(bare):
        return None
    return next((role for role, pattern in ROLES if pattern.search(bare)), None)


def find_header(rows: list[Row], start: int = 0, within: int = 12) -> Header | None:
    """The header among the next rows: of one row, or of two where the upper one groups the lower."""
    for index in range(start, min(len(rows), start + within)):
        header = _header_at(rows, index)
        if header is not None:
            return header
    return None


def is_repeated(row: Row, header: Header) -> bool:
    """Whether a row says the header again, as printed tables do on every page."""
    written = {cell.column: _bare(cell.text) for cell in row.written()}
    return len(written) >= 2 and all(
        _bare(header.words.get(column, "")) == text for column, text in written.items()
    )


def _bare(words: str) -> str:
    return BLANKS.sub("", words)


def _header_at(rows: list[Row], index: int) -> Header | None:
    header = _as_header(index, index, _words(rows[index]), rows[index])
    if header is None or index + 1 >= len(rows):
        return header
    lower = rows[index + 1]
    grouped = {cell.column: cell for cell in rows[index].cells if cell.text.strip()}
    # A second header row stands below merged group words and itself holds header words only.
    own = lower.written()
    # In a csv nothing is merged: the lower words stand under a group word or under the blanks beside it.
    spread = any(cell.unrolled for cell in rows[index].cells) or _stands_between(own, grouped)
    if not own or not spread or not _all_head(own):
        return header
    words = {column: cell.text for column, cell in grouped.items()}
    words.update({cell.column: _under(words.get(cell.column, ""), cell.text) for cell in own})
    return _as_header(index, index + 1, words, lower) or header


def _all_head(own: list[Cell]) -> bool:
    """Whether the words of a second row head columns: nearly all are known, and none is a sentence or a body."""
    known = sum(role_of(cell.text) is not None for cell in own)
    plain = all(len(cell.text) <= 10 and not _NO_HEAD.search(cell.text.strip()) for cell in own)
    return known == len(own) or (plain and known >= 2 and known * 4 >= len(own) * 3)


def _stands_between(own: list[Cell], grouped: dict[int, Cell]) -> bool:
    """Whether a row of words only fills blanks of the row above it, and the cells from which those blanks go on."""
    columns = [cell.column for cell in own]
    blank = [column for column in columns if column not in grouped]
    return bool(blank) and all(
        column not in grouped or (column + 1 in blank and column + 1 not in grouped) for column in columns
    )


def _under(group: str, words: str) -> str:
    """单位 under 牵头 is the leading unit; a word that says it all stands alone."""
    role = role_of(words)
    if role == RESPONSIBLE and _bare(words) in ("单位", "部门", "名称"):
        return group.removesuffix("单位").removesuffix("部门") + words
    return words


def _words(row: Row) -> dict[int, str]:
    return {cell.column: cell.text for cell in row.cells if cell.text.strip() and not cell.unrolled}


def _as_header(first: int, last: int, words: dict[int, str], row: Row) -> Header | None:
    roles = {column: role_of(text) for column, text in words.items()}
    known = [role for role in roles.values() if role]
    if any(A_BODY.search(text.strip()) for text in words.values()):
        return None
    if len(known) < 2 or len(known) * 3 < len(words) * 2 or len(set(known)) < 2:
        return None
    header = Header(first, last, words=words)
    measured = any(_bare(text) == "单位" for text in words.values())
    for column, role in sorted(roles.items()):
        if measured and _YEARS_GOAL.match(_bare(words[column])):
            role = TARGET  # a figure, its unit of measure in a column of its own
        if _bare(words[column]) == "单位" and len({*known} & {*UNITS, TARGET}) > 1:
            role = TARGET  # the unit of measure beside a figure, not a unit of government
        header.columns.setdefault(role or STATUS, []).append(column)
    _name_the_task(header)
    return header if header.is_responsibility else None


def _name_the_task(header: Header) -> None:
    """A table without a task column says its tasks under 目标, 措施 or 内容."""
    columns = header.columns
    if not columns.get(TASK) and columns.get(REQUIREMENT):
        columns[TASK] = [columns[REQUIREMENT].pop(0)]
    if not columns.get(TASK) and columns.get(CATEGORY):
        columns[TASK] = [columns[CATEGORY].pop()]


def first_written(cells: list[Cell], columns: list[int]) -> str:
    """The first text in these columns of a row, or an empty string."""
    by_column = {cell.column: cell.text.strip() for cell in cells}
    return next((by_column[column] for column in columns if by_column.get(column)), "")
