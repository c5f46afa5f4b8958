"""The city dashboard: three sentences, one row of numbers, and where it is slow. Figures from one place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Min, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.statements import composed_of_many, values
from departments.choices import Area
from departments.models import Department
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.overview.decisions import questions
from supervision.overview.seen import Seen
from tasks.choices import OPEN, Light, ScheduleClass, Stage, Status
from tasks.register import figures
from tasks.register.presentation import today_calendar
from tasks.register.querysets import TaskQuerySet

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
    seen = Seen(person, jurisdiction, year)
    counts = seen.read(_counted, today)
    tally = figures.Tally(tuple(row[:-2] for row in counts))
    totals = tally.overview()
    heat = _heat(tally, areas)
    here = f"whose={jurisdiction.pk}&year={year}"
    trend = _trend(seen)
    return {
        "here": here,
        "totals": totals,
        "sentences": {**_sentences(totals, heat), "since": _since(trend, totals["light"]["red"])},
        "questions": questions(seen, today),
        "livelihood": _livelihood(seen, tally),
        "numbers": _numbers(totals, counts, today, f"{reverse('register:list')}?{here}&"),
        "classes": [(ScheduleClass(code).label, count, code) for code, count in totals["schedule"].items()],
        "areas": [Area(code).label for code in areas],
        "heat": heat[:SHOWN],
        "overdue": _overdue(seen, today),
        "rates": _rates(seen, today, f"{reverse('register:list')}?{here}&"),
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


def _numbers(totals: dict, counts: list[tuple], today: date, tasks_url: str) -> list[dict]:
    light, status = totals["light"], totals["status"]
    # What is closed or suspended waits for nobody, whatever blocked it.
    blocked = [
        (number, since) for _area, _unit, state, *_rest, number, since in counts if state in OPEN and number
    ]
    return [
        {"value": status["closed"], "label": _("Closed"), "url": f"{tasks_url}state=closed", "light": ""},
        {"value": light["green"], "label": _("Normal"), "url": f"{tasks_url}light=green", "light": "green"},
        {"value": light["amber"], "label": _("Warning"), "url": f"{tasks_url}light=amber", "light": "amber"},
        {"value": light["red"], "label": _("Behind"), "url": f"{tasks_url}light=red", "light": "red"},
        {
            "value": sum(number for number, _since in blocked),
            "label": _("Blocked"),
            "url": f"{tasks_url}blocked=on",
            "light": "",
            "note": _longest(min((since for _number, since in blocked), default=None), today),
        },
        {
            "value": status["verifying"],
            "label": _("To be verified"),
            "url": f"{tasks_url}state=verifying",
            "light": "",
        },
    ]


def _counted(tasks: TaskQuerySet, today: date) -> QuerySet:
    """What a tally counts, then how many of these are blocked and since when the first."""
    return figures.counted(tasks, today).annotate(Count("blocked_since"), Min("blocked_since"))


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
    rows = [
        {
            "name": unit.short_name,
            "unit": unit.pk,
            "red": red[unit.pk],
            "cells": [
                Cell(cells[area, unit.pk], f"lead={unit.pk}&area={area}&light=red&light=amber")
                for area in areas
            ],
            "total": Cell(
                sum(cells[area, unit.pk] for area in areas), f"lead={unit.pk}&light=red&light=amber"
            ),
        }
        for unit in composed_of_many(_units, {unit for _area, unit in cells if unit})
    ]
    return sorted(rows, key=lambda row: -row["total"].count)


def _units(ids: list[int]) -> QuerySet:
    return Department.objects.filter(pk__in=ids).only("pk", "short_name")


_LATE = ("pk", "number", "title", "lead_department__short_name", "next_due_on", "percent")


def _overdue(seen: Seen, today: date) -> list[dict]:
    _day, calendar = today_calendar()
    rows = [dict(zip(_LATE, row, strict=True)) for row in seen.read(_late, today)]
    return [{**row, "days": calendar.between(row["next_due_on"], today)} for row in rows]


def _late(tasks: TaskQuerySet, today: date) -> QuerySet:
    return tasks.overdue(today).order_by("next_due_on", "pk").values_list(*_LATE)[:SHOWN]


def _rates(seen: Seen, today: date, tasks_url: str) -> list[dict]:
    """The four rates, each with the lists of the projects that it counts and of those that are missing."""
    found = figures.rates_of(seen.read(figures.stages_counted, today))
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


_SLOW_FIRST = (Light.RED, Light.AMBER, Light.GREEN)
_SHORT = ("pk", "title", "light", "percent", "planned_percent", "lead_department__short_name")


def _livelihood(seen: Seen, tally: figures.Tally) -> dict:
    """The livelihood tasks, the slow ones first, and how many are closed."""
    of_area = tally.of_area(Area.LIVELIHOOD)
    return {
        "total": of_area["total"],
        "closed": of_area["status"][Status.CLOSED],
        "rows": [dict(zip(_SHORT, row, strict=True)) for row in seen.read(_for_the_people)],
    }


def _for_the_people(tasks: TaskQuerySet) -> QuerySet:
    order = Case(*(When(light=code, then=Value(place)) for place, code in enumerate(_SLOW_FIRST)), default=9)
    rows = tasks.filter(area=Area.LIVELIHOOD).order_by(order, "next_due_on", "pk")
    return rows.values_list(*_SHORT)[:LIVELIHOOD_SHOWN]


def _trend(seen: Seen) -> list[dict]:
    """Red and amber at the close of the last weeks, oldest first: of the whole list, or of one's own part of it."""
    closed = values(_closed_weeks, seen.jurisdiction.pk)[::-1]
    if seen.whole:
        lights = {week_id: counted["tasks"]["light"] for week_id, _week, counted in closed}
    else:
        weeks = [week_id for week_id, _week, _figures in closed]
        frozen = WeeklyCheck.objects.filter(round__in=weeks, task__in=seen.tasks.order_by()).order_by()
        lights = {week_id: Counter() for week_id in weeks}
        for week_id, light, number in frozen.values_list("round", "light_at_close").annotate(Count("pk")):
            lights[week_id][light] += number
    return [
        {"week": week, "red": lights[week_id]["red"], "amber": lights[week_id]["amber"]}
        for week_id, week, _figures in closed
    ]


def _closed_weeks(jurisdiction_id: int) -> QuerySet:
    closed = WeeklyRound.objects.filter(jurisdiction=jurisdiction_id, closed_at__isnull=False)
    return closed.values_list("pk", "week", "figures")[:WEEKS]
