"""A document of running text with responsibility tables in it: prose for the one, rows for the other."""

from __future__ import annotations

from dataclasses import replace

from tasks.reports.decomposition.headers import find_header
from tasks.reports.decomposition.reading import Reading
from tasks.reports.decomposition.shapes import Decomposition, DraftTask
from tasks.reports.decomposition.suggest import Catalogue
from tasks.reports.decomposition.tables import decompose_table


def with_tables(
    prose: Decomposition, reading: Reading, *, catalogue: Catalogue | None = None
) -> Decomposition:
    """The result of the running text, with the lines of its tables read as rows instead."""
    listed = [sheet for sheet in reading.rows if find_header(sheet.rows)]
    lines = {row.line for sheet in listed for row in sheet.rows}
    if not lines:
        return prose
    tables = decompose_table(
        replace(reading, rows=listed, warnings=[]), catalogue=catalogue, year=prose.document.year
    )
    kept = [index for index, task in enumerate(prose.tasks) if task.source.paragraph not in lines]
    moved = {old: new for new, old in enumerate(kept)}
    for index in kept:
        prose.tasks[index].parent = moved.get(prose.tasks[index].parent)
    prose.tasks = [prose.tasks[index] for index in kept] + tables.tasks
    _sort(prose)
    aside = [piece for piece in prose.set_aside if piece.source.paragraph not in lines]
    aside += [piece for piece in tables.set_aside if piece.source.paragraph in lines]
    prose.set_aside = sorted(aside, key=lambda piece: (piece.source.paragraph, piece.source.start))
    prose.warnings = [one for one in prose.warnings if one.paragraph not in lines]
    prose.warnings += [one for one in tables.warnings if one.paragraph]
    return prose


def _sort(result: Decomposition) -> None:
    """Bring the tasks into the order of the text; parents are named by their new places."""

    def place(task: DraftTask) -> tuple[int, int]:
        return task.source.paragraph, task.source.start

    order = sorted(range(len(result.tasks)), key=lambda index: place(result.tasks[index]))
    moved = {old: new for new, old in enumerate(order)}
    result.tasks = [result.tasks[index] for index in order]
    for task in result.tasks:
        task.parent = moved.get(task.parent)
