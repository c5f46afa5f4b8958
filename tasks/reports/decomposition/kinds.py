"""The kind of a task (policy, work or project) and its area, from its wording and the headings above it."""

from __future__ import annotations

import re

_POLICY = re.compile(
    r"(?:制定|制订|出台|修订|编制|印发|起草|完善|健全|建立|落实|推行|实行|实施|执行|深化|清理|废止).{0,24}(?:政策|办法|条例|方案|规划|意见|制度|机制|清单|标准|措施|目录|规定|细则|法规|指南|指引|规则|体制|改革|名录)"
)
_PROJECT = re.compile(
    r"(?:新建|改建|扩建|续建|迁建|兴建|建成|开工|竣工|完工|投产|封顶|通车|投入使用|投用|改造|修建|铺设|架设|征拆|征收|加装|建设.{0,24}(?:公里|平方米|座|栋|条|处|所|个|千瓦|亩))"
    r"|(?:建设|推进|加快|实施|启动|完成).{0,40}(?:项目|工程|大桥|公路|高速|铁路|机场|水库|泵站|管网|道路|园区|基地|医院|学校|幼儿园|中心|广场|公园|电站|变电站|码头|厂|综合体|产业园|航道|港|地铁|轨道|隧道|场馆|大厦)(?:等)?(?:建设|改造|扩建|项目|工程|一期|二期|$|[，。；等])"
)
_AREAS: list[tuple[str, re.Pattern]] = [
    ("livelihood", re.compile(
        r"就业|教育|学校|中学|小学|高中|学位|幼儿园|医疗|医院|卫生|健康|养老|托育|社保|社会保障|社会保险|医保|低保|救助|住房|保障房|安居|老旧小区|棚户区|民生|实事|残疾|妇女|儿童|老年|老龄|困难群众|供水|饮水|公厕|菜市场|收入|物价|居民消费价格|慈善|退役军人|双拥|生育|殡")),
    ("reform", re.compile(r"改革|营商环境|放管服|开放|外资|外贸|进出口|招商|自贸|国资|国企|民营|审批|政务服务|统一大市场|要素市场|口岸|一带一路|市场主体|经营主体|创新|科技|研发|人才|体制")),
    ("civic", re.compile(r"文明|城市管理|市容|环卫|物业|社会治理|治安|平安|信访|法治|普法|安全生产|应急|消防|食品药品|生态|环保|污染|绿化|造林|节能|减排|碳|垃圾|厕|文化|体育|全民健身|民族|宗教|社区|网格|廉|作风|政府自身|政务公开|依法行政|审计")),
    ("key_projects", re.compile(r"项目|工程|投资|基础设施|公路|高速|铁路|机场|港|园区|管网|道路|水利|电站|轨道")),
    ("strategy", re.compile(r"战略|规划|地区生产总值|生产总值|增加值|产业|乡村振兴|农业|粮食|一体化|都市圈|协同发展|区域|县域|城镇化|数字经济|海洋|消费|工业|制造业|服务业|旅游|金融|贷款|财政|预算")),
]  # fmt: skip
_STRATEGY_INDICATOR = re.compile(
    r"生产总值|增加值|固定资产投资|社会消费品零售|预算收入|研发|城镇化率|劳动生产率|能耗|规上工业|财政总?收入"
)


def kind_of(words: str) -> str:
    """policy where a rule is made or changed, project where something is built, else work."""
    if _PROJECT.search(words):
        return "project"
    return "policy" if _POLICY.search(words) else "work"


def area_of(words: str, path: list[str], kind: str, *, indicator: bool = False) -> str:
    """The area by the task's own words first, then by its theme."""
    if indicator and _STRATEGY_INDICATOR.search(words):
        return "strategy"
    theme = path[-1] if path else ""
    scores = {
        area: 2 * len(set(pattern.findall(words))) + len(set(pattern.findall(theme)))
        for area, pattern in _AREAS
    }
    if kind == "project":
        scores["key_projects"] += 1
    best = max(scores, key=lambda area: scores[area])
    return best if scores[best] else "other"
