"""Text cut into words that an index can hold: pairs of Chinese characters, Latin words, figures. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

# A run of Chinese (and other East Asian) characters, or one of letters and figures of an alphabet.
_HAN = r"\u2e80-\u2fff\u3005\u3040-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+)")
_ZEROS = re.compile(r"\b0+(?=\d)")
# What of a text is looked at, and of what is asked: more only slows it down.
MOST_CHARACTERS, MOST_WORDS = 20_000, 40


@dataclass(frozen=True)
class Piece:
    """What was typed between two spaces: words that must all occur, and the characters that stand together."""

    text: str
    words: tuple[str, ...]
    open: bool  # the last word is only begun: 优 finds 优化, 5g finds 5g-a

    @property
    def exact(self) -> bool:
        """The word alone decides; several might occur apart from each other."""
        return len(self.words) == 1


def plain(*texts: str) -> str:
    """Texts as they are compared: full-width forms narrowed, small letters, one line each."""
    joined = "\n".join(" ".join(text.split()) for text in texts if text)
    return normalize("NFKC", joined[:MOST_CHARACTERS]).lower()


def searched(number: str, title: str, standard: str, text: str) -> str:
    """What is searched of a task; its number also without leading zeros, because 2026-7 is 2026-007."""
    return plain(" ".join(dict.fromkeys((number, _ZEROS.sub("", number)))), title, standard, text)


def words(text: str) -> list[str]:
    """The words of a plain text, each once: 优化环境 gives 优化, 化环, 环境, and 境 at the end of the run."""
    return list(dict.fromkeys(_words(text)))


def pieces(query: str) -> list[Piece]:
    """What a query asks for; punctuation alone asks for nothing."""
    found = [_piece(text) for text in dict.fromkeys(plain(query).split())]
    return [piece for piece in found if piece.words][:MOST_WORDS]


def _words(text: str) -> Iterator[str]:
    for han, letters in _RUN.findall(text):
        if letters:
            yield letters
        else:
            yield from _pairs(han)
            yield han[-1]


def _piece(text: str) -> Piece:
    found: list[str] = []
    last_alone = False
    for han, letters in _RUN.findall(text):
        found += [letters] if letters else list(_pairs(han)) or [han]
        last_alone = bool(letters) or len(han) == 1
    return Piece(text, tuple(dict.fromkeys(found))[:MOST_WORDS], last_alone)


def _pairs(han: str) -> Iterator[str]:
    return (han[place : place + 2] for place in range(len(han) - 1))
