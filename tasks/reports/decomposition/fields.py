"""Whose field the words of a promise touch, and whether they promise a work of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.reports.decomposition import kinds, wording
from tasks.reports.decomposition.duties import DUTIES

# A work, programme, rule or event that is answered for by itself.
_OWN_WORK = re.compile(
    r"《|工程|行动|专项|计划|试点|示范区|试验区|先行区|产业园|集聚区|新区|基地|方案|条例|办法|规划|公路|铁路|高速|高铁|机场|港|航线|航道|码头|口岸|水库|泵站|电站|灌区|管网|大桥|隧道|轨道|地铁|集团|交易所|委员会|“[^”]{2,12}”[^，。；]{0,6}(?:建设|创建)|任务[，,。；;]?$"
    r"|学校|中学|小学|大学|幼儿园|医院|公园|(?<!推)广场|实验室|研究院|综合体|博物馆|图书馆|体育馆|场馆|小镇|论坛|博览会|大会|运动会|马拉松|普查|换届|(?:节|赛|展会|峰会)[，,。；;]?$"
)
_PROGRAMME = re.compile(
    r"[\u4e00-\u9fff]工程(?![师院])|专项(?:行动|治理|整治)|集中整治|大行动|示范区|试验区|先行区|“[^”]{0,14}(?:工程|行动|实事|计划|体系)”|”[^，。；“]{0,6}(?:工程|行动|实事|计划|政策)"
)
_LONGEST_WORD = max(len(word) for words in DUTIES.values() for word in words.split())


def is_soft(words: str) -> bool:
    """Whether the words promise no number, date, named work or founding act."""
    firm = wording.has_figure(words) or wording.has_term(words) or wording.is_strong(words)
    return not firm and not _OWN_WORK.search(words) and kinds.kind_of(words) != "project"


def names_programme(words: str) -> bool:
    """Whether a programme or a pilot area is named, with its own sign or in quotation marks."""
    return bool(_PROGRAMME.search(words))


@lru_cache(maxsize=1)
def _holders() -> dict[str, frozenset[int]]:
    """Each duty word with the departments (by their place in the table) that look after it."""
    held: dict[str, set[int]] = {}
    for department, words in enumerate(DUTIES.values()):
        for word in words.split():
            held.setdefault(word, set()).add(department)
    return {word: frozenset(departments) for word, departments in held.items()}


@lru_cache(maxsize=256)  # a clause is asked about several times in a row
def fields_of(words: str) -> frozenset[int]:
    """The departments whose duty words the text holds, the longest word at each place."""
    holders, at = _holders(), 0
    found: set[int] = set()
    while at < len(words):
        for length in range(min(_LONGEST_WORD, len(words) - at), 1, -1):
            if departments := holders.get(words[at : at + length]):
                found |= departments
                at += length - 1
                break
        at += 1
    return frozenset(found)


def share(one: str, other: str) -> bool:
    """Whether two promises fall to the same department, or one of them names no field of its own."""
    first, second = fields_of(one), fields_of(other)
    return not first or not second or bool(first & second)


def same(one: str, other: str) -> bool:
    """Whether two promises both name a field and fall to the same department."""
    return bool(fields_of(one) & fields_of(other))
