"""The figures of a list: what dashboards, bulletins, rounds and exports all count with.

A `Tally` is taken of rows with the columns of a task (`status`, `light`, `schedule_class`, `area`,
`lead_department`, `next_due_on`): tasks as they are now, or the snapshot of a month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from audit.statements import values
from departments.models import Department
from tasks.choices import OPEN, Light, ScheduleClass, Stage, Status
from tasks.register.models import Milestone
from tasks.reports.models import Passage, Report

_PARTS = ("area", "lead_department", "status", "light", "schedule_class", "is_overdue")


@dataclass(frozen=True)
class Tally:
    """A list counted by area, lead department, state, light and class at once; every figure is a sum of these counts."""

    counts: tuple[tuple, ...]  # area, unit, state, light, class, overdue or not, how many

    @classmethod
    def of(cls, rows: QuerySet, today: date) -> Tally:
        """By one statement that gives few rows however many tasks there are."""
        return cls(tuple(counted(rows, today)))

    def overview(self) -> dict:
        """Totals by state, light and class (each adds up to the total), and how many are open and overdue."""
        return _summed(self.counts)

    def by_department(self) -> list[dict]:
        """The overview of each lead department that has rows, in protocol order; without a lead last."""
        groups = self._grouped(1)
        known = Department.objects.filter(pk__in=[unit for unit in groups if unit])
        names = list(known.values_list("pk", "short_name"))
        if None in groups:
            names.append((None, ""))
        return [{"department": unit, "name": name, **_summed(groups[unit])} for unit, name in names]

    def by_area(self) -> list[dict]:
        """The overview of each area of the Report that has rows."""
        return [{"area": area, **_summed(rows)} for area, rows in sorted(self._grouped(0).items())]

    def of_area(self, area: str) -> dict:
        """The overview of one area."""
        return _summed(self._grouped(0).get(area, ()))

    def lit(self, *lights: str) -> Counter[tuple[str, int | None]]:
        """How many tasks of each (area, lead department) have one of these lights: the heat table."""
        cells: Counter[tuple[str, int | None]] = Counter()
        for area, unit, _state, light, _pace, _overdue, number in self.counts:
            if light in lights:
                cells[area, unit] += number
        return cells

    def _grouped(self, part: int) -> dict:
        groups: dict = {}
        for row in self.counts:
            groups.setdefault(row[part], []).append(row)
        return groups


def counted(rows: QuerySet, today: date) -> QuerySet:
    """The counts of a tally: area, unit, state, light, class, overdue or not, how many."""
    overdue = Case(When(status__in=OPEN, next_due_on__lt=today, then=Value(1)), default=Value(0))
    grouped = rows.order_by().annotate(is_overdue=overdue).values_list(*_PARTS)
    return grouped.annotate(Count("pk"))


def coverage(jurisdiction_id: int, year: int) -> dict:
    """How much of the Report is on the list: sentences, commitments (with and without a task), set aside, open."""
    found = values(_sentences, jurisdiction_id, year)
    counts = Counter({(state, bool(carried)): number for state, carried, number in found})
    state = Passage.State
    return {
        "sentences": sum(counts.values()),
        "commitments": counts[state.COMMITMENT, True] + counts[state.COMMITMENT, False],
        "covered": counts[state.COMMITMENT, True],
        "set_aside": counts[state.SET_ASIDE, True] + counts[state.SET_ASIDE, False],
        "open": counts[state.OPEN, True] + counts[state.OPEN, False],
    }


def _sentences(jurisdiction_id: int, year: int) -> QuerySet:
    sentences = Passage.objects.filter(
        report__jurisdiction=jurisdiction_id, report__year=year, report__kind=Report.Kind.REPORT
    )
    tasks = Passage.tasks.through.objects.filter(passage=OuterRef("pk")).exclude(task__status=Status.DRAFT)
    grouped = sentences.order_by().annotate(carried=Exists(tasks)).values_list("state", "carried")
    return grouped.annotate(Count("pk"))


def project_rates(tasks: QuerySet, as_of: date) -> dict[str, dict]:
    """The four rates 开工率, 竣工率, 达产率, 转化率 of the projects among these tasks, as of the end of a day.

    A stage's rate is, of the projects whose stage was to be reached by then, the share that has reached it;
    the conversion rate is, of the projects that are signed, the share that has started. The conditions `stage_due`,
    `stage_reached` and `stage_not_reached` of the list find the same projects.
    """
    return rates_of(stages_counted(tasks, as_of))


def stages_counted(tasks: QuerySet, as_of: date) -> QuerySet:
    """Of each stage: how many projects were to reach it by then, had by then, have it behind them, and began beside it."""
    counting = Milestone.objects.filter(waived_because="")
    due, done = Q(due_on__lte=as_of), Q(done_on__lte=as_of)
    of_task = counting.filter(done, task=OuterRef("task"))
    stages = counting.filter(
        stage__in=(Stage.SIGNED, *_RATED), task__in=tasks.projects().order_by().values("pk")
    )
    return (
        stages.filter(due | done)
        .order_by()
        .values_list("stage")
        .annotate(
            due=Count("task", filter=due, distinct=True),
            reached=Count(
                "task", filter=due & Exists(of_task.filter(stage=OuterRef("stage"))), distinct=True
            ),
            done=Count("task", filter=done, distinct=True),
            begun=Count("task", filter=done & Exists(of_task.filter(stage=Stage.STARTED)), distinct=True),
        )
    )


def rates_of(stages: Iterable[tuple]) -> dict[str, dict]:
    """The rates that follow from the counted stages."""
    of = {stage: numbers for stage, *numbers in stages}
    nothing = (0, 0, 0, 0)
    rates = {stage.value: _rate(*of.get(stage, nothing)[:2]) for stage in _RATED}
    return {**rates, "conversion": _rate(*of.get(Stage.SIGNED, nothing)[2:])}


_RATED = (Stage.STARTED, Stage.COMPLETED, Stage.CAPACITY)


def percent(part: int, whole: int) -> float:
    """A share in percent to one decimal, half up as on paper (1 of 16 is 6.3); 0 of nothing."""
    return (2000 * part + whole) // (2 * whole) / 10 if whole else 0.0


def _rate(denominator: int, numerator: int) -> dict:
    share = percent(numerator, denominator) if denominator else None
    return {"numerator": numerator, "denominator": denominator, "percent": share}


def _summed(counts: Iterable[tuple]) -> dict:
    """All figures from the same counts, so that they add up by construction."""
    status, light, schedule = (dict.fromkeys(codes, 0) for codes in _CODES)
    late = 0
    for _area, _unit, state, colour, pace, overdue, number in counts:
        status[state] += number
        light[colour] += number
        schedule[pace] += number
        late += number * overdue
    return {
        "total": sum(status.values()),
        "open": sum(status[state] for state in OPEN),
        "overdue": late,
        "status": status,
        "light": light,
        "schedule": schedule,
    }


_CODES = [tuple(choices.values) for choices in (Status, Light, ScheduleClass)]
