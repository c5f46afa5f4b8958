"""A decomposition as JSON: numbers with every digit as written, dates as ISO, Chinese as it is."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

from tasks.reports.decomposition.shapes import Decomposition

# json can't write a Decimal; it goes in between two marks no text holds, and the quotes are taken off again.
MARK = "\x00"
MARKED = re.compile(r'"\\u0000([-+0-9.]+)\\u0000"')


def as_json(decomposition: Decomposition) -> str:
    """The whole result without the text; the same decomposition gives the same characters."""
    written = json.dumps(decomposition.as_json(), ensure_ascii=False, indent=1, default=_plain)
    return MARKED.sub(r"\1", written)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{MARK}{value:f}{MARK}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
