"""Plan against actual as lines on a grid of 1000 × 100; pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.schedule import planned_percent

WIDTH, HEIGHT = 1000, 100


@dataclass(frozen=True)
class Chart:
    """The lines as SVG paths, the months below them, and the same figures for the table."""

    planned: str
    actual: str
    dot: str
    now: int | None
    months: list[int]
    table: list[tuple[date, int, int]]  # day, planned percent, reported percent


def plan_chart(
    starts_on: date,
    due_on: date,
    today: date,
    steps: Iterable[tuple[date, int]],
    reports: Iterable[tuple[date, int]],
) -> Chart:
    """Draw a task's plan and what was reported (day, percent), from the start month to the end of the last one."""
    steps, reports = sorted(steps), sorted(reports)
    last = max([due_on, *(day for day, _percent in reports)])
    first = min([starts_on, *(day for day, _percent in reports)]).replace(day=1)
    end = last.replace(day=monthrange(last.year, last.month)[1])
    span = max((end - first).days, 1)

    def place(day: date, percent: int) -> str:
        return f"{round(WIDTH * (day - first).days / span)} {HEIGHT - min(percent, 100)}"

    corners = [(starts_on, 0), *((day, percent) for day, percent in steps if day < due_on), (due_on, 100)]
    line = [place(*point) for point in ([(starts_on, 0), *reports] if reports else [])]
    return Chart(
        planned="M" + "L".join(place(*corner) for corner in corners),
        actual="M" + "L".join(line) if line else "",
        dot=f"M{line[-1]}h.1" if line else "",
        now=round(WIDTH * (today - first).days / span) if first <= today <= end else None,
        months=_months(first, end),
        table=[(day, planned_percent(starts_on, due_on, day, steps), percent) for day, percent in reports],
    )


def _months(first: date, end: date) -> list[int]:
    count = (end.year - first.year) * 12 + end.month - first.month + 1
    months = [(first.month - 1 + n) % 12 + 1 for n in range(count)]
    # Some twelve labels at most fit below the chart.
    return months[:: -(-count // 12)]
