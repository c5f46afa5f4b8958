"""Numbers with units in official Chinese writing, exact as written: 1.8万家, 4.5-5%, 两千亿元, 200多个."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WIDE = str.maketrans("０１２３４５６７８９％．／", "0123456789%./")
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?"
_MEASURE = (
    r"(?:个百分点|[千万]?吨/年|立方米/年|千瓦时/年|标准箱/年|人次/年|百分点|个基点|微克/立方米|毫克/立方米|毫克/升|吨标准煤/万元|吨标准煤|立方米/日|立方米/小时|吨/日|蒸吨/小时|公里/小时|元/人|元/月|元/平方米|"
    r"平方公里|平方千米|平方米|立方米|平米|千瓦时|兆瓦时|吉瓦时|千瓦|兆瓦|千伏安|标准箱|标箱|架次|人次|人天|车次|班次|班列|批次|件次|场次|辆次|亩次|例次|"
    r"美元|欧元|元|公里|千米|海里|公顷|亩|公斤|千克|蒸吨|吨|斤|升|"
    r"个?工作日|小时|分钟|天|工日|个班|个(?!月|方面|工作日|年(?!度)|小时|百分点|季度|五年|半|基点)|人|名|位|户|套|间|家|项|件|座|栋|幢|条|部|张|例|台|辆|艘|架|处|所|宗|篇|份|本|"
    r"床|口|眼|株|棵|头|只|羽|场|次|批|类|种|款|支|对|组|村|学位|床位|泊位|车位|列|箱|倍(?!增)|方(?![案面式向位便舱言针法队阵程])|"
    r"片|块|盏|根|封|笔|单|门|册|枚|TEU|P(?![A-Za-z])|PB|TB|EFLOPS|[EP][Ff]lops|岁|MW|GW|KW|kW)"
)
UNIT = rf"(?:%|‰|{_SCALE}{_MEASURE}|(?:万亿|亿|万)(?!吨|元|人))"
_CHINESE = r"[一二三四五六七八九两十百千]"
_ARABIC = r"(?<![\d.A-Za-z+×\-—－])\d+(?:,\d{3})*(?:\.\d+)?"
_DASH = r"\s*(?:—+|-|－|–|~|～|至|到)\s*"
QUANTITY = re.compile(
    rf"(?P<about>近|约|大约|(?<!不)超过?|逾|不足)?(?P<low>{_ARABIC})(?:(?P<more>多|余|来)|(?P<low_unit>{UNIT})?{_DASH}(?P<high>\d+(?:\.\d+)?))?\s?(?P<unit>{UNIT})(?P<rest>多|余)?"
)
# Counts written in Chinese: only with a plain measure word, and never 一 (一批, 一体) or a slogan's 两个/三个.
CHINESE_QUANTITY = re.compile(
    rf"(?<![第一二三四五六七八九十百千两几数])(?P<low>{_CHINESE}+)(?P<unit>(?:万亿|亿|万)(?:元|人次|人|亩|平方米|户|吨|斤|家|千瓦)|平方公里|平方米|公里|亩|所|家(?!万户|争鸣)|座|栋|套|处|台|辆|户(?!苗寨))"
)
_CHINESE_DIGITS = {**{word: number for number, word in enumerate("一二三四五六七八九", 1)}, "两": 2}
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class Quantity:
    """One number or range with its unit, and where in the clause it stands."""

    value: Decimal
    high: Decimal | None
    unit: str
    start: int
    end: int
    more: bool = False
    about: str = ""


def plain(text: str) -> str:
    """The text with full-width digits, points and per-cent signs made half-width, character for character."""
    return text.translate(_WIDE)


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral below ten thousand (十二, 两千, 一百五十), None when it is none."""
    total, digit = 0, 0
    for character in text:
        if character in _CHINESE_DIGITS:
            if digit:
                return None
            digit = _CHINESE_DIGITS[character]
        else:
            total += (digit or 1) * _CHINESE_TENS[character]
            digit = 0
    return total + digit


def quantities(clause: str) -> list[Quantity]:
    """All quantities of a clause of plain digits, in the order written."""
    found = []
    for match in QUANTITY.finditer(clause):
        found.append(_arabic(match))
    for match in CHINESE_QUANTITY.finditer(clause):
        value = chinese_number(match["low"])
        if value and value > 1:
            found.append(Quantity(Decimal(value), None, match["unit"], match.start(), match.end()))
    return sorted(found, key=lambda quantity: quantity.start)


def _arabic(match: re.Match[str]) -> Quantity:
    value = Decimal(match["low"].replace(",", ""))
    high = Decimal(match["high"]) if match["high"] else None
    return Quantity(
        value,
        high,
        match["unit"],
        match.start(),
        match.end(),
        bool(match["more"] or match["rest"]),
        match["about"] or "",
    )
