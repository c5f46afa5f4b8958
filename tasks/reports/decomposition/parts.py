"""Which part of a document a heading or a paragraph opens: looking back, looking far ahead, or the year's plan."""

from __future__ import annotations

import re

RETROSPECT, OUTLOOK, PLAN, EXPLANATION, PROCEDURAL, MIXED = (
    "retrospect",
    "outlook",
    "plan",
    "explanation",
    "procedural",
    "mixed",  # a heading over five years and this year at once: its paragraphs tell
)

_YEAR = re.compile(r"((?:19|20)\d{2})(?=年|[—－–-])")
_CHINESE_YEAR = re.compile(r"([一二][九〇○零Ｏ][〇○零Ｏ一二三四五六七八九]{2})年")
_DIGIT = dict(zip("〇一二三四五六七八九", "0123456789", strict=True)) | dict.fromkeys("○零Ｏ", "0")
_PERIOD = re.compile(
    r"(?<!第)(?<!二)(?:[“\"‘](十[一二三四五六七]?)五[”\"’]|(十[一二三四五六七]?)五(?=时期|规划|期间|计划|末|开局|发展))"
)
_PERIOD_OF = {
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
    "十七": 2036,
}
_EXPLAINS = re.compile(r"名词|注释|附注|用语|术语|解释$|注解|有关说明|指标说明|名称解释")
_LOOKS_BACK = re.compile(
    r"回顾|总结|成就|成绩|工作情况|完成情况|执行情况|过去|一年来|五年来|四年来|三年来|几年来|上一?年|去年|以来|本届政府|历程|体会"
)
_FAR = re.compile(
    r"(?:今后|未来)(?:的)?(?:[三四五]|几|一个)|五年规划|规划纲要|远景|下一个五年|新一届政府|展望|2035年|本世纪中叶"
)
_THIS_YEAR = re.compile(r"今年|本年度|新的一年|明年|下一步|下一阶段|下半年|下步|当前和今后")
# 推动“十五五”开好局、起好步: the first year of the period, not the period.
_FIRST_YEAR = re.compile(r"[五划][”\"’]?(?:时期|规划|发展|实现)?(?:良好)?(?:开好局|起好步|开局|起步|开门红)")
_PLAN_WORD = re.compile(
    r"安排|任务|重点|部署|目标|打算|计划|总体要求|总体思路|思路|取向|举措|民生实事|项目清单|工作要点"
)
_SELF = re.compile(
    r"自身建设|政府建设|自我革命|治理创新|党的(?:全面)?领导|有为政府|人民满意|法治政府|服务型政府|廉洁政府"
)
_ANNEX_PLAN = re.compile(r"实事|项目|清单|任务|计划|目标|指标|分工|责任")

_PLAN_OPENING = re.compile(
    r"^(?:各位代表[，,！!：:])?(?:[^，。]{0,12})?"
    r"(?:政府工作(?:的)?(?:总体|指导|基本|工作)|(?:经济|社会|经济社会)发展(?:的)?(?:主要|总体|预期|奋斗)*(?:预期|奋斗|主要)目标"
    r"|工作的?总体(?:要求|思路)|主要(?:预期)?目标|(?:做好|完成|实现|围绕)(?:上述|以上|今年|全年|这些|新的一年)[^。]{0,30}(?:工作|目标|任务))"
)
_YEARS_GOALS = re.compile(r"(?:今年|20\d\d年)[^。；]{0,24}(?:预期|主要|奋斗|发展)目标[^。；]{0,8}[是为：:]")
_TURNS_TO_YEAR = re.compile(r"目标|要求|任务|重点|(?:之|开局|关键).{0,6}年|一年|周年|必须|要")
_GIVES_THANKS = re.compile(r"感谢|谢意|崇高的?敬意|致以")


def written_year(year: int) -> str:
    """A pattern for the year in Chinese digits, with each of the signs for zero."""
    return "".join("[〇○零Ｏ]" if digit == "0" else "〇一二三四五六七八九"[int(digit)] for digit in str(year))


def years_in(words: str) -> list[int]:
    """The calendar years the words name, also those written 二〇一六年."""
    written = ["".join(_DIGIT[character] for character in year) for year in _CHINESE_YEAR.findall(words)]
    return [int(year) for year in [*_YEAR.findall(words), *written]]


def _periods(words: str) -> list[int]:
    """The first years of the five-year plans the words name, 2026 for “十五五”."""
    return [_PERIOD_OF[quoted or plain] for quoted, plain in _PERIOD.findall(words)]


def _speaks_of_past_period(words: str, year: int | None) -> bool:
    begins = _periods(words)
    return bool(begins and year and max(begins) + 5 <= year)


def _speaks_of_period(words: str, year: int | None) -> bool:
    begins = _periods(words)
    return bool(begins) and (not year or max(begins) + 5 > year)


def names_this_year(words: str, year: int | None) -> bool:
    """Whether the words speak of the report's own year, by number or as 今年."""
    named = year is not None and year in years_in(words)
    return named or bool(_THIS_YEAR.search(words) or _FIRST_YEAR.search(words))


