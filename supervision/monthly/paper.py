"""What the printed bulletin says: the same words and tables on the page and in the Word document."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from departments.models import Person
from supervision.models import MonthlyBulletin
from supervision.monthly.wording import SECTIONS
from tasks.models import Task

SERIAL = "督查通报"
SALUTATION = "各有关单位："


@dataclass(frozen=True)
class Attachment:
    """A table after the text; each row is the address of what it speaks of and its cells, of which one is the link.

    The bulletin names tasks to everybody; who may not open one is led nowhere (an empty address).
    """

    title: str
    heads: tuple[str, ...]
    linked: int
    rows: list[tuple[str, tuple]]

    @property
    def numbers(self) -> set[int]:
        """The columns that hold numbers."""
        return {
            place
            for _address, cells in self.rows
            for place, cell in enumerate(cells)
            if isinstance(cell, int)
        }


@dataclass(frozen=True)
class Paper:
    """A bulletin from its masthead to its attachments."""

    number: str
    issuer: str
    day: str
    title: str
    sections: list[tuple[str, list[str]]]
    attachments: list[Attachment]
    serial: str = SERIAL
    salutation: str = SALUTATION


def paper(bulletin: MonthlyBulletin, reader: Person | None = None) -> Paper:
    """The bulletin as it is printed for a reader; until it is signed it says that it is a draft for approval."""
    day = timezone.localdate(bulletin.signed_at or bulletin.drafted_at)
    return Paper(
        number=f"第{bulletin.issue}期" if bulletin.issue else "（送审稿）",
        issuer=f"{bulletin.jurisdiction.name}督查室",
        day=f"{day.year}年{day.month}月{day.day}日",
        title=bulletin.title,
        sections=[(heading, bulletin.words.get(code, "").splitlines()) for code, heading in SECTIONS.items()],
        attachments=_attachments(bulletin, reader),
    )


def _attachments(bulletin: MonthlyBulletin, reader: Person | None) -> list[Attachment]:
    found = [_departments(bulletin)]
    if overdue := bulletin.figures.get("overdue_list"):
        heads = ("编号", "任务", "牵头单位", "应完成日期", "逾期工作日")
        named = Task.objects.filter(pk__in=[row["task"] for row in overdue])
        known = set(named.visible_to(reader).values_list("pk", flat=True)) if reader else set()
        rows = [
            (
                reverse("register:task", args=[row["task"]]) if row["task"] in known else "",
                (row["number"], row["title"], row["name"] or "未明确", row["due_on"], row["days"]),
            )
            for row in overdue
        ]
        found.append(Attachment("附件2　逾期未完成任务", heads, 1, rows))
    return found


def _departments(bulletin: MonthlyBulletin) -> Attachment:
    behind = reverse("supervision:bulletin_rows", args=[bulletin.pk])
    heads = ("单位", "牵头任务", "已销号", "超进度", "达进度", "欠进度", "正常", "预警", "滞后", "逾期")
    rows = [
        (
            f"{behind}?lead_department={unit['department'] or ''}",
            (
                unit["name"] or "未明确",
                unit["total"],
                unit["status"]["closed"],
                *(unit["schedule"][name] for name in ("ahead", "on_track", "behind")),
                *(unit["light"][name] for name in ("green", "amber", "red")),
                unit["overdue"],
            ),
        )
        for unit in bulletin.figures.get("departments", [])
    ]
    return Attachment("附件1　各单位任务落实情况", heads, 1, rows)
