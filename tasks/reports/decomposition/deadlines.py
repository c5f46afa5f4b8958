"""The dates a text promises."""

from __future__ import annotations

from datetime import date

from tasks.reports.decomposition.shapes import Deadline


def find_deadlines(text: str, *, year: int, carried_year: int | None = None) -> list[Deadline]:
    """Every date that the text promises, in the order written."""
    return []


def with_default(found: list[Deadline], year: int) -> list[Deadline]:
    """The dates found, or 31 December of the list's year, marked as a default."""
    return found or [Deadline(date(year, 12, 31), "default")]
