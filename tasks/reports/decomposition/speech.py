"""Sentences of the plan that promise nothing: address, lead-in, requirement, reason, background, past and far future."""

from __future__ import annotations

import re

from tasks.reports.decomposition import fields, wording
from tasks.reports.decomposition.parts import years_in

HEADING, PROCEDURAL, SLOGAN, EXPLANATION, RETROSPECT, OUTLOOK = (
    "heading", "procedural", "slogan", "explanation", "retrospect", "outlook",
)  # fmt: skip

LONGEST_CALL = 80
_PROCEDURAL = re.compile(
    r"^(?:各位代表|同志们|各位委员)[！!，,：:。]?$|代表.{0,20}(?:政府|管委会).{0,12}(?:报告|作).{0,10}工作|请.{0,6}予?(?:审议|审查)|提请.{0,20}(?:审议|审查|审定)|提出意见[。！]?$|^(?:各位代表[！，])?让我们|更加紧密地?团结"
)
_COUNT = r"(?:[一二三四五六七八九十\d]{1,3}|几|以下|下列|下面|如下|上述)"
_LEAD_IN = re.compile(
    rf"^(?:为此|为了?.{{2,30}}[，,])?.{{0,70}}(?:抓好|做好|推进|把握|办好|坚持|做到|突出|聚焦|围绕|实施|开展|完成|包括|处理好|注重|采取|落实|推动|打好|安排|办理|抓住|强化|实现|从|在).{{0,14}}{_COUNT}(?:个|大|项|件|条|点)?(?:重大|重点|主要)?(?:方面|重点工作|工作|任务|重点|环节|事项|关系|要求|举措|几点)(?:的)?(?:重点|主要)?(?:工作|任务|方面|着力|努力|入手|取得.{{0,6}}突破|实现.{{0,6}}突破)?[。：:！]$"
)
_ENDS_OPEN = re.compile(r"(?:[：:]|(?:如下|以下)[。：:]?)$")
_REQUIREMENT = re.compile(
    r"(?:总体要求|总体思路|指导思想|工作思路|总的要求|基本思路|总体部署|工作总基调|总要求|工作主线|基本要求|总的思路)(?:是|为|[：:])|以(?:习近平|邓小平|马克思|毛泽东|“三个代表”|科学发展观).{0,40}(?:为指导|为统领|为根本遵循|为指引)|^.{0,24}(?:全面|深入|认真|坚决)(?:学习)?贯彻(?:落实)?(?:习近平|党的|邓小平|科学发展观|中央(?!八项)|省委|市委|区委|县委|自治区党委).{0,60}(?:精神|思想|部署).{90}"
)
_REASON = re.compile(
    r"^(?:我们)?(?:确定|提出|设定|制定|安排|作出)?(?:以上|上述|这些|这一|这样的?|该|今年的?)?.{0,14}(?:目标|指标|增速|预期|安排|赤字率)的?(?:设定|确定|提出)?(?:[，,]|是|既|充分|综合|主要|体现|考虑|兼顾).{0,40}(?:考虑|体现|兼顾|衔接|需要|有利于|符合|实事求是|统筹|依据|立足|留)|^(?:今年的?)?[^，。]{0,30}(?:目标|涨幅|增速|增长)[^。]{0,40}(?:主要是(?:由于|为了|考虑|因为|要与)|目的在于|体现了|突出了|兼顾了|综合考虑了?)|^[^，。]{0,24}(?:预期|增长|增速|发展)(?:增长)?目标[，,]?(?:与|既|充分|符合|有利于|兼顾|统筹考虑)|^(?:提出|确定|设定|安排)[^。]{0,50}(?:主要是|综合考虑|是为了|目的在于)|^[^，。]{0,30}目标[为是][^，。]{1,14}[，,](?:既|是|主要|综合|充分|体现|符合|有利于|考虑)|^这(?:次|项|些)[^。要将]{0,24}(?:是|着眼|主要围绕|突出|体现)|^(?:[把将])?[^，。\d]{0,24}(?:增长|涨幅|增速|目标|速度)[^，。\d]{0,12}[定为在]?\d[^，。]{0,10}[，,]?(?:是(?!要|否)|主要(?:是|基于)|充分|综合|考虑|兼顾|体现|符合)|^(?:从[^，。]{2,20}看[，,])?[\d.]+[%％]左右的(?:增速|增长|目标)|^(?:[^，。]{2,12})(?:更|就|既|也)是为了|^(?:综合考虑了|主要考虑|这样安排|这样的目标|这主要是|这既|这是|之所以|这里)"
)
_BACKGROUND = re.compile(
    r"^(?:各位代表[，,！!：:]\s*)?(?:(?:今年|20\d\d年|新的一年|明年).{0,14}(?:是|迎来|恰逢|将召开|正值).{0,120}(?:之年|一年|年份|周年|关键期|时期|起步|开局|关头|基础|收官)|(?:完成|实现|做好)好?(?:今年|上述|以上|全年|这些|各项|新的一年)[^，。]{0,16}(?:目标|任务|工作)[^。]{0,40}(?:必须|关键|要求|需要|离不开|贵在|重在|要靠)|(?:踏上|站在|奋进|迈上|肩负).{2,14}(?:征程|起点|使命|阶段|时代)[，,]|当前|放眼|综观|纵观|从.{2,20}(?:看|来看)[，,]|面对.{2,30}(?:形势|任务|挑战|机遇)|(?:我们)?(?:深知|坚信|相信|完全有|有信心|有基础|有条件|有能力|清醒)|尽管|机遇|困难|同时(?:也要|，?我们也?|也)?(?:清醒|看到)|对此，我们|.{0,60}提出了?[^。]{0,10}要求|今年的?.{0,20}(?:繁重|艰巨|挑战|任务重)|经过.{2,20}(?:努力|发展)|实践(?:证明|表明)|(?:发展|改革|稳定)是|.{2,20}(?:任重道远|千头万绪|来之不易|大有可为|前景广阔|就在|近在))"
)
# 今年就业压力仍然较大，…: how things stand, where nothing is demanded of anybody.
_SITUATION = re.compile(
    r"^(?:今年|目前)?[^，。]{0,20}(?:(?:压力|形势|任务|困难|挑战)(?:仍然|依然|还)?(?:较大|很大|不小|严峻|突出)|(?:仍|依然|仍然)是)"
)
_DECLARES = re.compile(
    r"^(?!关键|重点|核心|当务之急|首先|这|那|就|坚持|以(?![上往来]))[^，。]{1,40}?(?<![特别凡但于就还尤其既无论不都也正一二三四五六七八九十])(?:是(?!要|否)|事关|关系着?|关乎|攸关|考验着|需要(?!为|的)|寄托|离不开|仍处于|从来)[^，。]{2,}"
    r"|.*[，,](?:这)?是[^，。]{2,40}(?:需要|要求|举措|关键|保证|基础|任务|所在|选择|前提|之路)[。！]$"
)
# 抓好项目建设是稳增长的保障: a verb opens it, yet it only says what something is.
_DEFINES = re.compile(
    r"^[^。；]{2,60}?(?<![特别凡但于就还尤其既无论不都也正])是[^，。]{2,40}(?:需要|要求|关键|保证|保障|支撑|基础|前提|所在|之路|之策|根本|引擎|举措)[，。！]"
)
_ASSURES = re.compile(
    r"(?:就|必|都)?(?:一定|必定)(?:能|会|将)|必将|就(?:一定)?能(?!源)|总而言之|方能|大有可为|(?:提供|奠定|积累|创造|作出|做出)了.{0,24}(?:保证|保障|基础|条件|支撑|经验|贡献)|没有改变|不会改变"
)
_DEMANDS = re.compile(r"(?<![重主必只首纲需])要(?!素|求|害|件|点|道|闻)|将|必须|务必|应当?|须")
_CALLS_ON_ALL = re.compile(
    r"^[（(]?(?:[省市县区州]政府)?(?:各|有关|相关|市直|区直|县直|省直)[^，。]{0,24}?(?:单位|部门|地区|政府|街道|乡镇|管委会)[^，。]{0,12}?要[^。]*(?:制定实施方案|高度重视|组织领导|明确专人|报送|抓好[^，。]{0,12}落[实地]|认真组织|压实责任|加强协同配合|通力协作|及时[^，。]{0,10}报告|细化[^，。]{0,10}(?:措施|方案|任务)|工作合力)"
    r"|^(?:以上|上述)(?:各项)?(?:任务|工作|事项)[^。]{0,6}请?各[^。]*(?:报|制定)"
    r"|^各[^。]{0,40}及时向[^。]{2,12}(?:报告|反映)。?$"
    r"|^[^，。]{0,8}(?:办公[厅室]|督查室|督查办|政府办)(?:[要将会]|负责)[^。]{0,20}(?:督办|督查|督促|跟踪|通报|调度)[^。]*。?$"
)
# 我们要…，让群众生活更美好: what closes a paragraph with a wish.
_CALLS = re.compile(r"(?:各位代表[！，])?(?:我们|全[省市区县][^，。]{0,8}系统)(?:一定要?|必须|要|将|承诺)")
_WISHES = re.compile(
    r"[，,](?:努力|真正|切实|共同|奋力|更好)*(?:让|使)[^。！]*[。！]$|！$"
    r"|(?:画卷|篇章|图景|答卷|沃土|局面|成色|势头|态势|未来|高地|道路|生态|家园|辉煌|贡献|力量|本色|清廉|事情办好|大显身手|纯净|荣誉|擦得更亮)[。！]$"
    r"|[，,]为[^，。]{2,30}(?:注入|提供|作出|奠定|贡献)[^，。]*[。！]$"
)
_BY_NAME = re.compile("机制|制度|监督|执法|国防|双拥|退役军人|侨务|宗教|政策")
_VOWS = re.compile(
    r"两个确立|两个维护|四个意识|正确政绩观|出政绩|真抓实干|求真务实|急功近利|斗争精神|斗争本领|只争朝夕|干成干好|融入血脉|忠诚之魂|对党忠诚|政治判断力|善作善成"
    r"|急群众所急|想人民之所想|时不我待|实打实|硬碰硬|马不停蹄|雷厉风行|定一件|看准的事|人民[”\"]二字|思想上尊重|必胜之心|建功之志|担当之责|(?:我们|[中我]国)愿(?:与|同)|人人有责|扛在肩上|放在心头|恪尽职守|夙夜在公"
)
_CHECKED = re.compile(
    "监督|审计|公开|执法|整治|整改|问责|督查|考核|评估|培训|热线|审批|预算|支出|经费|会议|文件|采购|招标|诉讼|复议|听证|决策|议案|提案|清单|条例|规章|立法|法治|平台"
    "|调研|信访|巡视|反腐|腐败|廉政|八项规定|形式主义|减负|资金|资产|资源|机制|制度|任务书|闭环|机关效能"
)
_TURNS_TO_PLAN = re.compile(
    r"今年|年内|年底前|月底前|继续|(?<![重主必只首纲需])要(?!素|求|害|件|点|道)|将|力争|确保|争取|基础上|进一步"
)
_PAST_OPENING = re.compile(
    r"^(?:过去(?:的)?(?:一|五|几|这)|去年|上年|近年来|近几年|五年来|一年来|刚刚过去|前不久|截至目前|截至去年|多年来|自.{2,14}以来)"
)
_PAST_VERB = re.compile(
    r"了(?!解|结|就)|已经?(?!建|有)|取得(?:了|新|显著|重大|明显|积极|丰硕|阶段性|长足|历史性|较大|较好)|荣获|获评|入选|被评为|^[^，]{0,8}累计|成功|圆满|实现了|达到了|完成了|居全"
)
_PLAN_VERB = re.compile(
    r"继续|进一步|今年|要|将|力争|确保|争取|加快|在此基础上|年内|推进|实施|加强|推动|深化|完善"
)
_FAR_OPENING = re.compile(
    r"^(?:我们的?目标是[，,：:]?|力争|争取|确保|努力)?(?:到|至|通过|经过|用|再用)?(?:[“\"]?十.?五[”\"]?(?:时期|期间|末)|(?:今后|未来)(?:的)?[三四五几]年|[三四五]年(?:后|左右|时间|内))"
)
_FAR_YEAR = re.compile(
    r"^(?:我们的?目标是[，,：:]?|力争|争取|确保|努力|计划)?(?:到|至|在)?(20\d\d)年(?!.{0,4}(?:工作|计划)).{0,2}"
)
_GOALS = re.compile(
    r"(?:预期|主要|奋斗|发展|工作|具体|调控|约束性|总体|年度|增长|指导性)(?:的)?(?:目标|指标)[^，。；]{0,12}?(?:是|为|[：:])|^是[：:]"
)


