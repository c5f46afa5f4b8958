"""Chinese names as they are typed on a Latin keyboard: whole or by initials, from any character on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from pypinyin import Style, lazy_pinyin, pinyin

LETTERS = re.compile(r"[a-z]+")
# Readings of one name that are tried: 单 is dan, shan or chan, and the surname is shan.
MOST_READINGS = 8


def typed(query: str) -> str:
    """What of a query may be pinyin, without spaces and apostrophes; empty when it is something else."""
    letters = re.sub(r"[\s'’·-]", "", query.lower())
    return letters if len(letters) > 1 and LETTERS.fullmatch(letters) else ""


def sounds_like(letters: str, names: Iterable[str]) -> bool:
    """One of the names is spelled so, from some character on: zjj and zhujian are 市住建局."""
    return any(f" {letters}" in spelled(name) for name in names)


@lru_cache(maxsize=50_000)
def spelled(name: str) -> str:
    """All spellings of a name, each behind a space: by syllables and by initials, from each character on."""
    found: dict[str, None] = {}
    for syllables in _readings(name):
        for start in range(len(syllables)):
            found["".join(syllables[start:])] = None
            found["".join(syllable[:1] for syllable in syllables[start:])] = None
    return "".join(f" {spelling}" for spelling in found)


def _readings(name: str) -> Iterable[list[str]]:
    """The usual reading first; then, of the first character, the others, because surnames are read their own way."""
    usual = [syllable.lower() for syllable in lazy_pinyin(name)]
    yield usual
    if usual and len(name) == len(usual):
        first, *_rest = pinyin(name[0], style=Style.NORMAL, heteronym=True)
        for other in islice(first, MOST_READINGS):
            yield [other, *usual[1:]]
