"""How firmly a target is set (at least, at most, about), and targets set in words instead of figures."""

from __future__ import annotations

import re

from tasks.reports.decomposition.quantities import Quantity
from tasks.reports.decomposition.shapes import Target
from tasks.reports.decomposition.subjects import before_noun, strip_lead

ASPIRATION = re.compile(
    r"^(?:并)?(?:在实际(?:工作|执行)(?:中|当中))?[，,]?(?:力争|争取|努力(?:争取|实现)?|奋力|尽力|尽最大努力)"
)
_QUALIFIER = re.compile(r"^(?:的)?(?:左右|上下|及?以上|之上|以内|之内|及?以下)")
_CEILING = re.compile(r"(?:控制在|不超过|不高于|不突破|不大于|控制到|压减到|低于等于)[\u4e00-\u9fff]{0,3}$")
_FLOOR = re.compile(r"(?:不低于|不少于|不小于|至少|最低)[\u4e00-\u9fff]{0,3}$|不低于[\u4e00-\u9fff]{2,20}的$")
_OVER = re.compile(r"(?:超过|突破|高于|大于|多于|超|逾|跨越|迈上|站上)(?:了)?$")
_UNDER = re.compile(r"(?<!不)(?:低于|小于|少于|不足|不到)$")

_LINK = re.compile(
    r"^(?P<name>[\u4e00-\u9fffA-Za-z“”、（）()%]{2,30}?)(?:继续|总体|基本)?(?:保持|实现)?(?:"
    r"(?:与|和|同|跟)[\u4e00-\u9fffA-Za-z]{2,20}?(?:保持|总体|大体|基本)*同步"
    r"|(?:继续)?(?:明显|持续|略|均)?(?:不低于|高于|快于|低于|优于|好于|领先于|超过)[\u4e00-\u9fff“”、]{2,24}"
    r"|(?:继续)?(?:保持|稳定|处于|位居|控制)?(?:在)?(?:全国|全省|全市|全区|同期)(?:平均|中上|先进|前列)?(?:水平)?(?:以上|以下|前列|上游))$"
)
_ASSIGNED = re.compile(
    r"(?P<who>国家|中央|上级|省|自治区|市|省委省政府|部委|省定|市定)[^，。；]{0,12}?(?:下达|要求|确定|考核|规定|核定|分解|审核|目标|任务|标准|指标|“)"
)
_REACHES = re.compile(r"(?:全面|如期|超额|按照?[\u4e00-\u9fff]{0,6}要求)?(?:完成|达到|实现|控制在|衔接)")
_INDICATOR = re.compile(
    r"(?:增加值|总值|收入|投资|零售总额|进出口|出口|失业率|就业|外资|价格|物价|产量|能耗|强度|排放|排放量|用水量|浓度|贷款|存款|入库|支出|赤字率|债务率|覆盖率|普及率|优良率|完成率|生态环境质量|环境质量|占比|比重|生产率|"
    r"城镇化率|国际收支|节能|减排|储蓄)(?:指数|总量|总额|水平|率|增速|涨幅|主要指标)?$"
)
_DOES = re.compile(r"(?:对|就一定|综合施策|控制|推动|采取|通过|加强)")
_STATE = re.compile(
    r"(?:促|继续|总体|进一步|持续|稳步|基本|逐步|明显|稳中|大幅|与[\u4e00-\u9fff“”十五]{2,16})*(?:稳量提质|提质增效|合理回升|保持[\u4e00-\u9fff]{2,8}|稳定增长|稳定|下降|提高|提升|回升|平衡|改善|优化|增长|稳步提升|稳定在合理区间|回稳向好|止跌回稳|促稳提质|稳中提质|稳中有升|统筹衔接|平稳|降低|协调)$"
)


def qualifier(after: str) -> str:
    """The word right behind a figure that says how firm it is (以上, 左右, 以内)."""
    match = _QUALIFIER.match(after)
    return match.group() if match else ""


def comparator(number: Quantity, before: str, after: str) -> str:
    """≥ ≤ > < ≈ = or range, from the words around the figure; 控制在…左右 is a ceiling."""
    word = qualifier(after)
    tail = before.rstrip("□ ")
    if re.search(r"(?:高于|快于|低于)(?:全国|全省|全市|同期|国家)[\u4e00-\u9fff]{0,8}$", tail):
        return "relative"
    if number.high is not None:
        return "range"
    if word.endswith(("以内", "之内", "以下")) or _CEILING.search(tail):
        return "≤"
    if re.match(r"[\u4e00-\u9fff]{0,6}(?:红线|底线)", after):
        return "≥"
    if word.endswith(("以上", "之上")) or _FLOOR.search(tail):
        return "≥"
    if word or number.about in ("约", "近", "大约") or re.search(r"(?:约|近|大约|接近)$", tail):
        return "≈"
    if number.more or number.about in ("超", "超过", "逾") or _OVER.search(tail):
        return ">"
    return "<" if number.about == "不足" or _UNDER.search(tail) else "="


# 翻一番, 增长三成, 压减三分之一: a measure in words instead of figures.
_IN_WORDS = re.compile(
    r"翻[一两三]?番|(?<![\u4e00-\u9fff][一二三四五六七八九十])[一二三四五六七八九]成(?=以上|左右|多|$)|[二三四五六七八九十]分之[一二三四五六七八九](?:以上|左右)?|两位数|由负转正|正增长|[一二两三四五六七八九十]倍(?!增)"
)


def wordy_targets(clause: str, subject: str) -> list[Target]:
    """A target without a figure: held against another figure, assigned from above, or a state of an indicator."""
    words = clause.strip(" 　、")
    if len(words) > 60:
        return []
    again = re.match(r"(?:高于|快于|优于|低于|不低于)[\u4e00-\u9fff]{3,20}$", words)
    if again and subject:
        return [Target(subject, "relative", None, None, "", words)]
    measured = _IN_WORDS.search(words)
    if measured:
        name = before_noun(
            re.sub(
                r"(?:增长|提高|下降|压减|减少|降低|提升)?(?:[至到]|超过?|近|约|达到?)?$",
                "",
                words[: measured.start()],
            )
        )
        return [Target(re.sub(r"^.*[把将]", "", name) or subject, "text", None, None, "", words)]
    link = _LINK.match(words)
    if link:
        return [Target(strip_lead(link["name"]), "relative", None, None, "", words)]
    if _ASSIGNED.search(words) and _REACHES.search(words):
        name = strip_lead(_REACHES.split(words, maxsplit=1)[0]).strip("按照") or _assigned_name(words)
        return [Target(name or words, "text", None, None, "", words)] if _speaks_of_targets(words) else []
    state = _STATE.search(words) if len(words) <= 30 else None
    if state and _INDICATOR.search(words[: state.start()]) and not _DOES.match(words):
        return [Target(strip_lead(words[: state.start()]), "text", None, None, "", words)]
    return []


def _speaks_of_targets(words: str) -> bool:
    return bool(re.search(r"下达|约束性|指标|考核目标|目标任务|减排|能耗|减碳|要求$|序时进度", words))


def _assigned_name(words: str) -> str:
    match = re.search(
        r"(?:下达|要求|确定)的?(?P<what>[\u4e00-\u9fff、]{2,30}?)(?:目标任务|目标|任务|指标)*$", words
    )
    return strip_lead(match["what"]) if match else ""
