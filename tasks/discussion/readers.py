"""Whom one may mention: those who read the task, found by name, unit, pinyin or initials."""

from __future__ import annotations

from departments.permissions import Reach
from departments.pinyin import sounds_like
from departments.pinyin import typed as letters_of
from departments.reaching import Holder, holders_who_may

MOST_OFFERED = 8


def offered(reach: Reach, typed: str) -> list[dict[str, str]]:
    """The people to offer for what was typed after an @, the best first; `write` is what names just this one."""
    readers = {reader.person: reader for reader in reversed(holders_who_may("read_task", reach))}
    names = [reader.name for reader in readers.values()]
    ranked = [(rank, reader) for reader in readers.values() if (rank := _rank(reader, typed.lower())) < 3]
    ranked.sort(key=lambda one: (one[0], one[1].name, one[1].person))
    return [
        {
            "name": reader.name,
            "unit": reader.unit,
            "write": reader.name if names.count(reader.name) == 1 else f"{reader.name}（{reader.unit}）",
        }
        for _rank, reader in ranked[:MOST_OFFERED]
    ]


def _rank(reader: Holder, typed: str) -> int:
    """0 for the beginning of the name, 1 for its pinyin or initials, 2 inside the name or the unit, 3 for none of it."""
    if reader.name.startswith(typed):
        return 0
    letters = letters_of(typed)
    if letters and sounds_like(letters, [reader.name]):
        return 1
    return 2 if typed in reader.name or typed in reader.unit else 3
