"""The quantities a text promises, each with its subject in the text's words and how firmly it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.reports.decomposition.comparisons import ASPIRATION, comparator, qualifier, wordy_targets
from tasks.reports.decomposition.quantities import Quantity, plain, quantities
from tasks.reports.decomposition.shapes import Target
from tasks.reports.decomposition.subjects import (
    after_noun,
    before_noun,
    respective_subjects,
    shared_subjects,
    strip_lead,
)

_BOUNDARY = re.compile(
    r"[，；;。！!：:\n]|,(?!\d{3}(?!\d))|、(?=(?:并)?(?:力争|争取|努力争取|奋力)|在实际|(?:高于|快于|优于|低于)[\u4e00-\u9fff])"
)
_HIDDEN = re.compile(r"[（(][^（()）]*[）)]|《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
_TIME_UNIT = re.compile(r"(?:小时|分钟|天|工作日|工日)$")
_TIME_COUNTS = re.compile(r"压缩|缩短|压减|控制|不超过|减至|降至|降到|达到|优良|减少|增加|以内|平均")
_CAPACITY = re.compile(r"(?:吨|千瓦|兆瓦|千伏安|千瓦时|MW|GW|标准箱|立方米|立方米/日|吨/日)$")
_WORKS = re.compile(
    r"^(?:级|以上)?(?!的)[\u4e00-\u9fff]{0,12}?(?:矿|项目|工程|生产线|基地|电站|机组|电厂|装置|热电|码头|泊位|煤制|一体化|风电|光伏|储能|水厂|船闸|粮库)"
)
_THRESHOLD = re.compile(
    r"^(?:及?以上|及?以下|级)(?:的)?(?:各类|燃煤|技改|物流|工矿|小|大|重大|优质|制造业|工业|服务业|产业|先进|龙头|重点|亿元|高端|在建|商贸|规模|新)*(?:行政村|村(?=占|达)|乡镇|项目|企业|园区|集群|景区|居民|家庭|人口|人群|产业|老年人|老人|锅炉|工程|单位|汽车|客车|车辆|船舶|机动车)"
)
_COUNTED = re.compile(r"(?:个|家|项|座|条|所|处)$")  # 1500个以上技改项目 are so many projects
_THRESHOLD_BEFORE = re.compile(
    r"^\d[\d.]*[\u4e00-\u9fff]{1,3}?及?以[上下](?:的)?(?:各类)?"
)  # 17座 10蒸吨以下的燃煤锅炉
_OF_SIZE = re.compile(r"(?:营收|营业收入|产值|年?销售收入|销售额|规模)(?:过|超过?|突破|达)$")
_SIZED = re.compile(r"(?:的)?[\u4e00-\u9fff]{0,12}?(?:企业|项目|产业|集群|园区)")
_STAGE_COUNTED = re.compile(r"(?:新开工|开工|基本建成|建成|竣工投产|竣工|投产|交付)$")  # 新开工700万套
_COMES = re.compile(r"^(?:建成|投产|投运|投用|开工|竣工|完工|通车|达产|落地|安排)")
_GROWS = re.compile(
    r"^(?:同比|总|累计)?(?:增长|增加|增速|达到?|提高|提升|下降|降低|减少|完成|实现|为|约|近|超过?|突破|控制在|保持在|不低于|不少于|不超过|其中|分别)*$"
)
_WHOLE_COST = re.compile(
    r"(?:(?:计划|估算|概算|预计)?总投资|投资总额|估算投资|概算|单体投资)(?:额)?(?:约|近|超过?|达到?|逾|为|规模)?$"
)

# The number of an item is no part of what it counts; 7．5% is a figure.
_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}\s?(?:[．、.](?!\d)|[）)])|[（(]\s?[\d一二三四五六七八九十]{1,3}\s?[）)][、．.]?|[一二三四五六七八九十]{1,3}[、．]|[①-⒛㈠-㈩])\s*"
)

MOST_RESPECTIVE = 8  # subjects before a clause that its 分别 may speak of
WINDOW = 60  # characters on either side of a figure that may speak of it


def find_targets(text: str) -> list[Target]:
    """Every quantity or stated comparison that the text promises, in the order written."""
    found: list[Target] = []
    subject = ""
    text = _NUMBER.sub("", text, count=1)
    for original, masked in _clauses(text):
        if found and _is_stretch(original, masked):
            if not found[-1].stretch:
                found[-1].stretch = original
            continue
        numbers = [number for number in quantities(masked) if not _is_description(masked, number)]
        earlier = [target.name for target in found[-MOST_RESPECTIVE:]]
        targets = (
            _numbered(original, masked, numbers, subject, earlier)
            if numbers
            else wordy_targets(original, subject)
        )
        found += targets
        subject = next(
            (target.name for target in reversed(targets) if target.name), before_noun(original) or subject
        )
    return found


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Each clause as written, and with figures inside brackets, quotes and titles blotted out."""
    even = plain(text)
    masked = _HIDDEN.sub(lambda match: "□" * len(match.group()), even)
    start = 0
    for match in [*_BOUNDARY.finditer(masked), None]:
        end = match.start() if match else len(masked)
        piece = masked[start:end]
        if piece.strip():
            indent = len(piece) - len(piece.lstrip(" 　、"))
            piece = piece.strip(" 　、")
            yield text[start + indent : start + indent + len(piece)], piece
        start = match.end() if match else end


