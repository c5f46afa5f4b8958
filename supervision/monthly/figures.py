"""The figures of a bulletin, all counted from its own snapshot rows and the month's records."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, F, QuerySet

from departments.calendar import city_calendar
from supervision.models import MonthlyBulletin, SnapshotRow, Statement, WeeklyCheck
from supervision.monthly.rules import Month
from tasks.choices import OPEN, OUTFLOWS, Visibility
from tasks.models import Movement, Task
from tasks.register import figures

# The bulletin names so many overdue tasks; the snapshot holds them all.
MOST_NAMED = 500
WITHHELD = "（敏感事项，内容从略）"


def of_bulletin(bulletin: MonthlyBulletin) -> dict:
    """Everything the bulletin says in numbers, as plain values; frozen in it once and never counted again.

    Keys: `as_of`, those of `tasks.register.figures.Tally.overview`, `shares` (percent of the classes), `in_month`
    (flows), `areas`, `departments` (overview each), `rates` (four, with numerator and denominator),
    `overdue_list` (named units, days), `late_reporters`, `statements`.
    """
    month = Month(bulletin.year, bulletin.month)
    rows = SnapshotRow.objects.filter(bulletin=bulletin)
    tally = figures.Tally.of(rows, bulletin.as_of)
    whole = tally.overview()
    return {
        "as_of": bulletin.as_of.isoformat(),
        **whole,
        "shares": {code: figures.percent(n, whole["total"]) for code, n in whole["schedule"].items()},
        "in_month": _flows(bulletin, month),
        "areas": tally.by_area(),
        "departments": tally.by_department(),
        "rates": figures.project_rates(Task.objects.filter(pk__in=rows.values("task")), bulletin.as_of),
        "overdue_list": _named(_overdue(rows, bulletin.as_of), bulletin.as_of),
        "late_reporters": late_reporters(bulletin.jurisdiction_id, month),
        "statements": _statements(bulletin),
    }


def late_reporters(jurisdiction_id: int, month: Month) -> list[dict]:
    """Departments with weekly checks missed in the rounds that closed in the month, the most first.

    Reporting late is another thing than being slow, so these are named apart.
    """
    checks = WeeklyCheck.objects.filter(
        state=WeeklyCheck.State.MISSED,
        round__jurisdiction=jurisdiction_id,
        round__closes_on__range=(month.first, month.last),
        department__isnull=False,
    )
    counted = checks.order_by().values("department").annotate(missed=Count("pk"))
    named = counted.annotate(name=F("department__short_name"), place=F("department__position"))
    return [
        {"department": row["department"], "name": row["name"], "missed": row["missed"]}
        for row in named.order_by("-missed", "place", "department")
    ]


def _overdue(rows: QuerySet, as_of: date) -> QuerySet:
    return rows.filter(status__in=OPEN, next_due_on__lt=as_of)


def _named(rows: QuerySet, as_of: date) -> list[dict]:
    """The items behind a figure with their units and working days overdue, the oldest date first."""
    calendar = city_calendar()
    found = rows.order_by("next_due_on", "task_id").values_list(
        "task_id",
        "task__number",
        "task__title",
        "lead_department_id",
        "lead_department__short_name",
        "next_due_on",
        "percent",
        "task__visibility",
    )
    return [
        {
            "task": task,
            "number": number,
            # A bulletin is read by every unit of the jurisdiction.
            "title": WITHHELD if visibility == Visibility.SENSITIVE else title,
            "department": unit,
            "name": name or "",
            "due_on": due.isoformat(),
            "days": calendar.between(due, as_of),
            "percent": percent,
        }
        for task, number, title, unit, name, due, percent, visibility in found[:MOST_NAMED]
    ]


def _flows(bulletin: MonthlyBulletin, month: Month) -> dict:
    """What moved in the month, from the movements that the statements are summed from."""
    moved = Movement.objects.filter(
        jurisdiction=bulletin.jurisdiction_id, on__range=(month.first, month.last)
    )
    counts = Counter(dict(moved.order_by().values_list("flow").annotate(Count("pk"))))
    return {flow: counts[flow] for flow in ("issued", "reopened", *OUTFLOWS)}


def _statements(bulletin: MonthlyBulletin) -> list[dict]:
    columns = ("department_id", "department__short_name", "opening", "issued", "reopened", "transferred_in")
    columns += ("closed", "terminated", "transferred_out", "closing")
    rows = Statement.objects.filter(
        jurisdiction=bulletin.jurisdiction_id, year=bulletin.year, month=bulletin.month
    ).order_by("department__position", "department")
    names = ("department", "name", *columns[2:])
    return [dict(zip(names, row, strict=True)) for row in rows.values_list(*columns)]
