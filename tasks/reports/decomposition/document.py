"""Decomposes a file: reads it and hands it to the reader of tables or of prose."""

from __future__ import annotations

from tasks.reports.decomposition.mixed import with_tables
from tasks.reports.decomposition.prose import decompose_text
from tasks.reports.decomposition.reading import read
from tasks.reports.decomposition.shapes import Decomposition
from tasks.reports.decomposition.suggest import Catalogue
from tasks.reports.decomposition.tables import decompose_table

__all__ = ["decompose", "decompose_text"]


def decompose(
    data: bytes, filename: str, *, catalogue: Catalogue | None = None, year: int | None = None
) -> Decomposition:
    """The draft tasks of a file and everything set aside; raises Refused for a file that can't be read."""
    reading = read(data, filename)
    if reading.form == "table":
        return decompose_table(reading, catalogue=catalogue, year=year)
    result = decompose_text(reading.text, encoding=reading.encoding, catalogue=catalogue, year=year)
    result.warnings[:0] = reading.warnings
    return with_tables(result, reading, catalogue=catalogue)