def is_goal_list(words: str) -> bool:
    """Whether the sentence states the list of the year's expected targets."""
    return bool(_GOALS.search(words[:120])) and (
        wording.has_figure(words) or words.count("，") + words.count("；") >= 3
    )


def is_label(words: str) -> bool:
    """Whether a line of a project's sheet states its goal: 年度目标：10月底前完工。"""
    return bool(re.match(r"(?:年度|工作|建设|具体|阶段)?目标[：:]", words))


def opens_goals(words: str) -> bool:
    """Whether the words only announce the list of the year's targets: 今年主要预期目标："""
    return len(words) <= 40 and words.endswith(("：", ":", "是", "为")) and bool(_GOALS.search(words))


def goals_begin(words: str) -> int:
    """Offset after the lead-in `…主要预期目标是：`, 0 where the list begins at once."""
    found = _GOALS.search(words[:120])
    if not found:
        return 0
    return found.end() + (
        1 if words[found.end() : found.end() + 1] in "：:" and words[found.end() : found.end() + 1] else 0
    )


def turns_away(words: str) -> bool:
    """Whether a sentence after the targets no longer lists targets: 同时，要…; 这些目标…."""
    return bool(re.match(r"(?:同时|要|此外|在.{2,20}上|综合|这|上述|以上|实现|各|我们|为|做好|完成)", words))


