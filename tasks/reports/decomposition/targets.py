"""The quantities a text promises."""

from __future__ import annotations

from tasks.reports.decomposition.shapes import Target


def find_targets(text: str) -> list[Target]:
    """Every quantity that the text promises, in the order written."""
    return []
