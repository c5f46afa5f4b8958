"""Which department may lead a task whose text names none: by its duties and by what it led before."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from tasks.reports.decomposition.duties import DUTIES
from tasks.reports.decomposition.neighbours import Neighbours
from tasks.reports.decomposition.shapes import Suggestion

HEAD = 30  # characters at the front of a task that usually say whose business it is
NEIGHBOURS = 40  # earlier tasks looked at
SURE, LIKELY = 3.0, 0.2  # the evidence at which a duty or a likeness counts for one half
# 高质量 and 高标准 say nothing about 质量 and 标准.
_FLOURISH = re.compile(r"高质量|高标准|高水平|提质|优质|标准化建设|环境优美")
# A company bears the name of a branch (交通投资集团) without its duties as an authority.
_COMPANY = re.compile(r"(?:公司|集团)$")


@dataclass(frozen=True)
class CatalogueDepartment:
    """A department as the catalogue knows it: its name, other names, and what it is for."""

    name: str
    aliases: tuple[str, ...] | list[str] = ()
    duties: str | tuple[str, ...] | list[str] = ""


@dataclass
class Catalogue:
    """The departments of a city and what each led in earlier lists: (department, text)."""

    departments: list[CatalogueDepartment] = field(default_factory=list)
    history: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def index(self) -> _Index:
        """The catalogue made ready for searching, built once."""
        return _Index(self)


class _Index:
    def __init__(self, catalogue: Catalogue):
        self.canonical = {other: d.name for d in catalogue.departments for other in (d.name, *d.aliases)}
        self.words = {d.name: _duty_words(d) for d in catalogue.departments}
        spread = Counter(word for words in self.words.values() for word in words)
        self.holders: dict[str, list[str]] = defaultdict(list)
        for name, words in self.words.items():
            for word in sorted(words):
                self.holders[word].append(name)
        # A long word that few departments share says the most.
        self.weight = {word: (len(word) - 0.6) / count**0.7 for word, count in spread.items()}
        self.longest = max(map(len, self.weight), default=0)
        self.history = [(self.canonical.get(name, name), text) for name, text in catalogue.history]
        self.neighbours = Neighbours([text for _, text in self.history])

    def words_in(self, text: str) -> list[tuple[int, str]]:
        """The duty words of a text with their places, the longest at each place."""
        text = _FLOURISH.sub(lambda match: "　" * len(match.group()), text)
        found, position = [], 0
        while position < len(text):
            for length in range(min(self.longest, len(text) - position), 1, -1):
                if text[position : position + length] in self.weight:
                    found.append((position, text[position : position + length]))
                    position += length - 1
                    break
            position += 1
        return found


def _duty_words(department: CatalogueDepartment) -> set[str]:
    """The duty words of a department: its own, and those usual for a department of its name."""
    own = department.duties if isinstance(department.duties, str) else "、".join(department.duties)
    words = {word for word in re.split(r"[、，,；;。\s]+", own) if 2 <= len(word) <= 10}
    names = "|".join((department.name, *department.aliases))
    for stems, usual in DUTIES.items():
        if re.search(stems, names) and not _COMPANY.search(department.name):
            words.update(usual.split())
    return words


def suggest(
    text: str, path: list[str], catalogue: Catalogue, *, leave_out: str | None = None
) -> list[Suggestion]:
    """Up to three departments that may lead the task, the likeliest first, each with its reason in Chinese.

    Earlier tasks whose text is exactly `leave_out` don't count: so a list can be tried on itself.
    """
    index = catalogue.index
    evidence, reasons = _by_duties(text, path, index)
    likeness, like = _by_history(" ".join([text, *path[-1:]]), index, leave_out)
    scores = {}
    for name in {*evidence, *likeness}:
        duty = evidence.get(name, 0.0) / (evidence.get(name, 0.0) + SURE)
        similar = likeness.get(name, 0.0) / (likeness.get(name, 0.0) + LIKELY)
        scores[name] = 1 - (1 - 0.8 * duty) * (1 - 0.9 * similar)
    best = sorted(scores, key=lambda name: (-scores[name], name))[:3]
    return [
        Suggestion(name, round(scores[name], 2), _because(reasons.get(name, []), like.get(name, "")))
        for name in best
    ]


def _by_duties(text: str, path: list[str], index: _Index) -> tuple[dict[str, float], dict[str, list[str]]]:
    evidence: dict[str, float] = defaultdict(float)
    reasons: dict[str, list[str]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for part, factor in ((text, 1.0), *((heading, 0.4) for heading in path[-2:])):
        for position, word in index.words_in(part):
            seen[word] += 1
            nearness = 1.6 if position < HEAD else 1.0
            gain = factor * nearness * index.weight[word] / seen[word]
            for name in index.holders[word]:
                evidence[name] += gain
                if word not in reasons[name]:
                    reasons[name].append(word)
    for words in reasons.values():
        words.sort(key=lambda word: -index.weight[word])
    return evidence, reasons


def _by_history(text: str, index: _Index, leave_out: str | None) -> tuple[dict[str, float], dict[str, str]]:
    """Likeness to what each department led before: its nearest task, and half of its second."""
    likeness: dict[str, float] = defaultdict(float)
    like: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for number, nearness in index.neighbours.nearest(text, NEIGHBOURS):
        name, earlier = index.history[number]
        if taken[name] < 3 and earlier != leave_out:
            likeness[name] += nearness / 2 ** taken[name]
            like.setdefault(name, earlier)
            taken[name] += 1
    return likeness, like


def _because(words: list[str], earlier: str) -> str:
    parts = []
    if earlier:
        shown = earlier if len(earlier) <= 24 else earlier[:24] + "…"
        parts.append(f"近年同类任务由其牵头：{shown}")
    if words:
        parts.append("职能含" + "".join(f"“{word}”" for word in words[:3]))
    return "；".join(parts)
