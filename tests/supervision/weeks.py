"""A Monday on which the week opens, and the tasks of a handler that are asked about."""

from __future__ import annotations

from datetime import date, datetime

from supervision.models import WeeklyCheck
from tasks.models import ProgressReport
from tests import factories

MONDAY = date(2026, 11, 23)


def own_task(city, handler, **fields):
    return factories.task(lead=city.education, post=factories.post_of(handler), **fields)


def reported(task, handler, on: date, **fields):
    report = ProgressReport.objects.create(
        task=task,
        **{"percent": 50, "self_light": "green", "done": "完成招标", **fields},
        reporter=handler,
        department=task.lead_department,
        reported_at=f"{on}T10:00:00+08:00",
        reported_on=on,
    )
    task.latest_report, task.percent, task.self_light = report, report.percent, report.self_light
    task.save()
    return report


def moment(day: date, hour: int) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02d}:00:00+08:00")


def check_of(task) -> WeeklyCheck:
    return WeeklyCheck.objects.get(task=task)
