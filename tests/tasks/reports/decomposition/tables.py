"""Shorthand of the tests: responsibility tables and what becomes of them."""

from __future__ import annotations

from tasks.reports.decomposition import coverage
from tasks.reports.decomposition.reading import read
from tasks.reports.decomposition.shapes import Decomposition
from tasks.reports.decomposition.tables import decompose_table
from tests.tasks.reports.decomposition.samples import workbook


def decompose(data: bytes | str, name: str = "清单.csv", year: int | None = None) -> Decomposition:
    reading = read(data.encode() if isinstance(data, str) else data, name)
    assert reading.form == "table"
    result = decompose_table(reading, year=year)
    coverage.check(result)
    return result


def of_rows(*rows: list, merged: tuple[str, ...] = (), year: int | None = 2031) -> Decomposition:
    return decompose(workbook([list(row) for row in rows], merged), "清单.xlsx", year)


def csv_of(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def reasons(result: Decomposition) -> list[tuple[str, str]]:
    return [(piece.reason, piece.text) for piece in result.set_aside]
