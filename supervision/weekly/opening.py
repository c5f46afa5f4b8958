"""Open the week: a round per jurisdiction, a check per open task, all checks of a round by one statement.

A task that comes onto the list while the week runs gets its check with the next run.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from audit import log
from audit.statements import insert_select
from departments.calendar import city_calendar
from departments.choices import Role
from departments.models import Department
from departments.parameters import Parameters, city_parameters
from departments.reaching import people_in_charge
from departments.workdays import WorkCalendar
from notifications import outbox
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.weekly import rules
from tasks.choices import OPEN, Status
from tasks.models import Task

State = WeeklyCheck.State


def open_week(on: date) -> dict:
    """Open the round of the ISO week for every jurisdiction with open tasks; weeks missed before are made good.

    Gives the rounds opened now, so a second run on the same day gives none; `added` counts the checks of tasks that
    came onto the list after their round was opened.
    """
    calendar, parameters = city_calendar(), city_parameters()
    opened, added = [], 0
    for jurisdiction, last in _jurisdictions():
        for week in rules.due_weeks(last, on, calendar):
            done = _open(jurisdiction, week, on, calendar, parameters)
            opened += [done] if done else []
        if last == rules.Week.of(on):
            added += _top_up(jurisdiction, last, on, parameters)
    checks = sum(done["checks"] for done in opened)
    return {"on": on.isoformat(), "rounds": opened, "checks": checks, "added": added}


def _jurisdictions() -> list[tuple[Department, rules.Week | None]]:
    """Every jurisdiction with open tasks, and the week of its last round."""
    some = Department.objects.filter(Exists(Task.objects.open().filter(jurisdiction=OuterRef("pk"))))
    rounds = WeeklyRound.objects.order_by("year", "week").values_list("jurisdiction_id", "year", "week")
    last = {jurisdiction: rules.Week(year, week) for jurisdiction, year, week in rounds}
    return [(found, last.get(found.pk)) for found in some]


@transaction.atomic
def _open(
    jurisdiction: Department, week: rules.Week, on: date, calendar: WorkCalendar, parameters: Parameters
) -> dict | None:
    """Open one round with its checks, or give None when another worker has done so."""
    asked_in_time = week == rules.Week.of(on)
    opened_on = on if asked_in_time else calendar.first_workday_of_week(*week)
    due_on = calendar.add(opened_on, parameters.week_due_wd)
    closes_on = calendar.add(due_on, parameters.week_grace_wd)
    # The unique key decides between two workers: the second waits here and then finds the row.
    found, created = WeeklyRound.objects.get_or_create(
        jurisdiction=jurisdiction,
        year=week.year,
        week=week.week,
        defaults={"opened_on": opened_on, "due_on": due_on, "closes_on": closes_on},
    )
    if not created:
        return None
    if asked_in_time:
        _raise_checks(found, Task.objects.open(), _reasons(on, parameters))
        _tell(found, on)
    else:
        _raise_checks(found, _open_in(week), [(Q(pk__isnull=False), "not_asked_in_time")])
    counts = dict(found.checks.order_by().values_list("state").annotate(Count("id")))
    done = {"checks": sum(counts.values()), "asked": counts.get(State.WAITING, 0)}
    log.record(actor=None, action="supervision.week_opened", target=found, week=str(week), **done)
    return {"round": found.pk, "jurisdiction": jurisdiction.short_name, "week": str(week), **done}


@transaction.atomic
def _top_up(jurisdiction: Department, week: rules.Week, on: date, parameters: Parameters) -> int:
    """Checks for the open tasks that have none in the running round: issued, resumed or reopened since; how many.

    After the day by which answers were due they are only counted: nobody is called missed for a question that came late.
    """
    running = WeeklyRound.objects.open().filter(jurisdiction=jurisdiction, year=week.year, week=week.week)
    found = running.first()
    if found is None:
        return 0
    asked = found.checks.filter(task=OuterRef("pk"))
    late = [(Q(pk__isnull=False), "came_late")] if on > found.due_on else []
    added = _raise_checks(found, Task.objects.open().filter(~Exists(asked)), late or _reasons(on, parameters))
    if added:
        _tell(found, on)
        log.record(
            actor=None, action="supervision.week_topped_up", target=found, week=str(week), checks=added
        )
    return added


def _reasons(on: date, parameters: Parameters) -> list[tuple[Q, str]]:
    return [(rules.in_review(), "in_review"), (rules.quiet(on, parameters), "quiet")]


def _open_in(week: rules.Week) -> QuerySet:
    """The tasks that were open in a week gone by, as far as is known: open now or closed since."""
    issued = Q(issued_at__isnull=True) | Q(issued_at__date__lte=week.sunday)
    closed_since = Q(status=Status.CLOSED, closed_on__gt=week.sunday)
    return Task.objects.filter(issued, Q(status__in=OPEN) | closed_since)


def _raise_checks(round_: WeeklyRound, tasks: QuerySet, reasons: list[tuple[Q, str]]) -> int:
    """One check per task, pre-filled, and never two; the reasons say for which tasks nobody is asked, and why."""
    return insert_select(
        WeeklyCheck,
        {
            "round": round_.pk,
            "task": F("pk"),
            "department": F("lead_department_id"),
            "post": F("post_id"),
            "state": Case(
                *(When(rule, Value(State.SKIPPED)) for rule, _ in reasons), default=Value(State.WAITING)
            ),
            "skipped_because": Case(*(When(rule, Value(why)) for rule, why in reasons), default=Value("")),
            "percent_before": F("percent"),
            "light_before": F("light"),
            "previous": F("latest_report_id"),
            "light_at_close": "",
            "self_light_at_close": "",
        },
        tasks.filter(jurisdiction=round_.jurisdiction_id),
        once=True,
    )


def _tell(round_: WeeklyRound, on: date) -> None:
    """One notice per person who has something to answer: whoever acts for the posts, else the unit's liaison."""
    waiting = round_.checks.filter(state=State.WAITING).order_by()
    posts = Q(post__in=waiting.filter(post__isnull=False).values("post"))
    units = waiting.filter(post__isnull=True, department__isnull=False).values("department")
    liaisons = Q(post__role=Role.LIAISON, post__department__in=units)
    outbox.queue(
        people=people_in_charge(on, posts | liaisons),
        kind="check",
        key=f"week:{round_.pk}",
        title=_("Weekly checks of week %(week)s") % {"week": round_.week},
        text=_("Please answer by %(date)s.") % {"date": round_.due_on},
        url="/week/",
    )
