"""The words for a point in time in official Chinese writing, and the last day that each allows."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

# First day of the Spring Festival (正月初一), 2000–2040, month and day.
_SPRING_FESTIVAL = re.split(
    " ",
    "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 "
    "0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212",
)
SPRING_FESTIVAL = {
    2000 + index: date(2000 + index, int(text[:2]), int(text[2:]))
    for index, text in enumerate(_SPRING_FESTIVAL)
}
# The eve of a fixed holiday; 元旦前 in a year's list means the end of that year.
_HOLIDAY_EVES = {
    "元旦": (12, 31),
    "五一": (4, 30),
    "七一": (6, 30),
    "国庆": (9, 30),
    "十一": (9, 30),
    "秋季": (8, 31),
}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SMALL = {word: number for number, word in enumerate("零一二三四五六七八九十", 0)} | {
    "两": 2,
    "十一": 11,
    "十二": 12,
}

_YEAR_DIGITS = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})年"
_RELATIVE_YEAR = r"(?P<relative>今年|本年|当年|明年|次年|翌年|来年|下一年|去年|上年)(?:的)?"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_BY = r"(?:之前|以前|前)?"
# 2026年底 and 今年底 hold the 年 already; without a year before it the word must stand.
_OF_YEAR = r"(?(year)年?|(?(relative)年?|年))"
_POINT = (
    rf"(?P<end>{_OF_YEAR}(?:底|末|终)(?!考核|评|总结|收官|绩效|奖惩|述职){_BY})"
    rf"|(?P<within>{_OF_YEAR}度?内(?!蒙)|全年(?!无休|候|性|龄|不|开放|的|目标|工作|任务|主要|经济社会|各项))"
    rf"|(?P<half>[上下]半年|年中(?![央小国部西医药考])){_BY}"
    rf"|(?P<quarter>(?:第|前)?[一二三四1-4](?:个)?季度|首季){_BY}(?:末|底)?{_BY}"
    rf"|(?P<holiday>春节|元旦|(?:“?五一”?)(?:国际)?(?:劳动)?节?|“?七一”?|国庆|“?十一”?(?:假期|黄金周|节)?|秋季(?:学期)?(?:开学)?)节?(?P<eve>之前|以前|前)|(?P<term>秋季?(?:学期)?开学)(?!典礼|第一课|后)"
    rf"|(?P<month>{_MONTH_NUMBER})月(?:份)?(?:(?P<day>\d{{1,2}})[日号])?(?P<part>底|末|初|上旬|中旬|下旬|中(?![央小国部西医药考]))?(?P<before>(?:开学)?(?:之前|以前|前))?"
)
WHEN = re.compile(
    rf"(?:(?P<year>{_YEAR_DIGITS})|{_RELATIVE_YEAR})?(?:{_POINT})"
    rf"|(?P<bare_year>{_YEAR_DIGITS})(?P<year_before>之前|以前|前)?|(?P<halfway>时间过半|双过半)|(?P<both>今明两年)"
)


def plain_digits(text: str) -> str:
    """The text with full-width digits made half-width, every character kept in its place."""
    return text.translate(_DIGITS)


def year_of(match: re.Match[str], list_year: int) -> int | None:
    """The year a match names, by number or by 今年/明年; None when it names none."""
    groups = match.groupdict()
    written = groups["year"] or groups["bare_year"]
    if written:
        return int(written.rstrip("年").translate(_CHINESE_YEAR))
    relative = groups["relative"]
    if relative:
        return list_year + {"去": -1, "上": -1, "今": 0, "本": 0, "当": 0}.get(relative[0], 1)
    return None


def last_day(match: re.Match[str], year: int) -> date | None:
    """The last day that the words allow in the given year, or None when there is no such day."""
    found = match.groupdict()
    if found["month"]:
        return _in_month(found, year)
    if found["half"]:
        return date(year, 12, 31) if found["half"].startswith("下") else date(year, 6, 30)
    if found["quarter"]:
        number = re.search(r"[一二三四1-4]", found["quarter"])
        quarter = _number(number.group()) if number else 1
        return month_end(year, quarter * 3)
    if found["holiday"]:
        return _holiday_eve(found["holiday"].strip("“”"), year)
    if found["term"]:
        return _holiday_eve("秋季", year)
    if found["halfway"]:
        return date(year, 6, 30)
    if found["both"]:
        return date(year + 1, 12, 31)
    if found["year_before"]:
        return date(year - 1, 12, 31)
    return date(year, 12, 31)


def _in_month(found: dict[str, str | None], year: int) -> date | None:
    month = _number(found["month"] or "")
    if found["day"]:
        day = int(found["day"])
        return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None
    if found["part"] in ("初", "上旬"):
        return date(year, month, 10)
    if found["part"] in ("中", "中旬"):
        return date(year, month, 15 if found["part"] == "中" else 20)
    if found["before"] and not found["part"]:
        return date(year, month, 1) - timedelta(days=1)
    return month_end(year, month)


def _holiday_eve(holiday: str, year: int) -> date | None:
    if holiday.startswith("春节"):
        festival = SPRING_FESTIVAL.get(year)
        return festival - timedelta(days=1) if festival else None
    month, day = _HOLIDAY_EVES[holiday[:2]]
    return date(year, month, day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _SMALL[text]
