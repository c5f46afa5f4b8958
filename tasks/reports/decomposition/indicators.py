"""The list of expected targets, cut so that each indicator stands alone."""

from __future__ import annotations

import re

from tasks.reports.decomposition import wording
from tasks.reports.decomposition.sentences import Span, clauses, trim

# What goes on speaking of the indicator before it: a second figure, a wish for more, a comparison.
_GOES_ON = re.compile(
    r"^(?:同比|比上年|比去年|较上年|增长|年均|增速|增幅|涨幅|达到?|突破|超过|完成|约|占|在实际|实际工作|力争|争取|努力|其中|分别|总量|高于|低于|快于|好于|优于|不低于|不超过|并|且|确保|保持在|控制在|稳定在|按可比|扣除|以上|以内|左右|下降|降低|提高|上升|全面完成|为|有利于|与.{2,14}(?:相适应|同步|衔接)|进一步)"
)
_ON_GROUND = re.compile(r"(?:基础上|前提下|的同时)[，,]$")
_ASSIGNED = re.compile(r"(?:国家|上级|省|市|自治区|下达).{0,30}(?:目标|任务|指标|要求)|指标")
_KEEPS_PACE = re.compile(r"[\u4e00-\u9fff]{4,}(?:同步|平衡|稳定)[，,；;。]?$")
_LEVEL = re.compile(
    r"(?:增长|达到?|完成|控制在|以上|以内|左右|下降|降低|上涨|同步|提高|高于|快于|稳定|保持|突破|持平|优于|改善|平衡|基本|持续|继续|稳|向好|实现|目标|提质|增效|回升|防控|趋缓|合理|只增不减|不减|进展)"
)

# An indicator whose target is a state in words: 实际利用外资稳中有升, 物价总体稳定.
_INDICATOR_STATE = re.compile(
    r"^[^、]{3,}(?:稳中有升|稳中有进|稳中提质|稳量提质|提质增效|合理回升|稳定|平稳|增长|下降|提高|改善|同步|平衡|回稳|向好)[、，,；;。]?$"
)


def cut(line: str, start: int, end: int, inside: bytearray) -> list[Span]:
    """One span per indicator of the sentence line[start:end]."""
    spans: list[Span] = []
    for begin, stop in clauses(line, start, end, inside):
        words = line[begin:stop]
        if spans and ((_GOES_ON.match(words) and not _names_itself(words)) or len(words) < 4):
            spans[-1] = (spans[-1][0], stop)
            continue
        if spans and not _states(line[spans[-1][0] : spans[-1][1]]):
            # a name alone waits for the clause that says what becomes of it, but not over a semicolon
            if line[spans[-1][1] - 1] not in "；;":
                spans[-1] = (spans[-1][0], stop)
                continue
            if len(spans) > 1 and line[spans[-2][1] - 1] not in "；;":
                spans[-2:] = [(spans[-2][0], spans[-1][1])]
        spans.extend(_at_enumeration(line, begin, stop, inside))
    return spans


def _states(words: str) -> bool:
    if _ON_GROUND.search(words):
        return False
    return wording.has_figure(words) or bool(_LEVEL.search(words)) or len(words) > 16


def _names_itself(words: str) -> bool:
    """Whether a clause opening with a verb names its own indicator, as 完成固定资产投资100亿元 does."""
    if not re.match(r"(?:努力)?(?:完成|实现|确保|力争|争取|保持|全面完成)[^\d，]{4,}", words):
        return False
    return wording.has_figure(words) or bool(_ASSIGNED.search(words) or _KEEPS_PACE.search(words))


def _at_enumeration(line: str, start: int, stop: int, inside: bytearray) -> list[Span]:
    """Cuts `甲增长5%、乙增长6%` at the mark when each side has its own name and its own figure."""
    parts, begin = [], start
    for i in range(start, stop):
        if line[i] == "、" and not inside[i]:
            parts.append((begin, i + 1))
            begin = i + 1
    parts.append((begin, stop))
    if len(parts) == 1 or "分别" in line[start:stop]:
        return [(start, stop)]
    spans: list[Span] = []
    for begin, end in parts:
        words = line[begin:end]
        alone = _LEVEL.search(words) and not _GOES_ON.match(words) and len(words) > 6
        alone = alone and (wording.has_figure(words) or _INDICATOR_STATE.search(words))
        before = line[spans[-1][0] : spans[-1][1]] if spans else ""
        # names without a figure wait for the one that carries it: 城镇、农村居民收入分别增长…
        if spans and not (alone and (wording.has_figure(before) or _INDICATOR_STATE.search(before))):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return [trim(line, *span) for span in spans]