def _is_stretch(original: str, masked: str) -> bool:
    """Whether a clause only asks for more of the target before it (、力争达到7%; 努力争取更好结果)."""
    if not ASPIRATION.match(original):
        return False
    numbers = quantities(masked)
    if not numbers:
        return bool(re.search(r"更好|更优|更高|更多|更大|更快|结果|高于|超过|水平$|番$|成$|倍$", original))
    return not before_noun(original[: numbers[0].start]) and not after_noun(masked[numbers[0].end :])


def _is_description(clause: str, number: Quantity) -> bool:
    """Whether the number only describes a thing: its whole cost, its capacity, a threshold, a rank, an hour."""
    before, after = (
        clause[max(0, number.start - WINDOW) : number.start],
        clause[number.end : number.end + WINDOW],
    )
    if re.match(r"及?以上(?:的)?\d", after):
        return True  # 其中10亿元以上5个
    if _OF_SIZE.search(before) and _SIZED.match(after):
        return True  # 营收过百亿元的企业
    if re.search(r"投资额?(?:约|近|超过?|达)?$", before) and re.match(
        r"的(?!.{0,6}(?:计划|目标|任务))", after
    ):
        return True
    if re.match(r"以.*为(?:重点|抓手|主线|核心|导向|载体|契机|牵引)", clause[:WINDOW]):
        return True
    if _WHOLE_COST.search(before) and not re.search(r"完成|新增|力争|累计", before[-12:]):
        return True
    if re.search(r"(?:第|前|每|排名|跻身|全国|7|×)$", before) or re.match(
        r"圈|制|热线|电话|便民圈|生活圈", after
    ):
        return True
    if re.search(r"将(?:高)?达$", before):
        return True  # 高校毕业生将高达765万人: a forecast
    if number.unit == "岁":
        return "寿命" not in before  # 65岁以上老年人
    if _TIME_UNIT.search(number.unit):
        return bool(re.match(r"[^，]{0,6}圈", after)) or not _TIME_COUNTS.search(before + after)
    if (
        _CAPACITY.search(number.unit)
        and _WORKS.match(after)
        and not re.search(r"(?:新增|建成|完成|实现|达到)$", before)
    ):
        return True
    if re.match(r"级(?!别)", after) or re.search(r"(?:沿线|周边|方圆)$", before):
        return True  # 30万吨级航道, 沿线1公里
    so_many = _COUNTED.search(number.unit) and not re.match("及?以下", after)
    return bool(_THRESHOLD.match(after)) and not so_many


def _numbered(
    original: str, masked: str, numbers: list[Quantity], subject: str, earlier: list[str]
) -> list[Target]:
    """The targets of a clause with figures; of 由…提高至… only the end counts."""
    shared = respective_subjects(original, numbers, earlier)
    tail = masked[numbers[-1].end :]
    targets: list[Target] = []
    begin = 0
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        between = masked[number.end : following.start] if following else tail
        before = original[max(begin, number.start - WINDOW) : number.start]
        if following and re.search(r"[由从](?!事)[^、]*$", before) and re.search(r"[至到为]$", between):
            continue
        moved = re.search(r"^(.*?)[由从](?!事)[^、]*\d.*?[至到为]$", before)
        sign = comparator(number, masked[max(begin, number.start - WINDOW) : number.start], between)
        if shared and sign == "=":
            sign = comparator(number, "", qualifier(tail) or "")
        name = (
            shared[index]
            if shared
            else _name(moved.group(1) if moved else before, original, number, following, numbers[-1].end)
        )
        end = number.end + len(qualifier(between))
        behind = after_noun(_own(original[number.end : number.end + len(between)], following))
        if behind and name == behind:
            end = original.index(behind, number.end) + len(behind)
        words = original[begin:end].strip("、和及与 ")
        works = _STAGE_COUNTED.search(before)
        name = name or (works.group() if works else subject) or _GROWS.sub("", strip_lead(before))
        if name == "总投资" and not before.strip():
            continue  # 总投资：4.2亿元 is the whole cost
        each = shared_subjects(original, number) if len(numbers) == 1 else []
        for subject in each or [name]:
            targets.append(Target(subject, sign, number.value, number.high, number.unit, words))
        begin = end
    return targets


def _own(after: str, following: Quantity | None) -> str:
    """What stands behind a figure without the words that lead to the next one: 张床位、累计达."""
    return re.split(r"、(?=[^、]*$)", after)[0] if following else after


def _name(before: str, original: str, number: Quantity, following: Quantity | None, last: int) -> str:
    """The subject of a number: what stands before it, or after it where only a verb stands before."""
    if number.unit.endswith("元") and re.fullmatch(r"投资(?:约|近)?", strip_lead(before)):
        return "投资"  # 投资8000万元实施…改造
    after = _own(original[number.end : following.start if following else number.end + 2 * WINDOW], following)
    behind = after_noun(_THRESHOLD_BEFORE.sub("", after))
    ahead = before_noun(re.split(r"不?(?:高于|快于|低于|优于)(?:全|同期|国家|当地|上年)", before)[0])
    if re.search(r"(?:长度|面积|里程|规模|总投资|金额)$", ahead):
        return ahead
    if ahead and _COMES.match(behind):
        return ahead  # 产能1400万吨建成投产; 赤字率按2.8%安排
    if behind and (
        not ahead
        or not re.match(r"(?:的)?(?:年度|全年)?(?:目标|任务|投资计划|计划|安排|标准|规模|水平|以上)", after)
    ):
        return behind
    if not ahead and following:
        return after_noun(original[last : last + WINDOW])
    return ahead or strip_lead(behind)
