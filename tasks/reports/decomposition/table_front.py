"""Whose list a table is, and of which year: read from what stands above its header."""

from __future__ import annotations

import re
from collections import Counter

from tasks.reports.decomposition.front import read_front
from tasks.reports.decomposition.headers import find_header
from tasks.reports.decomposition.lines import read_lines
from tasks.reports.decomposition.reading import Reading
from tasks.reports.decomposition.shapes import Document
from tasks.reports.decomposition.sheets import Sheet

YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|\s*[-./]\s*\d)")
TITLE_END = re.compile(r"(?:表|清单|台账|分解|分工|任务|方案|计划|通知|项目|实事)\s*[）)]?$")
LONGEST_LINE = 90  # characters of a title


def read_table_front(reading: Reading, lines: list[str], year: int | None = None) -> Document:
    """Title, place and year of a table; `year` given from outside comes first."""
    above = _above_header(lines, reading.rows)
    place = read_front(read_lines("\n".join(above)), 0).place
    year = year or _year(above, lines, reading)
    return Document(_title(above), place, year, "table", reading.encoding)


def _above_header(lines: list[str], sheets: list[Sheet]) -> list[str]:
    """The lines before the first header of a table; none where no table has one."""
    for sheet in sheets:
        header = find_header(sheet.rows)
        if header is not None:
            return [line.strip() for line in lines[: sheet.rows[header.first].line - 1] if line.strip()]
    return []


def _title(above: list[str]) -> str:
    """The last short line above the table that is built like a title, else the last short one."""
    short = [line for line in above if len(line) <= LONGEST_LINE and not line.endswith(("。", "：", ":"))]
    named = [line for line in short if TITLE_END.search(line)]
    return re.sub(r"\s+", "", (named or short or [""])[-1])


def _year(above: list[str], lines: list[str], reading: Reading) -> int | None:
    """The list's year: from its titles, sheets or file name, else the first year that many dates name."""
    titles = [line for line in above if len(line) <= LONGEST_LINE]
    for name in [*reversed(titles), *(sheet.name for sheet in reading.rows), reading.name]:
        if found := re.findall(r"(?<!\d)(20\d{2})(?!\d)", name):
            return int(found[-1])
    counted = Counter(int(found) for line in lines for found in YEAR.findall(line))
    counted.update(
        cell.date.year for sheet in reading.rows for row in sheet.rows for cell in row.cells if cell.date
    )
    most = max(counted.values(), default=0)
    return min((year for year, count in counted.items() if count * 4 >= most), default=None)
