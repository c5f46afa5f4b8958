"""The invented city of Linjiang 临江市: departments, posts and people. Everything here is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random

from django.contrib.auth.hashers import make_password

from departments.choices import Area, DepartmentKind, Role
from departments.models import Department, DepartmentAlias, Person, Post, Tenure

PASSWORD = "Linjiang-demo-2026"  # noqa: S105 - printed for everybody who tries the demo
CITY = "临江市人民政府"
_SINCE = date(2021, 1, 4)

K = DepartmentKind
# full name | short name | kind | duties | another name
_UNITS = """
临江市人民政府办公室|市政府办|office|政务服务 会议文件 建议提案 调查研究 三公经费 规范性文件 督查|市府办
临江市发展和改革委员会|市发改委|bureau|固定资产投资 重点项目 地区生产总值 能耗 规划 价格 信用 充电桩 零碳 物流 节能|市发展改革委
临江市教育局|市教育局|bureau|学校 学位 中小学 幼儿园 特殊教育 职业院校 普惠性|市教体局
临江市科学技术局|市科技局|bureau|研发 高新技术企业 实验室 中试基地 揭榜挂帅 科技成果 技术合同 科研团队|
临江市工业和信息化局|市工信局|bureau|工业 智能工厂 数字化车间 技术改造 专精特新 产业链 链主 电子材料 绿色工厂 中小企业 淘汰落后产能|市经信局
临江市公安局|市公安局|bureau|电信网络诈骗 网格+警格 治安 道路交通安全|
临江市民政局|市民政局|bureau|养老 老年食堂 低保 社区养老服务站 适老化|
临江市司法局|市司法局|bureau|法治 综合查一次 规章清理 行政执法|
临江市财政局|市财政局|bureau|一般公共预算收入 零基预算 财政 化债 减税降费 三公|
临江市人力资源和社会保障局|市人社局|bureau|就业 招聘 技能培训 高技能人才 工匠 养老保险 人才 高校毕业生 创业担保贷款|市人力社保局
临江市自然资源和规划局|市自规局|bureau|用地 拿地即开工 矿山 国土空间规划 更新专项规划|市资规局
临江市生态环境局|市生态环境局|bureau|空气质量 细颗粒物 水质 排污口 环保督察 水源地 生活污水|市环保局
临江市住房和城乡建设局|市住建局|bureau|老旧小区 电梯 城中村 棚户区 保交房 海绵城市 污水管网 燃气 易涝点 保障性租赁住房 自建房 建筑垃圾 城市体检 工程建设项目审批|市住建委
临江市交通运输局|市交通局|bureau|大桥 公路 快速路 高速 泊位 港 营运货车 公交车 航线 危旧桥梁|
临江市水利局|市水利局|bureau|泵站 灌区 水库 供水 自来水 水土流失|市水务局
临江市农业农村局|市农业农村局|bureau|高标准农田 粮食 大豆 设施蔬菜 龙头企业 和美乡村 户厕 冷链仓储 返贫 稻渔 禁渔 村集体经济 农机|市农委
临江市商务局|市商务局|bureau|消费 进出口 外资 直播电商 农贸市场 便民生活圈 夜间消费 网络零售 步行街 综合保税区 社会消费品|
临江市文化和旅游局|市文旅局|bureau|旅游 景区 文化街区 送戏 城市书房 美术馆 饭店 民宿|市文广旅局
临江市卫生健康委员会|市卫健委|bureau|医院 疫苗 医共体 托位 家庭医生|市卫生健康委
临江市退役军人事务局|市退役军人局|bureau|退役军人 转业军官 退役士兵|
临江市应急管理局|市应急局|bureau|安全生产 应急指挥中心 重大事故隐患 化工|市安监局
临江市审计局|市审计局|bureau|审计|
临江市人民政府国有资产监督管理委员会|市国资委|bureau|国资 国企 市属企业 存量资产|
临江市市场监督管理局（临江市知识产权局）|市市场监管局|bureau|经营主体 食品安全 食品抽检 企业开办|市场监管局
临江市统计局|市统计局|bureau|统计 城镇调查失业率|
临江市医疗保障局|市医保局|bureau|门诊费用 跨省直接结算 医保|
临江市林业和园林局|市林业局|bureau|营造林 湿地公园 绿地 口袋公园|市园林局
临江市城市管理局|市城管局|bureau|公共厕所 垃圾分类 停车位 背街小巷 智慧城管 违法建设|市城管委
临江市数据资源管理局|市数据资源局|bureau|一网通办 政务数据 全程网办 一件事 网上可办率|市大数据局
临江市地方金融管理局|市金融局|bureau|贷款 上市企业 产业发展基金 农商银行 非法集资 金融机构|市金融办
临江市信访局|市信访局|bureau|信访 12345热线|
临江市招商投资促进中心|市招商中心|institution|招商 签约 签约项目|
临江市体育局|市体育局|bureau|马拉松 体育公园 健身步道|
临江市人民防空办公室|市人防办|bureau|人防|
临江市机关事务管理中心|市机关事务中心|institution|机关事务|
临江市重点工程建设管理处|市重点处|institution|代建 重点工程|
临江市公共资源交易中心|市公共资源中心|institution|招标 公共资源交易|
中共临江市委社会工作部|市委社会工作部|party|社会治理中心 社区|
中共临江市委宣传部|市委宣传部|party|文明城市 文明创建|市文明办
临江市税务局|市税务局|vertical|税收 加计扣除 楼宇 亩均税收|
临江市气象局|市气象局|vertical|气象|
国网临江供电公司|供电公司|vertical|输变电 供电 新能源装机 抽水蓄能|
临江市消防救援支队|市消防支队|vertical|消防|
临江市总工会|市总工会|mass|职工|
临江市残疾人联合会|市残联|mass|残疾人|
临江市妇女联合会|市妇联|mass|妇女 儿童|
临江城市建设集团有限公司|临江城建集团|enterprise|水厂 供水厂|
临江交通投资集团有限公司|临江交投集团|enterprise|交通投资|
东城区人民政府|东城区|county||
江南区人民政府|江南区|county||
安渡县人民政府|安渡县|county||
白沙县人民政府|白沙县|county||
云岭县人民政府|云岭县|county||
滨江新区管理委员会|滨江新区|zone||
临江经济技术开发区管理委员会|临江经开区|zone||
"""

DISTRICT = "东城区"
# The department whose people have log-ins.
SHOWN = "市住建局"
_DISTRICT_UNITS = (
    ("督查室", ""),
    ("发改局", "项目 投资 产业园 征迁"),
    ("住建局", "背街小巷 雨污分流 口袋公园 停车 违法建设"),
    ("教育局", "幼儿园 社区食堂"),
)

_LEADERS = (
    ("常务副市长", [Area.STRATEGY, Area.OTHER]),
    ("副市长（工业）", [Area.REFORM]),
    ("副市长（城建）", [Area.KEY_PROJECTS]),
    ("副市长（民生）", [Area.LIVELIHOOD]),
    ("副市长（文教）", [Area.CIVIC]),
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭"
_GIVEN = [
    "明",
    "建国",
    "晓燕",
    "志强",
    "丽华",
    "海波",
    "文静",
    "立新",
    "春梅",
    "国平",
    "婷",
    "伟东",
    "思源",
    "雪",
    "永康",
    "佳怡",
    "正阳",
    "慧敏",
    "浩然",
    "秀兰",
    "少华",
    "云飞",
    "若兰",
    "向东",
    "玉洁",
    "泽民",
    "欣",
    "瑞",
    "晨光",
    "素芬",
]


@dataclass
class City:
    """What the play needs to know of the city."""

    government: Department
    supervision: Department
    units: dict[str, Department] = field(default_factory=dict)  # by short name
    people: dict[tuple[str, str], Person] = field(
        default_factory=dict
    )  # (unit short name, role) → first holder
    posts: dict[tuple[str, str], int] = field(default_factory=dict)  # the post that goes with it
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def holder(self, unit: str, role: str) -> Person:
        """The person in that unit who holds (the first of) the posts with that role."""
        return self.people[(unit, role)]


def build(random: Random) -> City:
    """Write departments, posts and people; nothing is assigned yet."""
    government = Department.objects.create(
        name=CITY, short_name="临江市", kind=K.GOVERNMENT, supervises=True, position=0
    )
    city = City(government, government)
    names = _names(random)
    for position, line in enumerate(_UNITS.strip().splitlines(), start=1):
        name, short, kind, duties, other = line.split("|")
        local = kind in (K.COUNTY, K.ZONE)
        unit = Department.objects.create(
            name=name,
            short_name=short,
            kind=kind,
            duties=duties,
            position=position,
            parent=government,
            supervises=local,
        )
        city.units[short] = unit
        if other:
            DepartmentAlias.objects.create(department=unit, name=other)
        _staff(city, unit, names, local)
    city.supervision = Department.objects.create(
        name="临江市人民政府督查室",
        short_name="督查室",
        kind=K.OFFICE,
        position=99,
        parent=government,
    )
    _district(city, names)
    _offices(city, names)
    return city


def _names(random: Random):
    seen: set[str] = set()
    while True:
        name = random.choice(_SURNAMES) + random.choice(_GIVEN)
        if name not in seen:
            seen.add(name)
            yield name


_HASH = ""


def _hire(city: City, unit: Department, title: str, role: str, names, areas=(), username: str = "") -> Post:
    global _HASH
    _HASH = _HASH or make_password(PASSWORD)
    post = Post.objects.create(
        department=unit, title=title, role=role, areas=list(areas), position=len(city.people)
    )
    person = Person(username=username or f"u{next(city.numbers):03d}", name=next(names), password=_HASH)
    person.save()
    Tenure.objects.create(post=post, person=person, starts_on=_SINCE)
    city.people.setdefault((unit.short_name, role), person)
    city.posts.setdefault((unit.short_name, role), post.pk)
    return post


def _staff(city: City, unit: Department, names, local: bool) -> None:
    shown = unit.short_name == SHOWN
    head = {K.COUNTY: "区县长", K.ZONE: "主任", K.ENTERPRISE: "董事长"}.get(unit.kind, "主要负责人")
    _hire(city, unit, head, Role.UNIT_HEAD, names, username="head" if shown else "")
    _hire(city, unit, "办公室联络员", Role.LIAISON, names, username="liaison" if shown else "")
    _hire(city, unit, "综合科经办人", Role.HANDLER, names, username="handler" if shown else "")
    if local and not unit.short_name.startswith(DISTRICT):
        _hire(city, unit, "督查室主任", Role.LOCAL_SUPERVISOR, names)


def _district(city: City, names) -> None:
    """One district with offices of its own, so that its supervisor judges others' work, never their own."""
    top = city.units[DISTRICT]
    for position, (name, duties) in enumerate(_DISTRICT_UNITS, start=61):
        unit = Department.objects.create(
            name=f"{DISTRICT}{name}",
            short_name=f"{DISTRICT}{name}",
            kind=K.BUREAU,
            duties=duties,
            position=position,
            parent=top,
        )
        city.units[unit.short_name] = unit
        if duties:
            _staff(city, unit, names, local=False)
        else:
            _hire(city, unit, "督查室主任", Role.LOCAL_SUPERVISOR, names, username="county")


