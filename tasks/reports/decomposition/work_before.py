"""Clauses with a figure that say how much of the work named before them: its cost, its reach, its part of a year."""

from __future__ import annotations

import re

SHORT_NOUN = 5  # characters of what a figure counts, where the clause before names it whole

# What the work before it costs, reaches or brings about: 实施…项目210个，完成投资480亿元; …，惠及居民1.2万户.
_OF_WORK_BEFORE = re.compile(
    r"^(?:预计|可|计划|力争|确保|全年|年度|累计|直接|总)*(?:带动|拉动|撬动|惠及|受益|涉及|覆盖|占地|建筑面积|总建筑面积|总长|总里程|总规模|总投资|计划投资|(?:年度|当年)(?:计划)?投资(?:额)?(?=[\d约近超达不])|完成(?:年度|总|计划)*投资(?=[\d约近超]))"
)
# A rate or number without a name of its own: 启动…试点，参合率达到80%以上.
_ITS_RATE = re.compile(
    r"^(?:并|力争|确保|争取|努力)?(?!失业|赤字|负债|出生)[\u4e00-\u9fff]{2}(?:率|总数|总量|总额|数|量|面积|规模|层级)(?:达到?|超过|提高|提升|保持|稳定|控制|压缩|突破|不低于|增|降|实现|[\d.])"
)
# A count without a noun counts what stands before: 实施农村公路提升工程，新建改建350公里.
_BARE_COUNT = re.compile(
    r"^(?:其中|力争|确保|争取|全年|年内|今年|基本|全面|共|再|新|计划|预计|分别|完成|新开工|开工|建成|新建|改建|扩建|新改建|改造|建设|交付|修复|新增|安置|竣工)*(?<=.)约?[\d.]+(?:余|多)?[万亿]?(?:公里|千米|平方米|平方公里|亩|公顷|户|套|个|座|处|条|吨|人次|公里以上)(?:以上|左右)?[，,。；;]$"
)
# 完成2万人搬迁任务, 实现就业2万人: how much of what the clause before sets out to do.
_COMPLETES = re.compile(
    r"^(?:并|力争|确保|争取|努力|年内|全年|今年)*(?:完成|实现)(?=[^，]{2,16}[，,。；;]?$)"
)
_NO_NOUN = re.compile(
    r"[^\u4e00-\u9fff]+|以上|左右|任务|目标|全部|新增|[万亿]?(?:人次|平方米|公里|[亩元户套个座所家人])"
)


def counts_work_before(words: str, before: str) -> bool:
    """Whether a figure says how much of the work before it: 推进避险搬迁，完成2万人搬迁任务."""
    if any(pattern.match(words) for pattern in (_OF_WORK_BEFORE, _ITS_RATE, _BARE_COUNT)):
        return True
    completes = _COMPLETES.match(words)
    noun = _NO_NOUN.sub("", words[completes.end() :]) if completes else ""
    return 2 <= len(noun) <= SHORT_NOUN and any(noun[i : i + 2] in before for i in range(len(noun) - 1))
