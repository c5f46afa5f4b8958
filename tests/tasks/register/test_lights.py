"""The system light and the schedule class, at their boundaries."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import clock
from departments.parameters import Parameters
from departments.workdays import WorkCalendar
from tasks.choices import OPEN, Light, ScheduleClass, Status
from tasks.lights import Facts, assess
from tasks.schedule import planned_percent
from tests.tasks.world import SHANGHAI

CALENDAR = WorkCalendar(special={date(2026, 3, 9): False, date(2026, 3, 7): True})
DUE = date(2026, 3, 31)
PLAIN = {"status": Status.ACTIVE, "starts_on": date(2026, 1, 1), "due_on": DUE, "percent": 100}


def light(today: date, **facts) -> tuple[str, str]:
    found = assess(Facts(**(PLAIN | facts)), today=today, calendar=CALENDAR, parameters=Parameters())
    return str(found.light), found.reason


def test_the_due_day_is_on_time_and_the_day_after_is_red():
    assert light(DUE) == ("green", "on_plan")
    assert light(DUE + timedelta(days=1)) == ("red", "overdue")


def test_the_day_changes_at_midnight_in_shanghai():
    with clock.at(datetime(2026, 3, 31, 23, 59, tzinfo=SHANGHAI)):
        assert light(clock.today())[0] == "green"
    with clock.at(datetime(2026, 4, 1, 0, 0, tzinfo=SHANGHAI)):
        assert light(clock.today())[0] == "red"


def test_an_open_milestone_past_its_date_makes_the_task_red():
    assert light(date(2026, 3, 5), open_milestones=(date(2026, 3, 4),)) == ("red", "milestone_overdue")


@pytest.mark.parametrize(
    ("due", "reason"), [(date(2026, 3, 10), "due_soon"), (date(2026, 3, 11), "behind_plan")]
)
def test_soon_is_five_working_days_with_holidays_and_make_up_days(due, reason):
    # From Tuesday 3 March: 4, 5, 6, Saturday 7 worked, Monday 9 a holiday, 10 is the fifth.
    assert light(date(2026, 3, 3), due_on=due, percent=70) == ("amber", reason)


def test_due_soon_with_enough_done_is_green():
    assert light(date(2026, 3, 3), due_on=date(2026, 3, 10), percent=82)[0] == "green"


@pytest.mark.parametrize(("percent", "expected"), [(34, "green"), (33, "amber")])
def test_ten_points_behind_plan_is_amber(percent, expected):
    assert planned_percent(PLAIN["starts_on"], DUE, date(2026, 2, 8)) == 43
    assert light(date(2026, 2, 8), percent=percent)[0] == expected


def test_two_missed_reports_and_a_late_signature_are_amber():
    assert light(date(2026, 1, 5), missed_reports=2) == ("amber", "reports_missed")
    assert light(date(2026, 1, 5), missed_reports=1)[0] == "green"
    late = {"status": Status.ISSUED, "sign_by_on": date(2026, 1, 4)}
    assert light(date(2026, 1, 5), **late) == ("amber", "unsigned")
    assert light(date(2026, 1, 4), **late)[0] == "green", "the limit ends with its day"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUSPENDED, Status.TERMINATED])
def test_what_does_not_run_is_grey(status):
    assert light(date(2027, 1, 1), status=status) == ("grey", status)


def test_closed_is_on_time_or_late_by_the_first_promised_date():
    facts = {"status": Status.CLOSED, "first_due_on": date(2026, 3, 1)}
    assert light(DUE, closed_on=date(2026, 3, 1), **facts)[0] == "done"
    assert light(DUE, closed_on=date(2026, 3, 2), **facts)[0] == "done_late"


def test_the_plan_runs_straight_through_the_milestones_that_state_a_percent():
    start, due = date(2026, 1, 1), date(2026, 1, 11)
    assert planned_percent(start, due, date(2026, 1, 6)) == 50
    steps = [(date(2026, 1, 6), 20)]
    assert [planned_percent(start, due, date(2026, 1, day), steps) for day in (1, 6, 11, 20)] == [
        0,
        20,
        100,
        100,
    ]


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(
    status=st.sampled_from(Status.values),
    starts_on=DAYS,
    length=st.integers(0, 700),
    today=DAYS,
    percent=st.integers(0, 100),
    steps=st.lists(st.tuples(DAYS, st.integers(0, 100)), max_size=3),
    milestones=st.lists(DAYS, max_size=3),
    missed=st.integers(0, 3),
)
def test_every_task_has_one_light_and_one_class_that_fit_together(
    status, starts_on, length, today, percent, steps, milestones, missed
):
    facts = Facts(
        status=status,
        starts_on=starts_on,
        due_on=starts_on + timedelta(days=length),
        first_due_on=starts_on + timedelta(days=length),
        closed_on=today if status == Status.CLOSED else None,
        percent=percent,
        missed_reports=missed,
        open_milestones=tuple(milestones),
        steps=tuple(steps),
    )
    found = assess(facts, today=today, calendar=CALENDAR, parameters=Parameters())
    assert 0 <= found.planned_percent <= 100 and found.reason
    if status not in OPEN:
        assert found.light in (Light.GREY, Light.DONE, Light.DONE_LATE)
        assert found.schedule_class in (ScheduleClass.COMPLETED, ScheduleClass.OTHER)
        return
    overdue = min([facts.due_on, *milestones]) < today
    assert (found.light == Light.RED) == overdue
    assert not overdue or found.schedule_class == ScheduleClass.BEHIND
