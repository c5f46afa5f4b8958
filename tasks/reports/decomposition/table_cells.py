"""What the cells of one table row say: who, by when, how much."""

from __future__ import annotations

import re
from datetime import date

from tasks.reports.decomposition.clauses import BY_DUTY
from tasks.reports.decomposition.deadlines import find_deadlines, with_default
from tasks.reports.decomposition.headers import (
    DEADLINE,
    LEAD,
    PEOPLE,
    RESPONSIBLE,
    SCHEDULE,
    SUPPORT,
    TARGET,
    Header,
    first_written,
)
from tasks.reports.decomposition.names import NOBODY, is_body, is_collective, split_names
from tasks.reports.decomposition.shapes import Deadline, Responsibility
from tasks.reports.decomposition.sheets import Cell, Row
from tasks.reports.decomposition.units import DocumentRules, Roles, decide_lead, read_bracket, read_cell

SPEAKS = re.compile(r"牵头|配合|主办|协办|负责|分工|各司其职|各负其责|[:：]")
BY_DUTY_HEAD = re.compile(
    r"按.{0,4}(?:职责|分工)|分[工别]负责|各负其责|各司其职"
)  # 责任单位（按职责分工负责）
# 2026-06-30, 2026.6.30, 2026/6, 6.30: as typed into cells; years without 年 are no running text.
TYPED_DATE = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s*[-./年]\s*(?P<month>\d{1,2})(?:\s*[-./月]\s*(?P<day>\d{1,2}))?(?![\d%])日?"
)
SHORT_DATE = re.compile(
    r"^\s*(?P<month>\d{1,2})\s*[./月-]\s*(?P<day>\d{1,2})\s*[日号]?\s*(?:前|之前|以前)?\s*$"
)
MONTH_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
SAME = "同上"
UNIT_IN_HEAD = re.compile(r"[（(]([%％‰\u4e00-\u9fff]{1,4})[）)]")
SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ 　]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
OWN_TIME = re.compile(r"季度|半年|\d\s*月")  # a column that is itself a time: 一季度
STAGE = re.compile(r"开工|动工|竣工|完工|投产|投用|上线|验收|封顶|启动")
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def responsibility(row: Row, header: Header, rules: DocumentRules) -> Responsibility:
    """Who leads, who helps and who else is named, by the columns in which they stand."""
    who = Responsibility()
    lead = _units(row, header, LEAD, rules, who).of(LEAD)
    doing = _units(row, header, RESPONSIBLE, rules, who)
    helping = _units(row, header, SUPPORT, rules, who).of(SUPPORT)
    # A column for the lead that this row leaves empty says that nobody leads.
    no_column = not header.of(LEAD)
    if lead:
        who.lead, who.lead_rule = lead, "stated"
    elif doing.named and not who.lead and (no_column or rules.responsible_leads or doing.of(BY_DUTY)):
        doing.helped = bool(header.of(SUPPORT))
        decide_lead(doing, rules, who)
    _add(who.support, [*doing.of(RESPONSIBLE, BY_DUTY), *helping])
    who.support = [unit for unit in who.support if unit not in who.lead]
    _add_people(row, header, who)
    return who


def _units(row: Row, header: Header, column_role: str, rules: DocumentRules, who: Responsibility) -> Roles:
    """The units of the cells of one role; a cell that itself says 牵头 or 配合 is read like a bracket."""
    roles = Roles([])
    for cell in _cells(row, header.of(column_role)):
        spoken = read_bracket(cell.text.strip(), rules) if SPEAKS.search(cell.text) else None
        if spoken and (spoken.lead or spoken.people):
            _add(who.lead, spoken.lead)
            _add(who.support, spoken.support)
            _add(who.others, spoken.others)
            who.people += spoken.people
            who.lead_rule = spoken.lead_rule
            continue
        named, others = (spoken.support, spoken.others) if spoken else read_cell(cell.text, rules)
        shared = (spoken and spoken.lead_rule == "by_duty") or BY_DUTY_HEAD.search(header.words[cell.column])
        role = BY_DUTY if shared and column_role == RESPONSIBLE else column_role
        if others:
            roles.everybody_first |= not roles.named and cell.text.strip().startswith(others[0])
            roles.everybody_too = True
        roles.named += [(role, name) for name in named if name not in roles.of(role)]
        _add(who.others, others)
    return roles


