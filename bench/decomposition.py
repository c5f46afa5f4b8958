"""`decompose`: a long report to drafts. No limit beside it: the goal is in seconds, and in growth with the length."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import process_time

from bench.measuring import Row, row, side_by_side
from tasks.reports.decomposition.document import decompose

SECONDS = {20_000: 1.0, 33_000: 2.0}
# Four times the text may take 4.8 times the time: linear, with a fifth for the noise of the machine.
SHORT, LONG, GROWTH = 40_000, 160_000, 4.8
REPORT = Path(__file__).parent.parent / "supervision" / "demo" / "report.txt"


def report(characters: int) -> bytes:
    """Our own demo report with its chapter of the plan repeated, other numbers each time, to that length."""
    whole = REPORT.read_text(encoding="utf-8").replace("{P}", "2025").replace("{Y}", "2026")
    lines = whole.splitlines()
    heads = [place for place, line in enumerate(lines) if re.match(r"[一二三四五六七八九十]+、", line)]
    begin, end = heads[-2], heads[-1]
    numbers, grown = count(3), lines[:end]
    while sum(map(len, grown)) < characters:
        for line in lines[begin + 1 : end]:
            grown.append(re.sub(r"\d+", lambda found: str(int(found[0]) + next(numbers) % 7), line))
    return "\n".join(grown)[:characters].encode()


def work(characters: int) -> Callable[[], float]:
    """A call that decomposes a report of that length and tells the processor seconds it took."""
    data = report(characters)

    def call() -> float:
        begun = process_time()
        if not decompose(data, "report.txt").tasks:
            raise RuntimeError("The report gave no tasks.")
        return process_time() - begun

    return call


def measure() -> list[Row]:
    """Three rows: seconds of two lengths, and how the time grows with four times the text."""
    lengths = dict(zip(SECONDS, side_by_side(*map(work, SECONDS)), strict=True))
    long, short = side_by_side(work(LONG), work(SHORT))
    found = [
        row(
            f"decompose_{length}",
            f"a report of {length:,} characters to drafts",
            "s",
            spent,
            None,
            SECONDS[length],
        )
        for length, spent in lengths.items()
    ]
    what = f"time of {LONG:,} characters over time of {SHORT:,}"
    return [*found, row("decompose_growth", what, "times", long / short, None, GROWTH)]
