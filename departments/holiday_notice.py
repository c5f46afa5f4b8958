"""Read the official notice of a year's holidays, pasted as text. Pure: text and year in, days and errors out.

The notice says, holiday by holiday: 「一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。」
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

_ITEM = re.compile(r"^[一二三四五六七八九十]+、\s*([^:,。]{1,20}):\s*")
# Notices are often pasted as one paragraph.
_NEXT_ITEM = re.compile(r"(?<=[。;])\s*(?=[一二三四五六七八九十]+、[^:,。]{1,20}:)")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_TO = re.compile(r"^\s*[至到—~-]+\s*$")
_TOTAL = re.compile(r"共(\d+)天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True)
class NoticeDay:
    """One day of a notice: a holiday, or a make-up working day."""

    day: date
    is_workday: bool
    name: str


@dataclass
class HolidayNotice:
    """What a notice says, and what is wrong with it, by line."""

    days: list[NoticeDay] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)


class _Wrong(ValueError):
    """A sentence of the notice that cannot be right."""


def read_notice(text: str, year: int) -> HolidayNotice:
    """The special days of the year; errors name the line (from 1) and say what is wrong with it."""
    notice = HolidayNotice()
    for number, line in enumerate(text.splitlines(), start=1):
        for item in _NEXT_ITEM.split(_plain(line)):
            try:
                notice.days += _read_item(item, year)
            except _Wrong as wrong:
                notice.errors.append((number, str(wrong)))
    notice.errors += _contradictions(notice.days)
    if not notice.days and not notice.errors:
        notice.errors.append((1, _("No holiday was found. Paste the numbered lines of the notice.")))
    return notice


def _plain(line: str) -> str:
    # Full-width figures and brackets become plain ones; the Chinese full stop stays.
    return unicodedata.normalize("NFKC", line).strip()


def _read_item(item: str, year: int) -> list[NoticeDay]:
    head = _ITEM.match(item)
    name, body = (head[1], item[head.end() :]) if head else ("", item)
    found = []
    for sentence in re.split("[。;]", body):
        # "鼓励…休息" is advice; only 放假 and 上班 order something.
        worked = "上班" in sentence
        if not worked and "放假" not in sentence:
            continue
        days = _days(sentence, year)
        if days and not worked:
            _check_total(sentence, days)
        found += [_day(day, worked, name, year) for day in days]
    if head and not found:
        raise _Wrong(_("No date was found here."))
    return found


def _days(sentence: str, year: int) -> list[date]:
    days: list[date] = []
    month, end, said_year = 0, 0, year
    for spot in _DAY.finditer(sentence):
        said_year = int(spot[1]) if spot[1] else said_year
        month = int(spot[2]) if spot[2] else month
        day = _date(said_year, month, int(spot[3]))
        _check_weekday(day, spot[4] or "")
        if days and _TO.match(sentence[end : spot.start()]):
            if day <= days[-1]:
                raise _Wrong(_("The range ends before it begins: %(day)s.") % {"day": day})
            days += [days[-1] + timedelta(n) for n in range(1, (day - days[-1]).days)]
        days.append(day)
        end = spot.end()
    return days


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _Wrong(_("There is no %(month)s/%(day)s.") % {"month": month, "day": day}) from None


def _check_weekday(day: date, bracket: str) -> None:
    said = _WEEKDAY.search(bracket)
    if said and _WEEKDAYS[said[1]] != day.weekday():
        raise _Wrong(_("%(day)s is not the weekday given here; is it the right year?") % {"day": day})


def _check_total(sentence: str, days: list[date]) -> None:
    said = _TOTAL.search(sentence)
    if said and int(said[1]) != len(days):
        raise _Wrong(
            _("The notice says %(said)s days, the dates make %(found)s.")
            % {"said": said[1], "found": len(days)}
        )


def _day(day: date, worked: bool, name: str, year: int) -> NoticeDay:
    if day.year != year and not date(year - 1, 12, 26) <= day <= date(year, 12, 31):
        raise _Wrong(_("%(day)s does not belong to %(year)s.") % {"day": day, "year": year})
    if worked and day.weekday() < 5:
        raise _Wrong(_("%(day)s is no weekend, so it cannot be a make-up working day.") % {"day": day})
    return NoticeDay(day, worked, name)


def _contradictions(days: list[NoticeDay]) -> Iterator[tuple[int, str]]:
    seen: dict[date, NoticeDay] = {}
    for day in days:
        other = seen.setdefault(day.day, day)
        if other.is_workday != day.is_workday:
            yield 1, _("%(day)s is both a holiday and a working day.") % {"day": day.day}
