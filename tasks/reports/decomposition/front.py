"""What a document says of itself on its first lines: kind, title, place and the year whose work it lays down."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tasks.reports.decomposition.lines import Line

FIRST_LINES = 20

_BLANKS = re.compile(r"\s+")
_REPORT_TITLE = re.compile(
    r"工作(?:情况)?的报告$|(?:政府|管委会|管理委员会|行政公署|办事处|镇|乡)工作报告|工作报告$"
)
_DIVISION_TITLE = re.compile(
    r"(?:分工|分解|责任|任务|落实|实施|通知|意见|方案|决定|措施|办法|清单|通报|计划|要点|批复|函)"
)
_NOTICE_END = re.compile(
    r"(?:通知|意见|方案|决定|措施|办法|清单|通报|计划|要点|批复|函|分工|规定|分解|分工表|分解表|任务表|责任表|一览表|安排|责任书|台账)(?:[（(].{1,20}[）)])?$"
)
_ISSUER = re.compile(r"(?:政府|办公室|办公厅|委员会|国务院|党委|县委|市委|省委|区委)$")
_ADDRESS = re.compile(r"(?:各位代表|同志们|各位委员)")
_PLACE = r"[^\s，。、：；（）《》“”0-9—-]{1,14}?(?:自治区|自治州|自治县|特别行政区|地区|新区|开发区|高新区|省|市|州|县|区|旗|盟|镇|乡)"
_ANNEX = re.compile(r"附(?:件|表)?[\d一二三四五六七八九]{0,2}[：:]?")
_SESSION = re.compile(
    rf"在((?:{_PLACE}){{1,3}})(?:第?[一二三四五六七八九十百〇零\d]{{1,4}}[届次]|人民代表大会|人大)"
)
_OF_PLACE = re.compile(rf"((?:{_PLACE}){{1,3}})(?:\d{{4}}年)?(?:人民)?政府")
# 青山市2025年重点任务清单 names its place before its year
_OPENS_TITLE = re.compile(rf"((?:{_PLACE}){{1,2}})(?=(?:19|20)\d{{2}}年|[“《])")
_ADDRESSEES = re.compile(r"各(?:[省市州县区旗盟]|自治)[^。]{0,12}?(?:政府|单位)")
_BEFORE_PLACE = re.compile(r"^.*(?:代表|报告|同意|经(?!济|开)|有关|相关|[由在向受该本全年报各])")
_NATIONAL = re.compile(r"国务院|全国人民代表大会")
_YEAR = re.compile(r"((?:19|20)\d{2})\s?年")
_CHINESE_YEAR = re.compile(r"([一二][九〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})年")
_DATE = re.compile(r"((?:19|20)\d{2})\s?年\s?(\d{1,2})\s?月\s?\d{1,2}\s?日")
_NUMBER_YEAR = re.compile(r"[〔\[（(【]((?:19|20)\d{2})[〕\]）)】]\s?\d{1,4}\s?号")
_PLAN_YEAR = re.compile(
    r"((?:19|20)\d{2})年[，,]?(?!以来|底|末|我们)[^，。；“]{0,16}?(?:工作|任务|安排|部署|目标|要求|重点|打算|计划|思路|民生实事|取向)"
)
_OPENS_YEAR = re.compile(
    r"(?:各位代表[，！]\s?)?((?:19|20)\d{2})年[，,]?是(?!.{0,6}不平凡|.{0,6}极其|.{0,8}艰难)[^。]{0,60}(?:一年|之年|开局|关键|周年)"
)
_PAST = re.compile(r"回顾|总结|成就|成绩|完成情况|进展|工作情况|以来")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "0": "0",
}

_CAPTION = re.compile(r"(?:记者|通讯员).{1,12}摄")


@dataclass(frozen=True)
class Front:
    """Kind, title, place and year as the document states them; year is None where nothing tells it."""

    kind: str
    title: str
    place: str
    year: int | None


def _close_up(words: str) -> str:
    """Takes the blanks out of a title set with spaces between its characters."""
    return _BLANKS.sub("", words)


def read_front(lines: list[Line], brackets: int) -> Front:
    """Reads kind, title, place and year; `brackets` counts the closing brackets that name units."""
    kind = _kind(lines, brackets)
    title = _report_title(lines) if kind == "report" else _notice_title(lines)
    year = _report_year(lines, title) if kind == "report" else _notice_year(lines, title)
    return Front(kind, title, _place(lines, title), year)


def _kind(lines: list[Line], brackets: int) -> str:
    first = lines[:FIRST_LINES]
    if any(_ADDRESS.match(line.whole) and len(line.whole) < 12 for line in first):
        return "report"
    titles = [_close_up(line.whole) for line in first if len(line.whole) < 80]
    report = any(_REPORT_TITLE.search(title) and not _DIVISION_TITLE.search(title) for title in titles)
    if report and brackets < 12:
        return "report"
    if brackets >= 3 or any(_NOTICE_END.search(title) for title in titles):
        return "division_of_work"
    return "report"


def _report_title(lines: list[Line]) -> str:
    for line in lines[:FIRST_LINES]:
        title = _close_up(line.whole)
        if _CAPTION.search(title):
            continue
        if len(title) <= 40 and _REPORT_TITLE.search(title) and not title.endswith(("。", "：", "；")):
            return title
    return ""


def _notice_title(lines: list[Line]) -> str:
    before = ""
    for line in lines[:FIRST_LINES]:
        title = _close_up(line.whole)
        if _ANNEX.fullmatch(title):
            continue
        if len(title) <= 90 and _NOTICE_END.search(title) and not title.endswith("。"):
            return before + title if title.startswith("关于") and _ISSUER.search(before) else title
        before = title
    named = [line.whole for line in lines[:2] if not _ANNEX.fullmatch(_close_up(line.whole))]
    return _close_up(named[0]) if named and len(named[0]) <= 90 else ""


def _place(lines: list[Line], title: str) -> str:
    # 各市、州人民政府： are the addressees
    first = [_close_up(line.whole)[:120] for line in lines[:FIRST_LINES] if not line.whole.startswith("各")]
    for words in first:
        if found := _SESSION.search(words):
            return found.group(1)
    if opens := _OPENS_TITLE.match(re.sub(r"^(?:中共|关于|印发)+", "", title)):
        return opens.group(1)
    for words in [title, *first]:
        words = _ADDRESSEES.sub("", words)
        if _NATIONAL.search(words) and not _OF_PLACE.search(words):
            return "国务院"
        for found in _OF_PLACE.finditer(re.sub(r"^\d{4}年|^中共|^关于|^印发", "", words)):
            place = _BEFORE_PLACE.sub("", found.group(1))
            if len(place) > 1 and not re.fullmatch(r"[省市县州区旗盟镇乡城]+", place):
                return place
    return ""


def _years(words: str) -> list[int]:
    found = [int(year) for year in _YEAR.findall(words)]
    for year in _CHINESE_YEAR.findall(words):
        digits = "".join(_DIGITS.get(character, "") for character in year)
        if len(digits) == 4:
            found.append(int(digits))
    return found


def _session(lines: list[Line]) -> tuple[int, int] | None:
    """Year and month of the session that heard the report."""
    for line in lines[:FIRST_LINES]:
        if len(line.whole) <= 80 and (found := _DATE.search(_close_up(line.whole))):
            return int(found.group(1)), int(found.group(2))
    return None


def _report_year(lines: list[Line], title: str) -> int | None:
    if years := _years(title):
        return years[-1]
    session = _session(lines)
    headings = [line.whole for line in lines if len(line.whole) <= 60]
    plans = {
        int(found.group(1))
        for words in headings
        if not _PAST.search(words) and (found := _PLAN_YEAR.search(words))
    }
    if session:
        year, month = session
        # a session at the end of a year hears the plan of the coming one
        return year + 1 if month >= 11 and (year + 1 in plans or year not in plans) else year
    if plans:
        return max(plans)
    for words in headings:
        if _PAST.search(words) and (years := _years(words)):
            return max(years) + 1
    spoken = [int(found.group(1)) for line in lines if (found := _PLAN_YEAR.search(line.whole[:60]))]
    spoken += [int(found.group(1)) for line in lines if (found := _OPENS_YEAR.match(line.whole))]
    return max(spoken) if spoken else None


def _notice_year(lines: list[Line], title: str) -> int | None:
    if years := _years(title):
        return max(years)
    for line in lines[:FIRST_LINES]:
        if found := _NUMBER_YEAR.search(_close_up(line.whole)):
            return int(found.group(1))
    for line in [*reversed(lines[-12:]), *lines[:FIRST_LINES]]:
        if len(line.whole) <= 60 and (years := _years(_close_up(line.whole))):
            return years[-1]
    counted = Counter(year for line in lines for year in _years(line.whole))
    return counted.most_common(1)[0][0] if counted else None