def _add_people(row: Row, header: Header, who: Responsibility) -> None:
    for column in header.of(PEOPLE):
        role = re.sub(r"\s+", "", header.words[column])
        for cell in _cells(row, [column]):
            names = split_names(SPACED_NAME.sub(r"\1\2", cell.text))
            who.people += [{"role": role, "name": name} for name in names if not NOBODY.match(name)]


def misplaced_people(who: Responsibility) -> list[str]:
    """Names in unit columns that are built like no body at all, so that someone should look."""
    return [
        name
        for name in [*who.lead, *who.support]
        if not is_body(name) and not is_collective(name) and re.search(r"[。；]|\d{3,}", name)
    ]


def deadlines(row: Row, header: Header, text: str, year: int | None) -> tuple[list[Deadline], str]:
    """The dates of a row and, where a typed date does not exist, its words.

    The date column is asked first, then the schedule, then the task's own words.
    """
    found: list[Deadline] = []
    wrong = ""
    for column in header.of(DEADLINE, SCHEDULE):
        for cell in _cells(row, [column]):
            dates, bad = _cell_dates(cell, header.words[column], year)
            found += [one for one in dates if one not in found]
            wrong = wrong or bad
    if not found and year is not None:
        found = find_deadlines(text, year=year)
    return (with_default(found, year) if year is not None else found), wrong


def _cell_dates(cell: Cell, head: str, year: int | None) -> tuple[list[Deadline], str]:
    text = cell.text.strip()
    stage = found[0] if (found := STAGE.search(head)) else ""
    if cell.date is not None:
        return [Deadline(cell.date, "stated", text, stage)], ""
    typed = [*TYPED_DATE.finditer(text)] or [*SHORT_DATE.finditer(text)]
    bad = next((one[0] for one in [*typed, *MONTH_DAY.finditer(text)] if not _exists(one, year)), "")
    if bad:
        return [], bad
    if typed and not re.search(r"\d\s*[年月]", text):
        known = [one for one in typed if _known_year(one, year)]
        return [Deadline(_day(one, year), "stated", one[0].strip(), stage) for one in known], ""
    words = f"{head.strip()}{text}" if OWN_TIME.search(head) else text
    dates = find_deadlines(words, year=year) if year is not None else []
    for one in dates:
        one.stage = one.stage or stage
    return dates, ""


def _known_year(match: re.Match, year: int | None) -> int | None:
    written = match.groupdict().get("year")
    return int(written) if written else year


def _exists(match: re.Match, year: int | None) -> bool:
    month, day = int(match["month"]), int(match["day"] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= LAST_DAYS[month - 1]:
        return False
    return (month, day) != (2, 29) or _leap(_known_year(match, year) or 2000)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day(match: re.Match, year: int | None) -> date:
    of_year, month = _known_year(match, year), int(match["month"])
    last = 28 if month == 2 and not _leap(of_year) else LAST_DAYS[month - 1]
    return date(of_year, month, int(match["day"]) if match["day"] else last)


def _cells(row: Row, columns: list[int]) -> list[Cell]:
    by_column = {cell.column: cell for cell in row.cells}
    return [by_column[column] for column in columns if column in by_column and by_column[column].text.strip()]


def _add(names: list[str], more: list[str]) -> None:
    names.extend(name for name in dict.fromkeys(more) if name not in names)


def target_words(row: Row, header: Header) -> str:
    """The figures of a row as one would say them, each with its unit of measure: 556亿元，增长6%左右."""
    columns = header.of(TARGET)
    measures = [column for column in columns if header.words[column].strip() == "单位"]
    measure = first_written(row.cells, measures)
    said = []
    for column in columns:
        text, head = first_written(row.cells, [column]), header.words[column]
        if column in measures or not re.search(r"\d", text):
            continue
        unit = found[1] if (found := UNIT_IN_HEAD.search(head)) else measure
        words = re.sub(
            r"(\d[\d.]*)(?![\d.%％\u4e00-\u9fff]|$)|(\d[\d.]*)(?=$|以[上下内]|左右)", rf"\g<0>{unit}", text
        )
        said.append(f"增长{words}" if "增" in head and not text.startswith(("增", "下降")) else words)
    return "，".join(said)
