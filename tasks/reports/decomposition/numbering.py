"""The numbers Word puts before paragraphs by itself: kept in numbering.xml, not in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

DIGITS = "零一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
CHINESE = {
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital",
}  # fmt: skip
LEGAL = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
CIRCLED = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedCircleChinese": 0x2460, "decimalEnclosedParen": 0x2474,
           "decimalEnclosedFullstop": 0x2488}  # fmt: skip
ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip
MAX_LEVELS = 9


@dataclass
class Level:
    """One level of a list: its form of number, its pattern (%1、) and where it starts."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    tab: bool = False


@dataclass
class Numbering:
    """The lists of a document; `next_prefix` is asked once for every paragraph, in order."""

    lists: dict[str, str] = field(default_factory=dict)  # numId → abstractNumId
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # abstractNumId → levels
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # numId → level → first number
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next_prefix(self, number_id: str, depth: int) -> str:
        """The number written before the next paragraph of this list and level, as Word shows it."""
        abstract = self.lists.get(number_id)
        level = self.levels.get(abstract or "", {}).get(depth)
        if level is None:
            return ""
        counts = self.counts[abstract]
        restart = self.restarts.get(number_id, {}).get(depth)
        if restart is not None and (number_id, depth) not in self.begun:
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((number_id, depth))
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return self._written(abstract, level, counts)

    def _written(self, abstract: str, level: Level, counts: dict[int, int]) -> str:
        if level.form in ("bullet", "none"):
            # Bullets of symbol fonts live in the private area; a dash is part of the official layout.
            return level.pattern if re.fullmatch("[—–－-]+", level.pattern) else ""

        def number(match: re.Match) -> str:
            depth = int(match[1]) - 1
            of_level = self.levels[abstract].get(depth, Level())
            return format_number(counts.get(depth, of_level.start), of_level.form)

        return re.sub(r"%(\d)", number, level.pattern)


def format_number(value: int, form: str) -> str:
    """A count in one of Word's forms: 十二, 壹, ③, iv, c, 12."""
    if form in CHINESE:
        return chinese(value, DIGITS)
    if form in LEGAL:
        return chinese(value, LEGAL_DIGITS).replace("十", "拾").replace("百", "佰")
    if form in CIRCLED and 1 <= value <= 20:
        return chr(CIRCLED[form] + value - 1)
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return roman(value).upper() if form == "upperRoman" else roman(value)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return f"{value:02d}" if form == "decimalZero" else str(value)


def chinese(value: int, digits: str) -> str:
    """1–999 in Chinese counting: 十, 二十一, 一百零五."""
    if not 0 < value < 1000:
        return str(value)
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds and digits is DIGITS else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def roman(value: int) -> str:
    """A number in small Roman figures."""
    text = ""
    for worth, sign in ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text
