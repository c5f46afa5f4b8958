"""What a figure is about: the words before it without their verbs, or the noun after it."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.reports.decomposition.dates import WHEN
from tasks.reports.decomposition.quantities import Quantity

_LIGHT = re.compile(
    r"^(?:[、和及与并把将]|好(?=[\u4e00-\u9fff]{4})|部署实施|组织实施|实施|发放|突出抓好|以及|同时|其中|通过|力争|确保|争取|努力|奋力|务必|全年|年内|年度(?=计划)|当年|今年|今后|预计|计划|安排|按照?|要|将|使|让|再|实现|完成|达到|推动(?=[\u4e00-\u9fff]{2,8}(?:增长|达到|突破|超过))|力促|优先|拟安排|拟|"
    r"到(?!位|期|账|户|校|岗|港|访)|使得|全面|全力|促进(?=投资|消费)|加快|继续|不断|着力|大力|积极|扎实|稳步|深入|切实|进一步|高质量|高标准|坚决|如期|按期|[一二三四五六七八九十]{1,2}是|主要预期目标[是为]|预期目标[是为])"
)
_VERB_END = re.compile(
    r"(?:(?:比|较)20\d\d年(?:末|底)?|比去年预算|比上年预算|同比|按可比口径|按可比价格?(?:计算)?|比上年|比去年|较上年|较去年|环比|预期|年均|平均|将|要|力争|确保|争取|分别|均|都|再|各|年内|基本|继续|拟安排|稳步|总数|总量(?=达到))?"
    r"(?:增长|增加|增至|增加到|达到|达|完成|实现|超过|突破|迈上|站上|高于|低于|控制|保持|稳定|提高|提升|上升|上涨|下降|降低|减少|降|扩大|压缩|压减|缩短|回升|增幅达|不低于|不少于|不超过|不高于|不突破|至少|"
    r"(?<=[\u4e00-\u9fff]{3})[要再都]|拟|为|到|至|约|近|超|逾|在|按|占|居|是|累计|新增|双双)$"
)
# 推动林下经济面积达到…: the verb governs the measure and is no part of its name.
_GOVERNS = re.compile(
    r"^(?:推动|推进|促进|打造|聚焦)(?=[\u4e00-\u9fff“”]{2,}(?:面积|产值|业务量|收入|建设|项目|规模|总量|总额|产量|数量|率)$)"
)
_ONLY_VERB = re.compile(
    r"^(?:新[（(][^（()）]{1,3}[）)]建|推动|促进|形成|新|再|续|改|扩|新建|改建|扩建|续建|新改扩建|新改建|新增|增加|增设|增配|建成|建设|改造|推进|实施|开工|竣工|启动|发放|培育|引进|引育|招引|打造|发布|释放|培训|完善|提升|布局|举办|开展|组织|创建|"
    r"选派|选树|认定|扶持|支持|服务|完成|实现|治理|整治|修复|提供|开行|开通|推广|制定|出台|筹集|筹措|投入|投放|落实|争取|储备|谋划|签约|落地|投产|加装|更新|配备|安装|设立|建立|免费|改善|解决|化解|盘活|抓好|用好|办好|做好|"
    r"力争|确保|重点|全年|年内|累计|在全市|在全区|在全省|和|及|与|并|等|为|安排|严格|计划|滚动|集中|率先|加快|全面|大力|持续|新开工|续|新培育|新引进|争创|达到|拥有)*$"
)
MOST_SHARED = 4  # names before 分别 and one figure
_NEXT = re.compile(r"[、，,和及与]|以及")


def strip_lead(words: str) -> str:
    """The words without dates, auxiliaries and light verbs at their beginning."""
    previous = None
    while words != previous:
        previous = words
        words = _LIGHT.sub("", words.strip(" 　、"))
        when = WHEN.match(words)
        if when and not when["bare_year"] and when.group() != words:
            words = words[when.end() :]
        words = re.sub(r"^(?:到|至)?(?:20\d\d)年(?=[\u4e00-\u9fff])", "", words)
    return words


def before_noun(words: str) -> str:
    """The noun that a figure after these words counts; empty when they hold only a verb."""
    if len(words) > 200:
        return ""
    words = strip_lead(re.split(r"[，；;。]", words)[-1])
    if _only_verb(words):
        return ""
    previous = None
    while words != previous:
        previous = words
        words = _VERB_END.sub("", words.rstrip(" 　、"))
    words = re.sub(r"(?:和|及|与|等|的|各)$", "", words)
    words = _GOVERNS.sub("", words)
    return (
        "" if _only_verb(words) or re.fullmatch(r"[由从]?每?[人年月生户]*(?:每[人年月])*", words) else words
    )


def _only_verb(words: str) -> bool:
    return len(words) <= 16 and bool(_ONLY_VERB.match(words))


def after_noun(words: str) -> str:
    """The noun that directly follows a figure (…个 省级重点项目), up to the next figure's noun."""
    words = re.sub(r"^(?:左右|上下|以上|及以上|以内|之内|以下)", "", words)
    words = re.sub(r"^(?:[（(][^（()）]{1,3}[）)])?的?", "", words)  # 2.5万套（间）危旧房
    if re.match(
        r"(?:大关|关口|台阶|目标|增长|增速|任务|同比|较|比|力争|、|和(?!美|谐|平|睦)|及|与|并|且|等|用于|以|来|内$|至|到|，)",
        words,
    ):
        return ""
    words = _NEXT.split(words)[0] if re.search(r"\d", words) or _NEXT.search(words[-1:]) else words
    words = re.sub(r"(?:达到?|为|超过|突破|提高到)$", "", words)
    words = re.sub(r"(?:年内|全部|年底前|按期|如期|按时|力争|确保|同比|基本).*$", "", words).strip(" 　、")
    return words if len(words) > 1 and re.search(r"[\u4e00-\u9fff]{2}", words) else ""