def is_vow(words: str) -> bool:
    """Whether a sentence vows a bearing in the words all reports have for it, and names nothing one could check."""
    if not _VOWS.search(words) or wording.has_figure(words) or wording.has_term(words):
        return False
    checked = _CHECKED.search(words) or fields.names_programme(words) or wording.is_strong(words)
    return not (checked or any(map(_does_in_a_field, re.split("[，；]", words))))


def _does_in_a_field(clause: str) -> bool:
    does = wording.acts(clause) and not (wording.is_attitude(clause) or _VOWS.search(clause))
    return does and bool(fields.fields_of(clause))


def is_closing_call(words: str) -> bool:
    """Whether a sentence calls on everybody and ends in a wish, without a figure, a date or a programme."""
    if len(words) > LONGEST_CALL or not (_CALLS.match(words) and _WISHES.search(words)):
        return False
    firm = wording.has_figure(words) or wording.has_term(words) or fields.names_programme(words)
    return not (firm or _BY_NAME.search(words) or wording.is_strong(re.sub("办好", "", words)))


def is_lead_in(words: str) -> bool:
    """Whether the sentence only announces what follows: 今年要重点抓好以下八方面工作。"""
    return (len(words) <= 100 and bool(_LEAD_IN.search(words))) or (
        len(words) <= 60 and bool(_ENDS_OPEN.search(words))
    )


