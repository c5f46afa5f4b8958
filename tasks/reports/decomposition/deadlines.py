"""The dates a text promises, each with the stage that is to be reached by it."""

from __future__ import annotations

import re
from datetime import date

from tasks.reports.decomposition.dates import WHEN, last_day, plain_digits, year_of
from tasks.reports.decomposition.shapes import Deadline

# In the order of a project's life: of two stages in one clause the later one is what is promised.
STAGES = re.split(
    " ",
    "立项 核准 招标 签约 启动 动工 开工 封顶 主体封顶 主体完工 主体竣工 出台 印发 完工 竣工 合龙 贯通 建成 竣工验收 验收 挂牌 交付 上线 点火 试运行 试生产 "
    "试运营 启用 投用 投产 投入使用 投入运营 投运 运营 开业 开园 开放 开通 通车 通航 达产",
)
_STAGE = re.compile("|".join(sorted(STAGES, key=len, reverse=True)).replace("开工", "(?<!公)开工(?!作)"))
_RANK = {stage: index for index, stage in enumerate(STAGES)}
_PROMISE = re.compile(r"(?:到|至|力争|确保|争取|计划|预计|力求|务必|(?<!关)于|在)$")
_PAST_BEFORE = re.compile(
    r"(?:截至|截止|自从?|从|比|较|同比|每|近|过去|上|去|[\d几两数多一二三四五六七八九十半]|以|——|—|－|-|–|~|～|“|〔|\[)$"
)
_PAST_AFTER = re.compile(
    r"^(?:以来|起|市|开始|来|度(?!内)|版|修订|代|级|届|期间?|以?后|份以来|工作回顾|间|号|期|[-—－–~～]\s*\d|至\d|到\d)"
)
_STATISTIC_RANGE = re.compile(r"\d+\s*[-—－–~～至到]\s*$")
_RANGE_IS_PLAN = re.compile(r"^[^，,。；;]{0,12}(?:开展|组织|完成|实施|举办|进行|集中|建设|推进|整治)")
# 完成时限：2026.6.30, as typed into forms
_TYPED = re.compile(
    r"(?<![\d.〔（(\-])(20\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})(?![\d.\-/%])(?:日?(?:之前|以前|前))?"
)
_BEGINS_RANGE = re.compile(r"\s*[-—－–~～至到起]")
_RECURRENT = re.compile(r"每(?:年|季度?|月|个?月|逢)$")


def find_deadlines(text: str, *, year: int, carried_year: int | None = None) -> list[Deadline]:
    """Every date the text promises in a list of `year`; a month without a year takes the one before it."""
    plain = plain_digits(text)
    found = [
        Deadline(day, "stated", text[typed.start() : typed.end()])
        for typed in _TYPED.finditer(plain)
        if (day := _day(typed)) and day.year >= year
    ]
    plain = _TYPED.sub(lambda typed: " " * len(typed.group()), plain)
    current: int | None = None
    matches = list(WHEN.finditer(plain))
    bounds = [0, *(m.end() for m in matches)], [*(m.start() for m in matches[1:]), len(plain)]
    for index, match in enumerate(matches):
        named = year_of(match, year)
        if not _is_promise(plain, match, named, year):
            if named and _BEGINS_RANGE.match(plain, match.end()):
                current = named  # 2019年1月1日至12月31日
            continue
        if match["month"]:
            use = named or current or carried_year or year
        else:
            use = named or current or year
        day = last_day(match, use)
        if day is None or use < year:
            continue
        if named and not match["bare_year"]:
            current = named
        stage = _stage(plain[bounds[0][index] : match.start()], plain[match.end() : bounds[1][index]])
        if not any(known.date == day and known.stage == stage for known in found):
            found.append(Deadline(day, "stated", text[match.start() : match.end()], stage))
    return found


def _day(typed: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in typed.groups()))
    except ValueError:
        return None


def _is_promise(text: str, match: re.Match[str], named: int | None, list_year: int) -> bool:
    """Whether the words set a term: no past reference, no period of statistics, no starting day."""
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 16]
    if _RECURRENT.search(before) or (named is not None and named < list_year):
        return False
    if match["bare_year"]:
        if text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start()):
            return False
        return _bare_year_is_promise(before, after, match)
    if match["month"] and _STATISTIC_RANGE.search(before):
        return bool(_RANGE_IS_PLAN.search(after))
    if _PAST_BEFORE.search(before) and not (match["year"] and re.search(r"[“—－–-]$", before)):
        return False
    if match["month"] and not match["part"] and not match["before"] and re.search(r"“$", before):
        return False
    if (
        match["day"]
        and not match["before"]
        and re.match(r"[^，,。；;]{0,12}(?:会议|讲话|精神|座谈|视察|考察)", after)
    ):
        return False
    return not _PAST_AFTER.search(after)


def _bare_year_is_promise(before: str, after: str, match: re.Match[str]) -> bool:
    """到2030年, 确保2027年投入使用: a year alone is a term only where something is to be reached in it."""
    if re.search(r"[\d\-—－–~～“〔（(从自比较]$|截[至止]$", before) or _PAST_AFTER.search(after):
        return False
    if match["year_before"]:
        return True
    clause = re.split(r"[，,。；;]", after, maxsplit=1)[0]
    return bool(_PROMISE.search(before) or _STAGE.search(clause))


def _stage(before: str, after: str) -> str:
    """The stage named in the clause of a date: first behind it, else before it, else in the next clause."""
    head = re.split(r"[，,。；;：:、]", before[-40:])[-1]
    clauses = re.split(r"[，,。；;]", after[:80])
    stages = _STAGE.findall(clauses[0][:40]) or _STAGE.findall(head)
    if not stages and not clauses[0].strip() and len(clauses) > 1:
        stages = _STAGE.findall(clauses[1])
    return max(stages, key=_RANK.__getitem__) if stages else ""


def with_default(found: list[Deadline], year: int) -> list[Deadline]:
    """The dates found, or 31 December of the list's year, marked as a default."""
    return found or [Deadline(date(year, 12, 31), "default")]
