"""Responsibility lists laid out as tables: every row a task, every other line set aside with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.reports.decomposition.cautions import caution
from tasks.reports.decomposition.headers import (
    NUMBER,
    Header,
    find_header,
    first_written,
    is_repeated,
)
from tasks.reports.decomposition.kinds import area_of, kind_of
from tasks.reports.decomposition.lines import marker
from tasks.reports.decomposition.reading import Reading
from tasks.reports.decomposition.shapes import Decomposition, DraftTask, SetAside, Source, Warning
from tasks.reports.decomposition.sheets import BREAKS, Cell, Row, Sheet
from tasks.reports.decomposition.suggest import Catalogue, suggest
from tasks.reports.decomposition.table_cells import (
    SAME,
    deadlines,
    misplaced_people,
    responsibility,
    target_words,
)
from tasks.reports.decomposition.table_columns import Layout, read_layout
from tasks.reports.decomposition.table_front import read_table_front
from tasks.reports.decomposition.targets import find_targets
from tasks.reports.decomposition.titles import LONGEST_TITLE, title_of, without_number
from tasks.reports.decomposition.units import DocumentRules, document_rules

TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计)")
NOTE = re.compile(r"^(?:注|备注|说明|附注|填表|填报|制表|审核|联系[人电]|单位[:：]|注释|※|\*)")
CHINESE_ORDINAL = re.compile(
    r"^[（(]?[一二三四五六七八九十]{1,3}[）)]?$|^第[一二三四五六七八九十]+(?:部分|章|类)$"
)
SECTION_LEVELS = 2  # 第一部分, 一、 and （一） head sections; 1. numbers a task


@dataclass
class _Walk:
    """What is known while going down the rows of the sheets."""

    result: Decomposition
    rules: DocumentRules
    year: int | None
    lines: list[str]
    layout: Layout | None = None
    sections: list[tuple[int, str]] = field(default_factory=list)
    above: Row | None = None
    seen: set[int] = field(default_factory=set)
    noting: bool = False  # the last row was a note below the table


def decompose_table(
    reading: Reading, *, catalogue: Catalogue | None = None, year: int | None = None
) -> Decomposition:
    """The tasks of all tables of a reading; rows that are broken become warnings and leave the others whole."""
    lines = reading.text.splitlines()
    document = read_table_front(reading, lines, year)
    year = document.year
    result = Decomposition(document, reading.text, warnings=list(reading.warnings))
    walk = _Walk(result, document_rules(reading.text), year, lines)
    for sheet in reading.rows:
        _read_sheet(sheet, walk)
    _set_aside_the_rest(walk)
    for task in result.tasks if catalogue else ():
        if not task.lead and not task.support:
            task.suggested = suggest(f"{task.title}。{task.standard}", task.path, catalogue)
    if not result.tasks:
        result.warnings.append(caution("no_rows"))
    if year is None:
        result.warnings.append(caution("no_year_in_table"))
    order = {id(task): task.source.paragraph for task in result.tasks}
    result.tasks.sort(key=lambda task: order[id(task)])
    result.set_aside.sort(key=lambda piece: (piece.source.paragraph, piece.source.start))
    return result


def _read_sheet(sheet: Sheet, walk: _Walk) -> None:
    header = find_header(sheet.rows)
    if header is None and not _continued(sheet, walk):
        return
    start = 0
    if header is not None:
        walk.sections = []
        start = header.last + 1
        _head(sheet.rows[:start], walk)
        walk.layout = read_layout(header, sheet.rows[start:])
    walk.above = None
    for row in sheet.rows[start:]:
        _read_row(row, sheet, walk)


def _continued(sheet: Sheet, walk: _Walk) -> bool:
    """A table without a header of its own that goes on with the one before, as printed tables do."""
    if walk.layout is None or not sheet.rows:
        return False
    widest = max(len(row.cells) for row in sheet.rows)
    return widest == walk.layout.header.width


def _head(rows: list[Row], walk: _Walk) -> None:
    for row in rows:
        text = row.joined()
        reason = "heading" if len(text) <= 90 or len(row.written()) > 1 else _reason(text)
        _set_aside(row.line, reason, walk)


def _read_row(row: Row, sheet: Sheet, walk: _Walk) -> None:
    layout = walk.layout
    written = row.written()
    if not written:
        return None
    words = written[0].text.strip()
    if is_repeated(row, layout.header):
        return _set_aside(row.line, "heading", walk)
    walk.noting = len(written) <= 2 and (bool(NOTE.match(words)) or (walk.noting and len(written) == 1))
    if TOTAL.match(words) or walk.noting:
        return _set_aside(row.line, _reason(row.joined()), walk)
    if _is_section(row, layout):
        words = [BREAKS.sub("", cell.text.strip()) for cell in written]
        walk.sections = _with_section(walk.sections, _heading(words))
        walk.above = None
        return _set_aside(row.line, "heading", walk)
    fault = _fault(row, layout, walk)
    if fault:
        _set_aside(row.line, "explanation", walk)
        walk.result.warnings.append(_caution(row, sheet, fault, **_widths(row, layout)))
        return None
    _carry_down(row, layout, walk.above)
    walk.above = row
    return _add_task(row, sheet, walk)


def _is_section(row: Row, layout: Layout) -> bool:
    """A row that only says 一、… or stands merged over the whole table."""
    written = row.written()
    words = written[0].text.strip()
    if len(written) == 2 and CHINESE_ORDINAL.match(words) and layout.header.of(NUMBER) == [written[0].column]:
        return True
    if len(written) != 1 or words.endswith(("。", "；")):
        return False
    spread = sum(cell.unrolled and cell.text == written[0].text for cell in row.cells)
    level = marker(words, 0)[0]
    if level is not None and level <= SECTION_LEVELS:
        return True
    alone = all(not cell.text.strip() for cell in row.cells if cell is not written[0] and not cell.unrolled)
    merged_down = any(
        cell.unrolled and cell.text != written[0].text and cell.text.strip() for cell in row.cells
    )
    return (
        alone and not merged_down and (spread >= 2 or (written[0].column not in layout.task and spread >= 1))
    )


def _heading(words: list[str]) -> str:
    """一 | 经济发展 in two cells is the heading 一、经济发展."""
    return (
        "、".join(words)
        if len(words) == 2 and re.fullmatch("[一二三四五六七八九十]+", words[0])
        else "".join(words)
    )


def _with_section(sections: list[tuple[int, str]], words: str) -> list[tuple[int, str]]:
    level = marker(words, 0)[0]
    level = SECTION_LEVELS + 1 if level is None else level
    return [*(one for one in sections if one[0] < level), (level, words)]


def _fault(row: Row, layout: Layout, walk: _Walk) -> str:
    """The code of what is wrong with a row so that it can't be a task; an empty string where nothing is."""
    cells, width = _widths(row, layout).values()
    if cells > width:
        return "too_many_cells"
    continued = walk.above is not None and layout.continues(row)
    if not layout.task_text(row) and not continued:
        return "no_task"
    return ""


