"""Radicals that a pdf's fonts give for whole characters: ⼯ for 工, ⻔ for 门, drawn alike and coded apart."""

from __future__ import annotations

import re
import unicodedata

# The radicals' own block names no counterparts for these; written as radical, character.
_SUPPLEMENT = (
    "⺁厂⺃乚⺅亻⺆冂⺇几⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目"
    "⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝"
    "⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟"
)
# 户 is drawn as the radical whose decomposition is the older 戶; a dash of two is one sign in some fonts.
_CHARACTERS = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)) | {"⼾": "户", "⸺": "——"}
# Kangxi radicals and compatibility ideographs decompose to one character each.
_CODED_APART = re.compile("[\u2e3a\u2e80-\u2fdf\uf900-\ufaff]")


def whole_characters(text: str) -> str:
    """The text with radicals and compatibility forms made the characters they show."""
    return _CODED_APART.sub(lambda found: _character(found.group()), text)


def _character(sign: str) -> str:
    return _CHARACTERS.get(sign) or unicodedata.normalize("NFKC", sign)
