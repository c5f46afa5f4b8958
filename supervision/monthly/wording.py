"""The words of a bulletin, drawn from its figures in the manner of official papers. Pure; people edit them."""

from __future__ import annotations

from departments.models import Department
from departments.parameters import Parameters
from supervision.monthly.rules import Month

# The order and the headings of the body.
SECTIONS = {
    "overview": "一、总体情况",
    "good": "二、完成较好的单位",
    "problems": "三、存在的问题",
    "next": "四、下一步工作要求",
}
_CLASSES = {
    "completed": "已完成",
    "ahead": "超进度",
    "on_track": "达进度",
    "behind": "欠进度",
    "other": "其他（暂缓、终止）",
}
_RATES = {"started": "开工率", "completed": "竣工率", "capacity": "达产率", "conversion": "签约项目转化率"}
# The words name so many units and items; the tables name them all.
MOST_UNITS = 8
MOST_ITEMS = 20


def title(jurisdiction: Department, month: Month) -> str:
    """The title of the month's bulletin."""
    return f"关于{month.year}年{month.month}月{jurisdiction.short_name}重点工作任务落实情况的通报"


def words(figures: dict, parameters: Parameters) -> dict[str, str]:
    """The four sections of the body, generated from the figures."""
    return {
        "overview": _overview(figures),
        "good": _good(figures),
        "problems": _problems(figures),
        "next": _next(figures, parameters),
    }


def statement_notice(month: str) -> str:
    """The title of the notice that a month's statement waits."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月对账单待确认"


def _overview(figures: dict) -> str:
    total, flows = figures["total"], figures["in_month"]
    classes = "，".join(
        f"{name}{figures['schedule'][code]}项（占{figures['shares'][code]:.1f}%）"
        for code, name in _CLASSES.items()
    )
    lines = [
        f"截至{_day(figures['as_of'])}，列入清单的任务共{total}项，其中{classes}。",
        f"本月新交办{flows['issued']}项，销号{flows['closed']}项，重启{flows['reopened']}项，终止{flows['terminated']}项；"
        f"月末在办{figures['open']}项，其中逾期未完成{figures['overdue']}项。",
    ]
    rates = [
        f"{name}{rate['percent']:.1f}%（{rate['numerator']}/{rate['denominator']}）"
        for code, name in _RATES.items()
        if (rate := figures["rates"][code])["denominator"]
    ]
    if rates:
        lines.append(f"按项目节点计，{'，'.join(rates)}。")
    return "\n".join(lines)


def _good(figures: dict) -> str:
    """Units with nothing overdue and nothing behind, those with the most closed and ahead first."""
    units = [
        (unit["status"]["closed"] + unit["schedule"]["ahead"], unit)
        for unit in figures["departments"]
        if unit["department"] and not unit["overdue"] and not unit["schedule"]["behind"]
    ]
    best = sorted((pair for pair in units if pair[0]), key=lambda pair: -pair[0])[:MOST_UNITS]
    if not best:
        return "本月没有同时做到无逾期、无欠进度且有任务销号或超进度的单位。"
    named = "；".join(
        f"{unit['name']}（牵头{unit['total']}项，已销号{unit['status']['closed']}项，超进度{unit['schedule']['ahead']}项）"
        for _done, unit in best
    )
    return f"下列单位所牵头任务无逾期、无欠进度，推进较快：{named}。"


def _problems(figures: dict) -> str:
    lines = [*_overdue(figures), *_behind(figures), *_late(figures)]
    return _numbered(lines) or "本月未发现逾期、欠进度和漏报情况。"


def _overdue(figures: dict) -> list[str]:
    overdue = figures["overdue_list"]
    if not overdue:
        return []
    named = "；".join(
        f"{item['name'] or '尚未明确牵头单位'}牵头的“{item['title']}”（第{item['number']}项），逾期{item['days']}个工作日"
        for item in overdue[:MOST_ITEMS]
    )
    rest = f"；其余{figures['overdue'] - MOST_ITEMS}项见附表" if figures["overdue"] > MOST_ITEMS else ""
    return [f"逾期未完成{figures['overdue']}项：{named}{rest}。"]


def _behind(figures: dict) -> list[str]:
    units = [unit for unit in figures["departments"] if unit["department"] and unit["schedule"]["behind"]]
    if not units:
        return []
    units.sort(key=lambda unit: -unit["schedule"]["behind"])
    named = "、".join(f"{unit['name']}{unit['schedule']['behind']}项" for unit in units[:MOST_UNITS])
    more = "等" if len(units) > MOST_UNITS else ""
    return [f"欠进度任务共{figures['schedule']['behind']}项，主要涉及{named}{more}。"]


def _late(figures: dict) -> list[str]:
    late = figures["late_reporters"]
    if not late:
        return []
    named = "、".join(f"{unit['name']}{unit['missed']}次" for unit in late[:MOST_UNITS])
    more = "等" if len(late) > MOST_UNITS else ""
    return [f"未按时报送周进展：{named}{more}。漏报不等于进展慢，单独列出。"]


def _next(figures: dict, parameters: Parameters) -> str:
    lines = []
    if figures["overdue"]:
        lines.append("逾期任务的牵头单位要逐项说明原因，明确完成日期和责任岗位，倒排工期，逐周报告。")
    if figures["schedule"]["behind"]:
        lines.append(
            "欠进度任务的牵头单位要对照节点查找差距；需要其他单位配合的，及时登记受阻事项并写明由谁办理。"
        )
    if figures["late_reporters"]:
        lines.append("未按时报送的单位要补报本周进展，没有变化的可一键确认，不必重复填写。")
    lines.append(f"各单位收到对账单后，请于{parameters.statement_wd}个工作日内确认或提出异议。")
    lines.append("督查机构将跟踪核验，符合完成标准的及时销号。")
    return _numbered(lines)


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"（{'一二三四五'[i]}）{line}" for i, line in enumerate(lines))


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
