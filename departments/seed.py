"""The official holidays and make-up days of 2004 to 2026, from the chinesecalendar package. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chinese_calendar.constants import Holiday, holidays, workdays

YEARS = range(2004, 2027)
SOURCE = "chinesecalendar"


def special_days() -> Iterator[tuple[date, bool, str]]:
    """(day, worked, name) of every holiday and make-up working day."""
    names = {holiday.value: holiday.chinese for holiday in Holiday}
    for table, worked in ((holidays, False), (workdays, True)):
        for day, name in table.items():
            if day.year in YEARS:
                yield day, worked, names.get(name, name)[:40]
