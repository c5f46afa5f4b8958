"""How an indicator went: its readings with who reported them, and a small line of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tasks.progress.models import Reading
from tasks.register.models import Indicator

MOST_READINGS = 200
WIDTH, HEIGHT = 100, 24


class Read(NamedTuple):
    """One reading: the day, the value, who reported it."""

    on: date
    value: Decimal
    who: str


def history(task_id: int) -> dict[int, list[Read]]:
    """The newest readings of all indicators of a task, newest first, by indicator; one statement."""
    rows = Reading.objects.filter(indicator__task_id=task_id).order_by("-report_id", "indicator_id")
    found = defaultdict(list)
    for indicator, *read in rows.values_list(
        "indicator_id", "report__reported_on", "value", "report__reporter__name"
    )[:MOST_READINGS]:
        found[indicator].append(Read(*read))
    return found


def line(indicator: Indicator, reads: Iterable[Read]) -> dict[str, str] | None:
    """The readings as a path on a grid of 100 × 24, with the height of the target; None for fewer than two."""
    points = sorted(reads)
    if len(points) < 2:
        return None
    values = [*(point.value for point in points), *filter(None, [indicator.target])]
    low, high = min(*values, Decimal(0)), max(values)
    span, days = (high - low) or Decimal(1), max((points[-1].on - points[0].on).days, 1)

    def height(value: Decimal) -> str:
        return f"{HEIGHT - (value - low) / span * HEIGHT:.1f}"

    places = [f"{WIDTH * (p.on - points[0].on).days / days:.1f} {height(p.value)}" for p in points]
    target = f"M0 {height(indicator.target)}H{WIDTH}" if indicator.target is not None else ""
    return {"path": "M" + "L".join(places), "dot": f"M{places[-1]}h.1", "target": target}