def respective_subjects(clause: str, numbers: list[Quantity], earlier: list[str]) -> list[str]:
    """城镇、农村居民收入分别增长…和…: one subject for each of the numbers, or an empty list.

    同比分别增长… names none: it speaks of the `earlier` subjects in their order.
    """
    at = clause.find("分别")
    if len(numbers) < 2 or numbers[0].start < at:
        return []
    if at < 0:
        return _side_by_side(clause, numbers)
    head = strip_lead(clause[:at])
    if (not before_noun(head) or head in ("同比", "环比", "比上年", "较上年", "比去年", "较去年")) and len(
        earlier
    ) >= len(numbers):
        return earlier[-len(numbers) :]
    parts = [part for part in re.split(r"[、和及与]|以及", head) if part]
    if len(parts) == len(numbers):
        return _with_common_tail(parts)
    if len(numbers) == 2 and "城乡" in head:
        return [head.replace("城乡", "城镇", 1), head.replace("城乡", "农村", 1)]
    return [head] * len(numbers)


def shared_subjects(clause: str, number: Quantity) -> list[str]:
    """化学需氧量、氨氮排放量分别下降2%: the names that one figure holds for each, or an empty list."""
    at = clause.find("分别", 0, number.start)
    names = [name for name in re.split(r"[、和及与]", before_noun(clause[:at]) if at > 0 else "") if name]
    return _with_common_tail(names) if 2 <= len(names) <= MOST_SHARED else []


def _side_by_side(clause: str, numbers: list[Quantity]) -> list[str]:
    """改造供热、燃气、排水管网80公里、60公里、30公里: as many names as figures that stand side by side."""
    gaps = (clause[one.end : two.start] for one, two in pairwise(numbers))
    names = [name for name in before_noun(clause[: numbers[0].start]).split("、") if name]
    if len(numbers) < 3 or len(names) != len(numbers) or any(gap != "、" for gap in gaps):
        return []
    return _with_common_tail(names)


def _with_common_tail(parts: list[str]) -> list[str]:
    """城镇 and 农村居民收入 share 居民收入; names that stand alone stay as they are."""
    last = parts[-1]
    width = len(parts[0])
    if all(len(part) == width and width <= 4 for part in parts[:-1]) and len(last) > width + 1:
        return [part + last[width:] for part in parts[:-1]] + [last]
    return parts