def _offices(city: City, names) -> None:
    office = city.units["市政府办"]
    for index, (title, areas) in enumerate(_LEADERS):
        username = "vicemayor" if index == 2 else ""
        _hire(city, city.government, title, Role.VICE_MAYOR, names, areas, username)
    _hire(city, office, "秘书科科长", Role.MAYORS_OFFICE, names, username="office")
    _hire(city, city.supervision, "督查室主任", Role.CHIEF, names, username="chief")
    for number in ("一", "二", "三"):
        username = "supervisor" if number == "一" else ""
        _hire(city, city.supervision, f"督查{number}科督查员", Role.SUPERVISOR, names, username=username)
    centre = city.units["市数据资源局"]
    for title, role, username in (
        ("系统管理员", Role.SYSTEM_ADMIN, "system"),
        ("安全管理员", Role.SECURITY_ADMIN, "security"),
        ("审计管理员", Role.AUDIT_ADMIN, "audit"),
    ):
        _hire(city, centre, title, role, names, username=username)


LOGINS = (
    ("handler", Role.HANDLER),
    ("liaison", Role.LIAISON),
    ("head", Role.UNIT_HEAD),
    ("supervisor", Role.SUPERVISOR),
    ("chief", Role.CHIEF),
    ("vicemayor", Role.VICE_MAYOR),
    ("office", Role.MAYORS_OFFICE),
    ("county", Role.LOCAL_SUPERVISOR),
    ("system", Role.SYSTEM_ADMIN),
    ("security", Role.SECURITY_ADMIN),
    ("audit", Role.AUDIT_ADMIN),
)
