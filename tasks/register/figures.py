"""The figures of a list: what dashboards, bulletins, rounds and exports all count with.

Every function takes rows with the columns of a task (`status`, `light`, `schedule_class`, `area`,
`lead_department`, `next_due_on`): tasks as they are now, or the snapshot of a month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from departments.models import Department
from tasks.choices import OPEN, Light, ScheduleClass, Stage, Status
from tasks.register.models import Milestone
from tasks.reports.models import Passage, Report

_PARTS = ("status", "light", "schedule_class")


def overview(rows: QuerySet, today: date) -> dict:
    """Totals by state, light and class (each adds up to the total), and how many are open and overdue."""
    return _summed(_counts(rows, today))


def by_department(rows: QuerySet, today: date) -> list[dict]:
    """The overview of each lead department that has rows, in protocol order; without a lead last."""
    groups = _grouped(_counts(rows, today, "lead_department"), 1)
    known = Department.objects.filter(pk__in=[unit for (unit,) in groups if unit])
    names = [(unit, name) for unit, name in known.values_list("pk", "short_name")]
    if (None,) in groups:
        names.append((None, ""))
    return [{"department": unit, "name": name, **_summed(groups[(unit,)])} for unit, name in names]


def by_area(rows: QuerySet, today: date) -> list[dict]:
    """The overview of each area of the Report that has rows."""
    groups = _grouped(_counts(rows, today, "area"), 1)
    return [{"area": area, **_summed(counted)} for (area,), counted in sorted(groups.items())]


def by_area_and_department(rows: QuerySet, today: date) -> list[dict]:
    """One cell for each area and lead department that has rows: the heat table."""
    groups = _grouped(_counts(rows, today, "area", "lead_department"), 2)
    return [
        {"area": area, "department": unit, **_summed(counted)}
        for (area, unit), counted in sorted(groups.items(), key=lambda cell: (cell[0][0], cell[0][1] or 0))
    ]


def coverage(jurisdiction_id: int, year: int) -> dict:
    """How much of the Report is on the list: sentences, commitments (with and without a task), set aside, open."""
    sentences = Passage.objects.filter(
        report__jurisdiction=jurisdiction_id, report__year=year, report__kind=Report.Kind.REPORT
    )
    tasks = Passage.tasks.through.objects.filter(passage=OuterRef("pk")).exclude(task__status=Status.DRAFT)
    counted = sentences.order_by().annotate(carried=Exists(tasks)).values_list("state", "carried")
    counts = Counter({(state, carried): n for state, carried, n in counted.annotate(Count("pk"))})
    state = Passage.State
    return {
        "sentences": sum(counts.values()),
        "commitments": counts[state.COMMITMENT, True] + counts[state.COMMITMENT, False],
        "covered": counts[state.COMMITMENT, True],
        "set_aside": counts[state.SET_ASIDE, True] + counts[state.SET_ASIDE, False],
        "open": counts[state.OPEN, True] + counts[state.OPEN, False],
    }


def project_rates(tasks: QuerySet, as_of: date) -> dict[str, dict]:
    """The four rates 开工率, 竣工率, 达产率, 转化率 of the projects among these tasks, as of the end of a day.

    A stage's rate is, of the projects whose stage was to be reached by then, the share that has reached it;
    the conversion rate is, of the projects that are signed, the share that has started. The conditions `stage_due`,
    `stage_reached` and `stage_not_reached` of the list find the same projects.
    """
    counting = Milestone.objects.filter(waived_because="")
    stages = counting.filter(task__in=tasks.projects().order_by().values("pk"))
    done = Q(done_on__lte=as_of)
    reached = Exists(counting.filter(done, task=OuterRef("task"), stage=OuterRef("stage")))
    counted = (
        stages.filter(due_on__lte=as_of)
        .order_by()
        .values_list("stage")
        .annotate(
            reached=Count("task", filter=reached, distinct=True),
            all=Count("task", distinct=True),
        )
    )
    due = {stage: (reached, all_) for stage, reached, all_ in counted}
    started = counting.filter(done, task=OuterRef("task"), stage=Stage.STARTED)
    signed = stages.filter(done, stage=Stage.SIGNED).aggregate(
        all=Count("task", distinct=True), started=Count("task", filter=Exists(started), distinct=True)
    )
    return {
        "started": _rate(*due.get(Stage.STARTED, (0, 0))),
        "completed": _rate(*due.get(Stage.COMPLETED, (0, 0))),
        "capacity": _rate(*due.get(Stage.CAPACITY, (0, 0))),
        "conversion": _rate(signed["started"], signed["all"]),
    }


def percent(part: int, whole: int) -> float:
    """A share in percent to one decimal, half up as on paper (1 of 16 is 6.3); 0 of nothing."""
    return (2000 * part + whole) // (2 * whole) / 10 if whole else 0.0


def _rate(numerator: int, denominator: int) -> dict:
    share = percent(numerator, denominator) if denominator else None
    return {"numerator": numerator, "denominator": denominator, "percent": share}


def _counts(rows: QuerySet, today: date, *by: str) -> Iterable[tuple]:
    """(groups …, status, light, class, overdue, how many) by one statement; few rows however many tasks."""
    overdue = Case(When(status__in=OPEN, next_due_on__lt=today, then=Value(1)), default=Value(0))
    grouped = rows.order_by().annotate(is_overdue=overdue).values_list(*by, *_PARTS, "is_overdue")
    return grouped.annotate(Count("pk"))


def _grouped(counted: Iterable[tuple], width: int) -> dict[tuple, list[tuple]]:
    groups: dict[tuple, list[tuple]] = {}
    for row in counted:
        groups.setdefault(row[:width], []).append(row[width:])
    return groups


def _summed(counted: Iterable[tuple]) -> dict:
    """All figures from the same counts, so that they add up by construction."""
    status, light, schedule = Counter(), Counter(), Counter()
    late = 0
    for state, colour, pace, overdue, number in counted:
        status[state] += number
        light[colour] += number
        schedule[pace] += number
        late += number * overdue
    return {
        "total": sum(status.values()),
        "open": sum(status[state] for state in OPEN),
        "overdue": late,
        "status": {code: status[code] for code in Status.values},
        "light": {code: light[code] for code in Light.values},
        "schedule": {code: schedule[code] for code in ScheduleClass.values},
    }
