"""The columns of a responsibility list as offices print it 责任清单, from a frozen item. Official, so Chinese."""

from __future__ import annotations

from datetime import date

COLUMNS = (
    ("序号", 6),
    ("编号", 11),
    ("工作任务", 44),
    ("完成标准", 30),
    ("牵头领导", 14),
    ("牵头单位", 16),
    ("配合单位", 26),
    ("责任岗位", 16),
    ("完成时限", 14),
    ("时间节点", 30),
)


def line(ordinal: int, item: dict) -> list[str | int]:
    """One printed line of the list, in the order of `COLUMNS`."""
    leads = [unit["short_name"] for unit in (item["lead"], *item["co_leads"]) if unit]
    helpers = [unit["short_name"] for unit in item["support"]] + list(item["others"])
    return [
        ordinal,
        item["number"],
        item["title"],
        item["standard"] or "；".join(goal["text"] for goal in item["indicators"]),
        item["leader"],
        "、".join(leads),
        "、".join(helpers),
        item["post"],
        chinese_date(item["due_on"]),
        "；".join(f"{chinese_date(step['due_on'])}前{step['title']}" for step in item["milestones"]),
    ]


def section(item: dict) -> str:
    """The heading of the Report under which the item stands, as the list's section."""
    return item["path"][-1] if item["path"] else ""


def chinese_date(value: str | None) -> str:
    """2026-11-30 as 2026年11月30日: Arabic figures without leading zeros (GB/T 9704-2012)."""
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"
