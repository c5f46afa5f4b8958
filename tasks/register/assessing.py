"""Keep what is computed of a task: by every writing service for one task, by the sweep for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from audit import clock, log
from audit.statements import composed, write_values
from departments.calendar import city_calendar
from departments.parameters import Parameters, city_parameters
from departments.workdays import WorkCalendar
from tasks.choices import OPEN, Light
from tasks.lights import Assessment, Facts, assess
from tasks.register.models import Milestone, Task

COMPUTED = ("next_due_on", "light", "light_reason", "schedule_class", "planned_percent", "assessed_on")
_FACTS = (
    "status",
    "starts_on",
    "due_on",
    "percent",
    "first_due_on",
    "closed_on",
    "sign_by_on",
    "missed_reports",
)
CHUNK = 5000
Steps = Iterable[Sequence]  # due_on, planned_percent, done_on, waived_because


@dataclass(frozen=True)
class Ruler:
    """What every assessment of a day is measured with."""

    today: date
    calendar: WorkCalendar
    parameters: Parameters


def city_ruler(today: date | None = None) -> Ruler:
    """The calendar and the parameters of the city, as of today or of that day."""
    on = today or clock.today()
    # Few tasks are due so soon that the calendar matters, and only its days to come; for the others it is never read.
    return Ruler(on, SimpleLazyObject(lambda: city_calendar(since=on)), city_parameters())


def facts_of(task: Task, milestones: Steps) -> Facts:
    """The facts of a task; `milestones` are rows with due_on, planned_percent, done_on, waived_because."""
    return _facts([getattr(task, name) for name in _FACTS], milestones)


def assess_task(task: Task, ruler: Ruler | None = None, milestones: Steps | None = None) -> None:
    """Set what is computed of a task on the instance, unsaved; `milestones` when they were read already."""
    ruler = ruler or city_ruler()
    if milestones is None:
        milestones = [[getattr(step, name) for name in _STEP] for step in composed(_steps, task.pk)]
    _set(task, _measure(facts_of(task, milestones), ruler), ruler.today)


def milestones_of(task_ids: list[int]) -> dict[int, list[tuple]]:
    """The milestones of tasks as the assessment reads them, in one statement."""
    found = defaultdict(list)
    rows = Milestone.objects.filter(task_id__in=task_ids).order_by()
    for task_id, *step in rows.values_list("task_id", *_STEP):
        found[task_id].append(step)
    return found


def _steps(task_id: int) -> QuerySet:
    return Milestone.objects.filter(task=task_id).only(*_STEP).order_by()


def refresh(task: Task) -> Task:
    """Assess a task as of today and write what is computed of it."""
    assess_task(task)
    Task.objects.filter(pk=task.pk).update(**{name: getattr(task, name) for name in COMPUTED})
    return task


def assess_tasks(today: date | None = None, queryset: QuerySet | None = None) -> dict:
    """The sweep after midnight: every open task as of today; only what differs is written. May run twice.

    Gives counts: tasks assessed, written, turned red, caught up.
    """
    ruler = city_ruler(today)
    counts = {"assessed": 0, "written": 0, "turned_red": 0, "caught_up": 0}
    chosen = (Task.objects.all() if queryset is None else queryset).filter(status__in=OPEN)
    for rows in _chunks(chosen):
        _sweep(rows, ruler, counts)
    return counts


_STEP = ("due_on", "planned_percent", "done_on", "waived_because")
_ROW = ("id", "version", *_FACTS, *COMPUTED[:-1])


def _facts(values: list, milestones) -> Facts:
    steps = [(due, planned) for due, planned, *_ in milestones if planned is not None]
    waiting = [due for due, _planned, done, waived in milestones if done is None and not waived]
    return Facts(*values, open_milestones=tuple(waiting), steps=tuple(steps))


def _measure(facts: Facts, ruler: Ruler) -> Assessment:
    return assess(facts, today=ruler.today, calendar=ruler.calendar, parameters=ruler.parameters)


def _computed(found: Assessment) -> tuple:
    return (
        found.next_due_on,
        str(found.light),
        found.reason,
        str(found.schedule_class),
        found.planned_percent,
    )


def _set(task: Task, found: Assessment, today: date) -> None:
    for name, value in zip(COMPUTED, (*_computed(found), today), strict=True):
        setattr(task, name, value)


def _chunks(chosen) -> Iterator[list[tuple]]:
    last = 0
    while rows := list(chosen.filter(pk__gt=last).order_by("pk").values_list(*_ROW)[:CHUNK]):
        yield rows
        last = rows[-1][0]


def _sweep(rows: list[tuple], ruler: Ruler, counts: dict) -> None:
    milestones = milestones_of([row[0] for row in rows])
    writes, entries = [], []
    for task_id, version, *values in rows:
        stored = tuple(values[len(_FACTS) :])
        found = _computed(_measure(_facts(values[: len(_FACTS)], milestones[task_id]), ruler))
        if found != stored:
            writes.append((*found, ruler.today, task_id, version))
            entries += _turned(task_id, stored[1], found, counts)
    counts["assessed"] += len(rows)
    counts["written"] += len(writes)
    with transaction.atomic():
        # A task that a person changed meanwhile keeps what they wrote.
        write_values(Task, COMPUTED, writes, where=("version",))
        log.record_many(entries)


def _turned(task_id: int, before: str, found: tuple, counts: dict) -> list:
    if (before == Light.RED) == (found[1] == Light.RED):
        return []
    what = "turned_red" if found[1] == Light.RED else "caught_up"
    counts[what] += 1
    return [
        log.entry(
            actor=None,
            action=f"tasks.{what}",
            target=Task(pk=task_id),
            light=[before, found[1]],
            reason=found[2],
        )
    ]
