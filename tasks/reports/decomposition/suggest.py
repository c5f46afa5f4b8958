"""Which department may lead a task whose text names none."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.reports.decomposition.shapes import Suggestion


@dataclass(frozen=True)
class CatalogueDepartment:
    """A department as the catalogue knows it: its name, other names, and what it is for."""

    name: str
    aliases: tuple[str, ...] = ()
    duties: str = ""


@dataclass
class Catalogue:
    """The departments of a city and what each led in earlier lists: (department, text)."""

    departments: list[CatalogueDepartment] = field(default_factory=list)
    history: list[tuple[str, str]] = field(default_factory=list)


def suggest(text: str, path: list[str], catalogue: Catalogue) -> list[Suggestion]:
    """Up to three departments that may lead the task, the likeliest first, each with its reason."""
    return []
