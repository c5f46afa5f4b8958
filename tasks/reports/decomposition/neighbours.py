"""Nearest texts by shared character sequences (TF-IDF over pairs and triples), exact and deterministic."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]+")


def grams(text: str) -> Counter[str]:
    """Pairs and triples of neighbouring characters, words cut at punctuation and digits."""
    found: Counter[str] = Counter()
    for run in _HAN.findall(text):
        for size in (2, 3):
            found.update(run[start : start + size] for start in range(len(run) - size + 1))
    return found


class Neighbours:
    """An inverted index over texts that answers which are nearest to a new one (cosine, 0–1)."""

    def __init__(self, texts: list[str]):
        counts = [grams(text) for text in texts]
        spread = Counter(gram for count in counts for gram in count)
        total = len(texts)
        # What stands in nearly every text tells nothing and costs most.
        self.rarity = {
            gram: math.log((1 + total) / (1 + n)) for gram, n in spread.items() if n <= max(3, total // 4)
        }
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for gram, weight in self._unit(count).items():
                self.postings[gram].append((number, weight))

    def _unit(self, count: Counter[str]) -> dict[str, float]:
        weights = {
            gram: (1 + math.log(n)) * self.rarity[gram] for gram, n in count.items() if gram in self.rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}

    def nearest(self, text: str, limit: int) -> list[tuple[int, float]]:
        """The nearest texts as (number, nearness), the nearest first."""
        score: dict[int, float] = defaultdict(float)
        for gram, weight in self._unit(grams(text)).items():
            for number, other in self.postings.get(gram, ()):
                score[number] += weight * other
        return sorted(score.items(), key=lambda item: (-item[1], item[0]))[:limit]
