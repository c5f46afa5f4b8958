"""Which column of a table says the task and which only say what it belongs to, judged by its rows."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.reports.decomposition.headers import CATEGORY, NUMBER, REQUIREMENT, TASK, Header, first_written
from tasks.reports.decomposition.sheets import Row

MOSTLY = 0.9


@dataclass
class Layout:
    """The header with its content columns told apart: the context, the task, and its standard."""

    header: Header
    context: list[int]  # columns whose words stand over several rows: the path
    task: list[int]
    standard: list[int]

    def task_text(self, row: Row) -> str:
        """The words of the task in this row, its own or those of the merged cell that covers it."""
        return first_written(row.cells, self.task)

    def continues(self, row: Row) -> bool:
        """Whether a row without task words goes on with the task above it."""
        numbers = self.header.of(NUMBER)
        return bool(numbers) and not first_written(row.cells, numbers) and len(row.written()) > 0


def read_layout(header: Header, rows: list[Row]) -> Layout:
    """Tell the columns apart: 工作任务 that covers several 工作要求 is their heading, not their text."""
    content = sorted(header.of(TASK, REQUIREMENT))
    body = [row for row in rows if len(row.written()) > 1]
    spanning = {column for column in content if _spans(column, body)}
    filled = [column for column in content if column not in spanning and _share(column, body) >= MOSTLY]
    tasks = sorted(header.of(TASK))
    if spanning & set(tasks) and filled:
        first = min(filled)
        context = [column for column in content if column in spanning and column < first]
    else:
        first, context = tasks[0], []
    categories = header.of(CATEGORY)
    standard = [column for column in content if column != first and column not in context]
    return Layout(header, sorted(context + categories), [first], standard)


def _share(column: int, rows: list[Row]) -> float:
    written = sum(bool(first_written(row.cells, [column])) for row in rows)
    return written / len(rows) if rows else 0


def _spans(column: int, rows: list[Row]) -> bool:
    """Whether a text of this column holds for more than one row: merged, repeated, or left blank below."""
    before = ""
    for row in rows:
        cell = next((cell for cell in row.cells if cell.column == column), None)
        text = cell.text.strip() if cell else ""
        if before and (not text or text == before or (cell and cell.unrolled)):
            return True
        before = text or before
    return False