def part_of_heading(words: str, year: int | None) -> str | None:
    """The part a heading opens by its own words, MIXED where it names several, None where it says nothing."""
    years = years_in(words)
    this_year = names_this_year(words, year)
    back = bool(_LOOKS_BACK.search(words))
    if _EXPLAINS.search(words):
        return EXPLANATION
    if back:
        ahead = this_year or _speaks_of_period(words, year)
        return MIXED if ahead and _PLAN_WORD.search(words) else RETROSPECT
    if _FIRST_YEAR.search(words):
        return PLAN
    if _FAR.search(words) or _speaks_of_period(words, year):
        return MIXED if this_year and _PLAN_WORD.search(words) else OUTLOOK
    if (years and year and max(years) < year) or _speaks_of_past_period(words, year):
        return RETROSPECT
    if years and year and min(years) > year:
        return OUTLOOK
    if this_year or _PLAN_WORD.search(words) or _SELF.search(words):
        return PLAN
    return None


def looks_back(words: str) -> bool:
    """Whether a heading that names several parts begins with what was achieved."""
    return bool(_LOOKS_BACK.search(words))


def part_of_annex(words: str) -> str | None:
    """What an annex is by its title: a list that belongs to the plan, or notes."""
    if _EXPLAINS.search(words):
        return EXPLANATION
    return PLAN if _ANNEX_PLAN.search(words) else None


# The plan of five years, not one of science or of a region that the year carries out.
_DRAFT_PLAN = re.compile(
    r"^.{0,40}(?:《(?:[^》]{0,60}(?:国民经济|五年|十.五)[^》]{0,40})?(?:规划)?(?:纲要|建议)(?:[（(]?草案[）)]?)?》"
    r"|(?:五年|十.五”?)[^，。《]{0,10}规划(?:纲要|[（(]草案)|规划纲要[（(]草案)"
)


def speaks_of_draft(words: str) -> bool:
    """Whether a paragraph presents the draft of a five-year plan."""
    return bool(_DRAFT_PLAN.match(words)) and "今年" not in words[:60]


def states_the_years_goals(words: str) -> bool:
    """Whether a paragraph states what this year is to reach: 今年经济社会发展的主要预期目标是…"""
    return bool(_YEARS_GOALS.search(words[:80]))


def turn_of_paragraph(words: str, year: int | None, now: str) -> str | None:
    """The part to which a paragraph turns where no heading says so, or None when it goes on."""
    if speaks_of_draft(words):
        return OUTLOOK
    opening = words[:70]
    first = re.split(r"[。！!；;]", re.sub(r"^各位代表[，,！!：:]\s*", "", opening), maxsplit=1)[0]
    past_only = years_in(first) and year and max(years_in(first)) < year
    if (
        re.match(r"(?:过去(?:的)?(?:一|五|几|这)|一年来|五年来|几年来|去年|回顾|刚刚过去|本届政府)", first)
        or past_only
    ):
        return RETROSPECT if now in ("", RETROSPECT) else None
    far = re.match(r"(?:[^，。]{0,16})?(?:今后|未来)(?:的)?五年", first)
    period = re.match(r"[^，。]{0,14}“?十.?五”?(?:时期|规划|发展|期间)", first) and _speaks_of_period(
        first, year
    )
    if far or (period and not names_this_year(first, year)):
        return OUTLOOK
    opens_year = re.match(r"(?:今年|本年度|新的一年|明年)(?!以来)", first) or (
        year and re.match(rf"(?:{year}|{written_year(year)})年(?!以来)", first)
    )
    if opens_year and (now != RETROSPECT or _TURNS_TO_YEAR.search(first) or tense(words) > 0):
        return PLAN
    if now != OUTLOOK and _PLAN_OPENING.match(first) and not _speaks_of_period(first, year):
        return PLAN
    return None


_INTENT = re.compile(r"力争|今年|年内|确保|年底前|月底前|计划")


def gives_thanks(words: str) -> bool:
    """Whether a paragraph thanks: a courtesy of the report, not a result."""
    return bool(_GIVES_THANKS.search(words))


_PAST_WORDS = re.compile(
    r"了(?!解)|已|累计|居全|位居|入选|荣获|获评|被评为|被授予|成功|圆满|顺利|首次|首个|显著|取得|同比|比上年|比去年|较上年|提高到|五年|明显"
)
_FUTURE_WORDS = re.compile(
    r"力争|今年|年内|鼓励|确保|要|将|争取|继续|打造|办好|抓好|做好|强化|健全|支持|培育|大力|加强|探索|完善|推动"
)


def plainly_plans(words: str) -> bool:
    """Whether the wording alone shows a plan: many words of intent and none of the past."""
    return (
        len(_FUTURE_WORDS.findall(words)) >= 5
        and not _PAST_WORDS.search(words)
        and bool(_INTENT.search(words))
    )


def tense(words: str) -> int:
    """Counts for the plan (above 0) against the past (below 0): what the wording alone says."""
    return len(_FUTURE_WORDS.findall(words)) - 2 * len(_PAST_WORDS.findall(words))