def _widths(row: Row, layout: Layout) -> dict[str, int]:
    last = max((cell.column for cell in row.written()), default=0)
    return {"cells": last, "columns": layout.header.width}


def _carry_down(row: Row, layout: Layout, above: Row | None) -> None:
    """Fill in what holds from the row above: context left blank, the task of a sub-row, 同上."""
    if above is None:
        return
    by_column = {cell.column: cell for cell in above.cells}
    carried = list(layout.context)
    if not layout.task_text(row):
        carried += layout.task + layout.header.of(NUMBER)
    for column in range(1, layout.header.width + 1):
        if len(row.cells) < column:
            row.cells.append(Cell("", column))
        cell, source = row.cells[column - 1], by_column.get(column)
        blank = not cell.text.strip() and column in carried
        if source is not None and (blank or cell.text.strip() == SAME):
            row.cells[column - 1] = Cell(source.text, column, unrolled=True, date=source.date)


def _add_task(row: Row, sheet: Sheet, walk: _Walk) -> None:
    layout, header = walk.layout, walk.layout.header
    words = " ".join(layout.task_text(row).split())
    standard = "；".join(text for column in layout.standard if (text := first_written(row.cells, [column])))
    path = [text for _, text in walk.sections]
    path += [
        " ".join(text.split()) for column in layout.context if (text := first_written(row.cells, [column]))
    ]
    who = responsibility(row, header, walk.rules)
    dates, wrong = deadlines(row, header, f"{words}。{standard}", walk.year)
    figures = target_words(row, header)
    measured = [words + figures if len(words) <= LONGEST_TITLE else words, standard]
    kind = kind_of(f"{words}。{standard}")
    source = _source(row.line, walk)
    task = DraftTask(
        title=_task_title(words),
        text=walk.lines[row.line - 1][source.start : source.end],
        source=source,
        number=_number(row, header, words),
        standard=standard,
        path=list(dict.fromkeys(path)),
        lead=who.lead,
        support=who.support,
        others=who.others,
        lead_rule=who.lead_rule,
        people=who.people,
        deadlines=dates,
        targets=find_targets("。".join(text.rstrip("。；") for text in measured if text)),
        kind=kind,
        area=area_of(words, path, kind),
    )
    walk.result.tasks.append(task)
    walk.seen.add(row.line)
    if wrong:
        walk.result.warnings.append(_caution(row, sheet, "no_such_date", date=wrong))
    for name in misplaced_people(who):
        walk.result.warnings.append(_caution(row, sheet, "no_unit_name", name=name[:30]))


def _task_title(words: str) -> str:
    bare = without_number(words).strip("。；; ")
    return bare if bare and len(bare) <= LONGEST_TITLE else title_of(words)


def _number(row: Row, header: Header, words: str) -> str:
    written = first_written(row.cells, header.of(NUMBER))
    return written or marker(words, 0)[1].strip("．.、 ")


def _caution(row: Row, sheet: Sheet, code: str, **place: str | int) -> Warning:
    return caution(code, row.line, sheet=sheet.name, row=row.number, **place)


def _source(line: int, walk: _Walk) -> Source:
    text = walk.lines[line - 1]
    return Source(line, len(text) - len(text.lstrip()), len(text.rstrip()))


def _set_aside(line: int, reason: str, walk: _Walk) -> None:
    source = _source(line, walk)
    walk.seen.add(line)
    if source.start < source.end:
        text = walk.lines[line - 1][source.start : source.end]
        walk.result.set_aside.append(SetAside(source, text, reason))


def _reason(text: str) -> str:
    """rule where the words say who leads in the whole list, else explanation."""
    rules = document_rules(text)
    return "rule" if rules.first_leads or rules.responsible_leads else "explanation"


def _set_aside_the_rest(walk: _Walk) -> None:
    """Lines around the tables: titles, the covering letter, notes, sheets that hold no list."""
    tables = [task.source.paragraph for task in walk.result.tasks]
    first = min(tables, default=len(walk.lines) + 1)
    for number, line in enumerate(walk.lines, start=1):
        if number in walk.seen or not line.strip():
            continue
        is_title = number < first and len(line.strip()) <= 60 and not line.strip().endswith(("。", "；"))
        _set_aside(number, "heading" if is_title else _reason(line), walk)
