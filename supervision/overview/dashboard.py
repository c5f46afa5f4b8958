"""The city dashboard: three sentences, one row of numbers, and where it is slow. Figures from one place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Min, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.choices import Area
from departments.models import Department
from departments.permissions import scopes
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.overview.decisions import questions
from tasks.choices import Light, ScheduleClass, Stage, Status
from tasks.models import Task
from tasks.register import figures
from tasks.register.presentation import today_calendar

SHOWN = 15
LIVELIHOOD_SHOWN = 8
WEEKS = 13


@dataclass(frozen=True)
class Cell:
    """Red and amber tasks of an area in a department; `heat` 0 to 4 chooses the shade."""

    count: int
    url: str

    @property
    def heat(self) -> int:
        """The shade: nothing, one, two, three, more."""
        return min(self.count, 4)


def dashboard(person, today: date, jurisdiction: Department, year: int) -> dict:
    """Everything of the page for one jurisdiction and year, as far as the person sees it."""
    areas = [area for area in Area.values if area != Area.OTHER] + [Area.OTHER]
    seen = Task.objects.visible_to(person, verb="see_dashboard")
    tasks = seen.on_the_list().filter(jurisdiction=jurisdiction, year=year)
    tally = figures.Tally.of(tasks, today)
    totals = tally.overview()
    heat = _heat(tally, areas)
    here = f"whose={jurisdiction.pk}&year={year}"
    trend = _trend(jurisdiction, None if _sees_whole(person, jurisdiction) else tasks)
    return {
        "here": here,
        "totals": totals,
        "sentences": {**_sentences(totals, heat), "since": _since(trend, totals["light"]["red"])},
        "questions": questions(person, tasks, today),
        "livelihood": _livelihood(tasks, tally),
        "numbers": _numbers(totals, tasks, today, f"{reverse('register:list')}?{here}&"),
        "classes": [(ScheduleClass(code).label, count, code) for code, count in totals["schedule"].items()],
        "areas": [Area(code).label for code in areas],
        "heat": heat[:SHOWN],
        "overdue": _overdue(tasks, today),
        "rates": _rates(tasks, today, f"{reverse('register:list')}?{here}&"),
        "coverage": _covered(figures.coverage(jurisdiction.pk, year)),
        "trend": trend,
    }


def _covered(coverage: dict) -> dict:
    """With the share in whole percent, rounded down: 100 only when nothing is left."""
    promised = coverage["commitments"]
    return {**coverage, "percent": 100 * coverage["covered"] // promised if promised else 100}


def _sentences(totals: dict, heat: list[dict]) -> dict:
    slowest = sorted(heat, key=lambda row: -row["red"])[:2]
    return {
        "total": totals["total"],
        "closed": totals["status"]["closed"],
        "red": totals["light"]["red"],
        "slowest": [row["name"] for row in slowest if row["red"]],
    }


def _numbers(totals: dict, tasks, today: date, tasks_url: str) -> list[dict]:
    light, status = totals["light"], totals["status"]
    blocked = tasks.open().filter(blocked_since__isnull=False)
    blocked = blocked.aggregate(number=Count("pk"), since=Min("blocked_since"))
    return [
        {"value": status["closed"], "label": _("Closed"), "url": f"{tasks_url}state=closed", "light": ""},
        {"value": light["green"], "label": _("Normal"), "url": f"{tasks_url}light=green", "light": "green"},
        {"value": light["amber"], "label": _("Warning"), "url": f"{tasks_url}light=amber", "light": "amber"},
        {"value": light["red"], "label": _("Behind"), "url": f"{tasks_url}light=red", "light": "red"},
        {
            "value": blocked["number"],
            "label": _("Blocked"),
            "url": f"{tasks_url}blocked=on",
            "light": "",
            "note": _longest(blocked["since"], today),
        },
        {
            "value": status["verifying"],
            "label": _("To be verified"),
            "url": f"{tasks_url}state=verifying",
            "light": "",
        },
    ]


def _longest(since: date | None, today: date) -> str:
    if since is None:
        return ""
    days = today_calendar()[1].between(since, today)
    return ngettext("longest %(n)s working day", "longest %(n)s working days", days) % {"n": days}


def _heat(tally: figures.Tally, areas: list[str]) -> list[dict]:
    """A line for each department with a slow task, the most first, then in protocol order."""
    cells, red = tally.lit(Light.RED, Light.AMBER), Counter()
    for (_area, unit), number in tally.lit(Light.RED).items():
        red[unit] += number
    slow = Department.objects.filter(pk__in={unit for _area, unit in cells if unit})
    rows = [
        {
            "name": name,
            "unit": unit,
            "red": red[unit],
            "cells": [
                Cell(cells[area, unit], f"lead={unit}&area={area}&light=red&light=amber") for area in areas
            ],
            "total": Cell(sum(cells[area, unit] for area in areas), f"lead={unit}&light=red&light=amber"),
        }
        for unit, name in slow.values_list("pk", "short_name")
    ]
    return sorted(rows, key=lambda row: -row["total"].count)


def _overdue(tasks, today: date) -> list[dict]:
    _day, calendar = today_calendar()
    rows = (
        tasks.overdue(today)
        .order_by("next_due_on", "pk")
        .values("pk", "number", "title", "lead_department__short_name", "next_due_on", "percent")[:SHOWN]
    )
    return [{**row, "days": calendar.between(row["next_due_on"], today)} for row in rows]


def _rates(tasks, today: date, tasks_url: str) -> list[dict]:
    """The four rates, each with the lists of the projects that it counts and of those that are missing."""
    found = figures.project_rates(tasks, today)
    return [
        {
            **found[name],
            "label": label,
            "missing": found[name]["denominator"] - found[name]["numerator"],
            "reached_url": f"{tasks_url}state=all&{of}&stage_reached={stage}",
            "missing_url": f"{tasks_url}state=all&{of}&stage_not_reached={stage}",
        }
        for name, label, of, stage in (
            ("started", _("Projects started"), "stage_due=started", Stage.STARTED),
            ("completed", _("Projects completed"), "stage_due=completed", Stage.COMPLETED),
            ("capacity", _("Projects at capacity"), "stage_due=capacity", Stage.CAPACITY),
            ("conversion", _("Signed projects that started"), "stage_reached=signed", Stage.STARTED),
        )
    ]


def _since(trend: list[dict], red: int) -> str:
    """How many are behind now against the close of the last week, in a sentence."""
    if not trend:
        return ""
    week, more = trend[-1]["week"], red - trend[-1]["red"]
    if more > 0:
        words = ngettext(
            "%(n)s more behind than at the close of week %(week)s.",
            "%(n)s more behind than at the close of week %(week)s.",
            more,
        )
    elif more < 0:
        words = ngettext(
            "%(n)s fewer behind than at the close of week %(week)s.",
            "%(n)s fewer behind than at the close of week %(week)s.",
            -more,
        )
    else:
        words = _("As many behind as at the close of week %(week)s.")
    return words % {"n": abs(more), "week": week}


def _livelihood(tasks, tally: figures.Tally) -> dict:
    """The livelihood tasks, the slow ones first, and how many are closed."""
    order = Case(*(When(light=code, then=Value(place)) for place, code in enumerate(_SLOW_FIRST)), default=9)
    rows = tasks.filter(area=Area.LIVELIHOOD).order_by(order, "next_due_on", "pk")
    values = rows.values("pk", "title", "light", "percent", "planned_percent", "lead_department__short_name")
    of_area = tally.of_area(Area.LIVELIHOOD)
    return {
        "total": of_area["total"],
        "closed": of_area["status"][Status.CLOSED],
        "rows": list(values[:LIVELIHOOD_SHOWN]),
    }


_SLOW_FIRST = (Light.RED, Light.AMBER, Light.GREEN)


def _sees_whole(person, jurisdiction: Department) -> bool:
    """Whether this person sees every task of the jurisdiction, and not only those of a unit or an area."""
    tree = person.acting.tree
    return any(
        scope == "all" or (scope == "scope" and tree.jurisdiction(grant.department_id) == jurisdiction.pk)
        for scope, grant in scopes(person.acting, "see_dashboard")
    )


def _trend(jurisdiction: Department, own: QuerySet | None) -> list[dict]:
    """Red and amber at the close of the last weeks, oldest first: of the whole list, or of one's own part of it."""
    closed = WeeklyRound.objects.filter(jurisdiction=jurisdiction, closed_at__isnull=False)[:WEEKS][::-1]
    if own is None:
        lights = {found.pk: found.figures["tasks"]["light"] for found in closed}
    else:
        frozen = WeeklyCheck.objects.filter(round__in=[found.pk for found in closed], task__in=own.order_by())
        counted = frozen.order_by().values_list("round", "light_at_close").annotate(Count("pk"))
        lights = {found.pk: Counter() for found in closed}
        for week, light, number in counted:
            lights[week][light] += number
    return [
        {"week": found.week, "red": lights[found.pk]["red"], "amber": lights[found.pk]["amber"]}
        for found in closed
    ]
