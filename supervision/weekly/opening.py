"""Open the week: a round per jurisdiction, a check per open task, all checks of a round by one statement.

A task that comes onto the list while the week runs gets its check with the next run.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext as _

from audit import log
from audit.statements import Given, insert_composed, insert_once
from departments.calendar import city_calendar
from departments.choices import Role
from departments.models import Department
from departments.parameters import Parameters, city_parameters
from departments.querysets import answering
from departments.workdays import WorkCalendar
from notifications import outbox
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.weekly import rules
from tasks.choices import OPEN, Status
from tasks.models import Task

State = WeeklyCheck.State
NOT_IN_TIME, LATE = "not_asked_in_time", "came_late"


def open_week(on: date) -> dict:
    """Open the round of the ISO week for every jurisdiction with open tasks; weeks missed before are made good.

    Gives the rounds opened now, so a second run on the same day gives none; `added` counts the checks of tasks that
    came onto the list after their round was opened.
    """
    calendar = city_calendar(since=on - timedelta(weeks=rules.MOST_WEEKS + 1))
    parameters = city_parameters()
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
    found = WeeklyRound(jurisdiction=jurisdiction, year=week.year, week=week.week, opened_on=opened_on)
    found.due_on, found.closes_on = due_on, closes_on
    # The unique key decides between two workers.
    if not insert_once(found):
        return None
    checks = _raise_checks(found, on, parameters, "" if asked_in_time else NOT_IN_TIME)
    if asked_in_time:
        _tell(found, on)
    done = {"checks": checks, "asked": found.checks.filter(state=State.WAITING).count()}
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
    added = _raise_checks(found, on, parameters, LATE if on > found.due_on else "", added=True)
    if added:
        _tell(found, on)
        log.record(
            actor=None, action="supervision.week_topped_up", target=found, week=str(week), checks=added
        )
    return added


def _raise_checks(
    round_: WeeklyRound, on: date, parameters: Parameters, unasked: str, *, added: bool = False
) -> int:
    """One check per task, pre-filled, and never two; how many were `added` where there are some already."""
    span = timedelta(days=parameters.quiet_after_days)
    return insert_composed(
        _checks,
        unasked,
        added,
        once=True,
        round=round_.pk,
        jurisdiction=round_.jurisdiction_id,
        soon=on + span,
        lately=on - span,
        sunday=rules.Week(round_.year, round_.week).sunday,
    )


def _checks(unasked: str, added: bool) -> tuple:
    """What `insert_composed` writes; `unasked` says why nobody is asked, else reasons say for which tasks, and why."""
    number, day = BigIntegerField(), DateField()
    tasks = _open_in(Given("sunday", day)) if unasked == NOT_IN_TIME else Task.objects.open()
    if added:
        asked = WeeklyCheck.objects.filter(round=Given("round", number), task=OuterRef("pk"))
        tasks = tasks.filter(~Exists(asked))
    quiet = rules.quiet(Given("soon", day), Given("lately", day))
    reasons = [(rules.in_review(), "in_review"), (quiet, "quiet")]
    if unasked:
        reasons = [(Q(pk__isnull=False), unasked)]
    columns = {
        "round": Given("round", number),
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
    }
    return WeeklyCheck, columns, tasks.filter(jurisdiction=Given("jurisdiction", number))


def _open_in(sunday: Given) -> QuerySet:
    """The tasks that were open in a week gone by, as far as is known: open now or closed since."""
    issued = Q(issued_at__isnull=True) | Q(issued_at__date__lte=sunday)
    closed_since = Q(status=Status.CLOSED, closed_on__gt=sunday)
    return Task.objects.filter(issued, Q(status__in=OPEN) | closed_since)


# The posts that have something to answer, and where a task has none, those of its unit's liaisons.
_ASKED = """
WITH waiting AS (SELECT department_id, post_id FROM supervision_weeklycheck WHERE round_id = %(round)s AND state = %(state)s),
asked AS (SELECT post_id AS id FROM waiting UNION SELECT id FROM departments_post
  WHERE role = %(liaison)s AND department_id IN (SELECT department_id FROM waiting WHERE post_id IS NULL))
"""


def _tell(round_: WeeklyRound, on: date) -> None:
    """One notice per person who has something to answer: whoever acts for the posts, else the unit's liaison."""
    values = {"round": round_.pk, "state": State.WAITING, "liaison": Role.LIAISON}
    people, values = answering(on, "p.id IN (SELECT id FROM asked)", **values)
    outbox.queue_found(
        (_ASKED + people, values),
        kind="check",
        key=f"week:{round_.pk}",
        title=_("Weekly checks of week %(week)s") % {"week": round_.week},
        text=_("Please answer by %(date)s.") % {"date": round_.due_on},
        url="/week/",
    )
