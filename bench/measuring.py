"""Measure ours beside its limit: interleaved rounds, medians, and a ratio that survives a noisy machine."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

from django.db import connection, transaction

ROUNDS = 7


@dataclass
class Row:
    """One line of the result: `value` and `limit` in `unit`; `goal` is the most that `ratio` may be.

    Without a limit the goal is the most that `value` may be, in `unit`.
    """

    name: str
    what: str
    value: float
    unit: str
    limit: float | None
    ratio: float | None
    goal: float | None
    met: bool | None


def row(name: str, what: str, unit: str, value: float, limit: float | None, goal: float | None) -> Row:
    """A line of the result. For a rate (requests/s) more is better, so the ratio is the other way round."""
    ratio = None
    if limit is not None:
        ratio = limit / value if unit.endswith("/s") else value / limit
    measured = value if ratio is None else ratio
    met = None if goal is None else measured <= goal
    rounded = [None if number is None else round(number, 3) for number in (value, limit, ratio)]
    return Row(name, what, rounded[0], unit, rounded[1], rounded[2], goal, met)


def side_by_side(ours: Callable, limit: Callable, *, calls: int = 1, rounds: int = ROUNDS) -> list[float]:
    """Seconds of one call of each: medians over rounds in which the two take turns, after one warm call each."""
    ours(), limit()
    times: tuple[list, list] = ([], [])
    for _ in range(rounds):
        turns: tuple[list, list] = ([], [])
        for _ in range(calls):
            for kept, call in zip(turns, (ours, limit), strict=True):
                kept.append(_seconds(call))
        for kept, turn in zip(times, turns, strict=True):
            kept.append(median(turn))
    return [median(kept) for kept in times]


def _seconds(call: Callable) -> float:
    begun = time.perf_counter()
    spent = call()
    # A call that undoes its work afterwards tells itself how long the work took.
    return spent if isinstance(spent, float) else time.perf_counter() - begun


def undone(work: Callable, *tables: str) -> Callable[[], float]:
    """The work in one transaction up to its last foreign key check, then rolled back and swept away untimed."""

    def call() -> float:
        with transaction.atomic():
            begun = time.perf_counter()
            work()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            spent = time.perf_counter() - begun
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"VACUUM {table}")
        return spent

    return call


def machine() -> dict:
    """Where the figures were taken."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    return {
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "postgresql": server,
        "load": round(os.getloadavg()[0], 1),
    }


def table(rows: list[Row]) -> str:
    """The rows for people."""
    head = f"{'name':<22}{'value':>10}{'limit':>10}  {'unit':<11}{'ratio':>6}{'goal':>6}  "
    lines = [head, "-" * len(head)]
    for line in map(asdict, rows):
        shown = {key: "–" if value is None else value for key, value in line.items()}
        met = {True: "met", False: "MISSED", None: ""}[line["met"]]
        ratio = f"{line['ratio']:.2f}" if line["ratio"] is not None else "–"
        lines.append(
            f"{shown['name']:<22}{shown['value']:>10}{shown['limit']:>10}  {shown['unit']:<11}"
            f"{ratio:>6}{shown['goal']:>6}  {met:<7} {shown['what']}"
        )
    return "\n".join(lines)
