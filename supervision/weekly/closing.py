"""Close the week: settle what came in by other ways, mark what is missed, freeze figures and agenda."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from audit import clock, log
from departments.parameters import city_parameters
from supervision.models import WeeklyCheck, WeeklyRound
from tasks.choices import OPEN, Light
from tasks.models import ProgressReport, Task
from tasks.register import figures
from tasks.register.assessing import assess_tasks

State = WeeklyCheck.State
ANSWERS = (State.ANSWERED, State.CONFIRMED)
# The agenda names so many tasks under each heading; the counts are of all.
MOST_NAMED = 100


def close_week(on: date) -> dict:
    """Close the rounds whose grace has ended: unanswered checks are missed, figures and agenda are frozen.

    Gives the rounds closed now, so a second run on the same day gives none.
    """
    due = WeeklyRound.objects.to_close(on).order_by("year", "week", "jurisdiction_id")
    closed = [done for pk in list(due.values_list("pk", flat=True)) if (done := _close(pk, on))]
    return {"on": on.isoformat(), "rounds": closed, "missed": sum(done["missed"] for done in closed)}


@transaction.atomic
def _close(round_id: int, on: date) -> dict | None:
    """Close one round, or give None when another worker has done so."""
    found = WeeklyRound.objects.select_for_update().select_related("jurisdiction").get(pk=round_id)
    if found.closed_at:
        return None
    _settle(found)
    missed = _mark_missed(found, on)
    _freeze_lights(found)
    found.figures = _figures(found, on)
    found.agenda = _agenda(found, on)
    found.closed_at = clock.now()
    found.save(update_fields=["figures", "agenda", "closed_at"])
    week = f"{found.year}-W{found.week:02d}"
    log.record(actor=None, action="supervision.week_closed", target=found, week=week, missed=missed)
    return {"round": found.pk, "jurisdiction": found.jurisdiction.short_name, "week": week, "missed": missed}


def _settle(found: WeeklyRound) -> None:
    """A report on the item page or a signature answers the question too; what left the list is not asked."""
    in_time = ProgressReport.objects.filter(
        task=OuterRef("task"), reported_on__range=(found.opened_on, found.closes_on)
    ).order_by("-id")
    waiting = found.checks.filter(state=State.WAITING)
    waiting.filter(Exists(in_time)).update(
        state=State.ANSWERED,
        report=Subquery(in_time.values("pk")[:1]),
        answered_at=Subquery(in_time.values("reported_at")[:1]),
        answered_by=Subquery(in_time.values("reporter")[:1]),
    )
    signed = Task.objects.filter(signed_at__date__range=(found.opened_on, found.closes_on))
    waiting.filter(task__in=signed).update(state=State.ANSWERED)
    gone = Task.objects.exclude(status__in=OPEN)
    waiting.filter(task__in=gone).update(state=State.SKIPPED, skipped_because="no_longer_open")


def _mark_missed(found: WeeklyRound, on: date) -> int:
    """Mark what nobody answered, count it on the tasks, and light them anew: two in a row turn amber."""
    missed = found.checks.filter(state=State.WAITING).update(state=State.MISSED)
    tasks = Task.objects.order_by()
    answered = tasks.filter(
        pk__in=found.checks.filter(state__in=ANSWERS).values("task"), missed_reports__gt=0
    )
    answered.update(missed_reports=0, version=F("version") + 1)
    if missed:
        silent = tasks.filter(pk__in=found.checks.filter(state=State.MISSED).values("task"))
        silent.update(missed_reports=F("missed_reports") + 1, version=F("version") + 1)
        # Below the city's limit a missed report changes no light.
        limit = city_parameters().amber_missed_reports
        assess_tasks(on, silent.filter(missed_reports__gte=limit).exclude(light=Light.RED))
    return missed


def _freeze_lights(found: WeeklyRound) -> None:
    task = Task.objects.filter(pk=OuterRef("task")).order_by()
    found.checks.update(
        light_at_close=Subquery(task.values("light")), self_light_at_close=Subquery(task.values("self_light"))
    )


def _figures(found: WeeklyRound, on: date) -> dict:
    """The answers by state, in all and by department, and the list as it stands, counted as everywhere."""
    counted = found.checks.order_by().values_list("department", "department__short_name", "state")
    rows = list(counted.annotate(Count("pk")).order_by("department__position", "department"))
    states = dict.fromkeys(State.values, 0)
    units: dict = {}
    for unit, name, state, number in rows:
        states[state] += number
        cell = units.setdefault(
            unit, {"department": unit, "name": name or "", "checks": 0, **dict.fromkeys(states, 0)}
        )
        cell["checks"] += number
        cell[state] += number
    asked = sum(states.values()) - states[State.SKIPPED]
    answered = sum(states[state] for state in ANSWERS)
    tasks = Task.objects.filter(jurisdiction=found.jurisdiction_id).on_the_list()
    return {
        "on": on.isoformat(),
        "checks": {"total": sum(states.values()), "asked": asked, "answered": answered, **states},
        "answered_percent": figures.percent(answered, asked),
        "departments": list(units.values()),
        "tasks": figures.Tally.of(tasks, on).overview(),
    }


def _agenda(found: WeeklyRound, on: date) -> dict:
    """What the huddle talks about: red, blocked, due within the week, unanswered, self and system light apart."""
    tasks = Task.objects.filter(jurisdiction=found.jurisdiction_id).open()
    silent = found.checks.filter(state=State.MISSED).values("task")
    apart = Q(self_light__gt="") & ~Q(self_light=F("light"))
    return {
        "red": _block(tasks.behind()),
        "blocked": _block(tasks.filter(blocked_since__isnull=False)),
        "due_this_week": _block(tasks.due_between(on, on + timedelta(days=6))),
        "unanswered": _block(tasks.filter(pk__in=silent)),
        "disagreement": _block(tasks.filter(apart)),
    }


def _block(tasks: QuerySet) -> dict:
    columns = ("pk", "number", "title", "lead_department__short_name", "next_due_on", "light", "self_light")
    names = ("task", "number", "title", "department", "next_due_on", "light", "self_light")
    rows = tasks.order_by("next_due_on", "pk").values_list(*columns)[:MOST_NAMED]
    named = [dict(zip(names, row, strict=True)) for row in rows]
    for row in named:
        row["next_due_on"] = row["next_due_on"] and row["next_due_on"].isoformat()
        row["department"] = row["department"] or ""
    return {"count": tasks.count(), "tasks": named}