def reason_of(words: str, year: int | None, *, notice: bool = False) -> str | None:
    """Why a sentence of the plan is no promise, or None when it may be one; a notice orders and doesn't report."""
    if _PROCEDURAL.search(words):
        return PROCEDURAL
    if is_lead_in(words):
        return HEADING
    if _REQUIREMENT.search(words[:160]) and not wording.has_figure(words):
        return SLOGAN
    if not notice and is_vow(words):
        return SLOGAN
    if _REASON.match(words):
        return EXPLANATION
    if _PAST_OPENING.match(words) and not _TURNS_TO_PLAN.search(words):
        return RETROSPECT
    if notice and _CALLS_ON_ALL.match(words):
        return PROCEDURAL
    if not notice and _is_past(words, year):
        return RETROSPECT
    if _is_far(words, year):
        return OUTLOOK
    if _BACKGROUND.match(words) and not wording.has_figure(words):
        return SLOGAN
    if not wording.has_figure(words) and not _DEMANDS.search(_ASSURES.sub("", words)):
        declares = (
            _DEFINES.match(words)
            or (_DECLARES.match(words) and not wording.acts(words))
            or _ASSURES.search(words)
            or _SITUATION.match(words)
        )
        return SLOGAN if declares else None
    return None


_AT_LEAST = re.compile(r"^累计[^，。]*\d[^，。]*以上")
# 比2025年下降4%, 依托2025年建成的厂房: the year only measures or marks a thing.
_COMPARED = re.compile(r"(?:比|较|与|同|在)20\d\d年(?:末|底)?|20\d\d年[^，。；\d]{2,8}的(?=[\u4e00-\u9fff])")


def _is_past(words: str, year: int | None) -> bool:
    years = years_in(_COMPARED.sub("", words[:30]))
    if year and years and max(years) < year and not _PLAN_VERB.search(words):
        return True
    return (
        bool(_PAST_VERB.search(words))
        and not _AT_LEAST.search(words)
        and not _PLAN_VERB.search(words)
        and not re.search(r"目标|计划|任务", words)
    )


def _is_far(words: str, year: int | None) -> bool:
    if _FAR_OPENING.match(words) and "今年" not in words:
        return True
    found = _FAR_YEAR.match(words)
    return bool(found and year and int(found.group(1)) > year + 1) or bool(
        found and year and int(found.group(1)) > year and not wording.is_strong(words)
    )
