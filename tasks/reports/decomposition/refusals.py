"""Why a file can't be decomposed: a code that never changes and the place; the edges say it in words."""

from __future__ import annotations

from tasks.reports.decomposition.shapes import Refused

# What each code tells beside the name of the file.
PLACES = {
    "empty": (),
    "binary": ("offset", "what"),
    "wrong_extension": ("what", "suffix"),
    "no_extension": ("what",),
    "unsupported": ("what", "advice"),
    "password": (),
    "scanned": ("pages",),
    "unreadable_text": ("page",),
    "run_on": ("line", "sample"),
    "too_large": ("size", "limit"),
    "too_long": ("characters", "limit"),
    "archive_bomb": ("where", "what"),
    "entity_bomb": ("part",),
    "unsafe_path": ("part",),
    "corrupt": ("where",),
    "undecodable": ("line", "offset", "value", "encoding"),
    "too_many_rows": ("part", "limit"),
    "too_many_cells": ("part", "limit"),
    "too_many_columns": ("part", "row", "limit"),
    "too_many_pages": ("pages", "limit"),
}


def refuse(code: str, name: str, **place: str | int) -> Refused:
    """The error to raise for one reason, with the file's name and the place.

    `what`, `where` and `advice` are words of their own and may be filled in from the rest of the place.
    """
    return Refused(code, name, place)


def megabytes(size: int) -> str:
    """A number of bytes as an official reads it."""
    return f"{size / 1024 / 1024:.1f} MB"
