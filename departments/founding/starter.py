"""The usual departments of a city government, to begin a catalogue with. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from departments.catalogue_file import Row
from departments.choices import DepartmentKind

# What follows the city's name | what follows 市 in the short name | kind | words of its duties.
_USUAL = """
人民政府办公室|政府办|office|政务服务 会议 文件 建议提案 信息公开
发展和改革委员会|发改委|bureau|规划 固定资产投资 重点项目 价格 节能 信用
教育局|教育局|bureau|学校 学位 幼儿园 职业教育
科学技术局|科技局|bureau|研发 高新技术企业 科技成果 实验室
工业和信息化局|工信局|bureau|工业 技术改造 中小企业 智能制造 数字经济
公安局|公安局|bureau|治安 道路交通安全 反诈
民政局|民政局|bureau|养老 低保 社会救助 社区
司法局|司法局|bureau|法治 行政执法 行政复议 普法
财政局|财政局|bureau|预算 财政收入 政府债务 减税降费
人力资源和社会保障局|人社局|bureau|就业 社会保险 技能培训 人才
自然资源和规划局|自规局|bureau|用地 国土空间规划 矿山 不动产登记
生态环境局|生态环境局|bureau|空气质量 水质 污染防治 环保督察
住房和城乡建设局|住建局|bureau|老旧小区 城市更新 保障性住房 污水管网 燃气
交通运输局|交通局|bureau|公路 公交 港口 物流
水利局|水利局|bureau|水库 灌区 供水 防汛
农业农村局|农业农村局|bureau|粮食 高标准农田 乡村建设 农产品
商务局|商务局|bureau|消费 外贸 外资 电商
文化和旅游局|文旅局|bureau|旅游 景区 公共文化 文物
卫生健康委员会|卫健委|bureau|医院 医共体 托育 公共卫生
退役军人事务局|退役军人局|bureau|退役军人 双拥
应急管理局|应急局|bureau|安全生产 防灾减灾 应急救援
审计局|审计局|bureau|审计
人民政府国有资产监督管理委员会|国资委|bureau|国有企业 国有资产
市场监督管理局|市场监管局|bureau|经营主体 食品安全 知识产权 质量
统计局|统计局|bureau|统计
医疗保障局|医保局|bureau|医保 门诊费用 药品采购
林业局|林业局|bureau|造林 湿地 国有林场
城市管理局|城管局|bureau|垃圾分类 停车 市容 公厕
数据局|数据局|bureau|政务数据 一网通办 数据要素
行政审批服务局|行政审批局|bureau|审批 政务大厅 一件事
信访局|信访局|bureau|信访 热线
体育局|体育局|bureau|全民健身 体育场地
招商投资促进局|招商局|bureau|招商 签约项目
机关事务管理局|机关事务局|bureau|机关事务 公务用车
公共资源交易中心|公共资源中心|institution|招标投标 公共资源交易
住房公积金管理中心|公积金中心|institution|住房公积金
税务局|税务局|vertical|税收 减税
气象局|气象局|vertical|气象
消防救援支队|消防支队|vertical|消防
总工会|总工会|mass|职工
妇女联合会|妇联|mass|妇女 儿童
残疾人联合会|残联|mass|残疾人
"""
_LEVELS = "市县区州盟旗"


@dataclass(frozen=True)
class Usual:
    """A department that most cities have, under this city's name."""

    name: str
    short_name: str
    kind: str
    duties: str
    position: int

    def row(self) -> Row:
        """The department as a row of the catalogue."""
        values = {name: getattr(self, name) for name in ("name", "short_name", "kind", "duties", "position")}
        return Row(0, values)


def usual_departments(city: str) -> list[Usual]:
    """The usual departments of a city called so: 青河市 → 青河市教育局, 市教育局."""
    level = city[-1:] if city[-1:] in _LEVELS else "市"
    lines = (line.split("|") for line in _USUAL.strip().splitlines())
    return [
        Usual(f"{city}{rest}", f"{level}{short}", DepartmentKind(kind).value, duties, position)
        for position, (rest, short, kind, duties) in enumerate(lines, start=2)
    ]


def places(names: str, kind: str, position: int) -> list[Row]:
    """Counties, districts or zones written one a line; each keeps a list of its own."""
    found = dict.fromkeys(name.strip() for name in names.splitlines() if name.strip())
    return [
        Row(
            0,
            {
                "name": name[:120],
                "short_name": _short(name)[:60],
                "kind": kind,
                "position": position + number,
                "supervises": True,
            },
        )
        for number, name in enumerate(found)
    ]


def _short(name: str) -> str:
    return name.removesuffix("管理委员会").removesuffix("人民政府") or name
