"""Plan against actual: the planned percent of a day, and the five schedule classes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from tasks.choices import OPEN, ScheduleClass, Status


def planned_percent(
    starts_on: date, due_on: date, today: date, steps: Iterable[tuple[date, int]] = ()
) -> int:
    """The percent that should be reached on a day: straight lines through the milestones' planned percents.

    `steps` are (date, percent) of milestones that state one; 0 at the start and 100 at the due date.
    """
    points = sorted(
        {starts_on: 0, **{day: percent for day, percent in steps if day < due_on}, due_on: 100}.items()
    )
    if today <= points[0][0]:
        return 0 if starts_on < due_on else 100 * (today >= due_on)
    for (day, low), (next_day, high) in pairwise(points):
        if today <= next_day:
            return round(low + (high - low) * (today - day).days / (next_day - day).days)
    return 100


def schedule_class(
    *, status: str, percent: int, planned: int, overdue: bool, ahead_points: int, behind_points: int
) -> ScheduleClass:
    """超进度, 达进度, 欠进度, 已完成 or 其它: five classes that add up to the total."""
    if status == Status.CLOSED:
        return ScheduleClass.COMPLETED
    if status not in OPEN:
        return ScheduleClass.OTHER
    if overdue or percent <= planned - behind_points:
        return ScheduleClass.BEHIND
    if percent >= planned + ahead_points:
        return ScheduleClass.AHEAD
    return ScheduleClass.ON_TRACK
