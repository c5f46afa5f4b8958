"""The week opens: what is raised, who is asked and who is not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from departments.models import SpecialDay
from notifications.models import Notice
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.weekly.services import close_week, open_week
from tasks.choices import Light, Status
from tests import factories
from tests.supervision.weeks import MONDAY, check_of, own_task, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_each_open_task_gets_exactly_one_check_and_others_none(city, handler):
    for status in Status.values:
        own_task(city, handler, status=status)
    done = open_week(MONDAY)
    assert done["checks"] == 4
    assert set(WeeklyCheck.objects.values_list("task__status", flat=True)) == {
        "issued",
        "active",
        "unit_review",
        "verifying",
    }
    assert open_week(MONDAY + timedelta(days=1))["rounds"] == []
    assert WeeklyCheck.objects.count() == 4


def test_every_jurisdiction_with_open_tasks_has_a_round_of_its_own(city):
    factories.task(lead=city.education)
    factories.task(lead=city.county_education)
    factories.task(lead=city.district, status=Status.CLOSED)
    open_week(MONDAY)
    assert set(WeeklyRound.objects.values_list("jurisdiction__short_name", flat=True)) == {"市政府", "东陵县"}


def test_a_round_opens_on_the_first_working_day_and_counts_working_days(city):
    factories.task(lead=city.education)
    SpecialDay.objects.create(date=MONDAY, is_workday=False)
    assert open_week(MONDAY)["rounds"] == []
    open_week(MONDAY + timedelta(days=1))
    found = WeeklyRound.objects.get()
    assert (found.opened_on, found.due_on, found.closes_on) == (
        date(2026, 11, 24),
        date(2026, 11, 26),
        date(2026, 11, 30),
    )


def test_a_week_wholly_of_holidays_opens_no_round(city):
    factories.task(lead=city.education)
    SpecialDay.objects.bulk_create(
        SpecialDay(date=MONDAY + timedelta(days=day), is_workday=False) for day in range(5)
    )
    assert all(open_week(MONDAY + timedelta(days=day))["rounds"] == [] for day in range(7))


def test_a_check_is_filled_in_with_what_was_last_said(city, handler):
    task = own_task(city, handler, light=Light.AMBER)
    report = reported(task, handler, MONDAY - timedelta(days=7))
    open_week(MONDAY)
    found = check_of(task)
    assert (found.previous, found.percent_before, found.light_before) == (report, 50, "amber")
    assert (found.department, found.post) == (city.education, factories.post_of(handler))


QUIET = {"light": Light.GREEN, "next_due_on": date(2026, 12, 31)}


def test_a_quiet_task_is_not_asked_and_says_why(city, handler):
    quiet = own_task(city, handler, **QUIET)
    reported(quiet, handler, MONDAY - timedelta(days=7))
    open_week(MONDAY)
    assert (check_of(quiet).state, check_of(quiet).skipped_because) == ("skipped", "quiet")


@pytest.mark.parametrize(
    "differs",
    [
        {"light": Light.AMBER},
        {"next_due_on": MONDAY + timedelta(days=28)},
        {"missed_reports": 1},
        {"blocked_since": date(2026, 11, 2)},
    ],
)
def test_a_task_with_something_near_or_wrong_is_asked(city, handler, differs):
    task = own_task(city, handler, **{**QUIET, **differs})
    reported(task, handler, MONDAY - timedelta(days=7))
    open_week(MONDAY)
    assert check_of(task).state == "waiting"


def test_news_is_due_again_four_weeks_after_the_last_report(city, handler):
    task = own_task(city, handler, **QUIET)
    reported(task, handler, MONDAY - timedelta(days=28))
    open_week(MONDAY)
    assert check_of(task).state == "waiting"


def test_the_unit_is_not_asked_while_its_application_is_under_review(city, handler):
    task = own_task(city, handler, status=Status.VERIFYING)
    open_week(MONDAY)
    assert (check_of(task).state, check_of(task).skipped_because) == ("skipped", "in_review")


def test_each_person_is_told_once_a_round_however_many_checks_wait(city, handler):
    for _ in range(3):
        own_task(city, handler)
    liaison = factories.person("L", city.housing)
    factories.task(lead=city.housing)
    open_week(MONDAY)
    open_week(MONDAY)
    assert sorted(Notice.objects.values_list("person_id", flat=True)) == sorted([handler.pk, liaison.pk])


def test_weeks_missed_in_a_standstill_are_raised_once_and_nobody_is_called_missed(city, handler):
    task = own_task(city, handler)
    open_week(MONDAY - timedelta(weeks=4))
    open_week(MONDAY)
    weeks = [check.round.week for check in WeeklyCheck.objects.order_by("round__week")]
    assert weeks == [44, 45, 46, 47, 48]
    unasked = WeeklyCheck.objects.filter(skipped_because="not_asked_in_time")
    assert unasked.count() == 3
    close_week(MONDAY)
    task.refresh_from_db()
    assert task.missed_reports == 1  # only the week in which the question was asked
    assert set(unasked.values_list("state", flat=True)) == {"skipped"}
    assert Notice.objects.filter(person=handler).count() == 2


def test_a_missed_week_asks_nothing_about_tasks_issued_later(city, handler):
    own_task(city, handler)
    open_week(MONDAY - timedelta(weeks=3))
    own_task(city, handler, issued_at="2026-11-18T09:00:00+08:00")
    open_week(MONDAY)
    assert [found.checks.count() for found in WeeklyRound.objects.order_by("week")] == [1, 1, 2, 2]


def test_a_task_that_comes_onto_the_list_in_the_week_gets_its_check_once(city, handler):
    own_task(city, handler)
    open_week(MONDAY)
    new = own_task(city, handler, status=Status.ISSUED)
    assert open_week(MONDAY + timedelta(days=1))["added"] == 1
    assert (check_of(new).state, check_of(new).round.checks.count()) == ("waiting", 2)
    assert open_week(MONDAY + timedelta(days=1))["added"] == 0
    assert Notice.objects.filter(person=handler, kind="check").count() == 1


def test_a_question_that_came_after_the_day_of_answers_is_counted_and_never_missed(city, handler):
    own_task(city, handler)
    open_week(MONDAY)
    late = own_task(city, handler)
    assert open_week(MONDAY + timedelta(days=3))["added"] == 1
    assert (check_of(late).state, check_of(late).skipped_because) == ("skipped", "came_late")
    close_week(MONDAY + timedelta(days=4))
    assert check_of(late).state == "skipped"


def test_a_closed_round_is_not_topped_up(city, handler):
    own_task(city, handler)
    open_week(MONDAY)
    close_week(MONDAY + timedelta(days=4))
    own_task(city, handler)
    assert open_week(MONDAY + timedelta(days=4))["added"] == 0
    assert WeeklyCheck.objects.count() == 1


def test_topping_up_takes_the_same_statements_for_two_and_for_twenty(city, handler):
    own_task(city, handler)
    open_week(MONDAY)
    counted = []
    for number in (2, 20):
        for _number in range(number):
            own_task(city, handler)
        with CaptureQueriesContext(connection) as taken:
            assert open_week(MONDAY + timedelta(days=1))["added"] == number
        counted.append(len(taken))
    assert counted[0] == counted[1]


def test_statements_to_open_and_close_do_not_grow_with_tasks(city, handler):
    def statements(tasks: int, monday: date) -> tuple[int, int]:
        for _ in range(tasks):
            own_task(city, handler, next_due_on=monday, light=Light.RED)
        with CaptureQueriesContext(connection) as opening:
            open_week(monday)
        with CaptureQueriesContext(connection) as closing:
            close_week(monday + timedelta(days=4))
        return len(opening), len(closing)

    assert statements(2, MONDAY) == statements(40, MONDAY + timedelta(weeks=1))


def test_one_audit_entry_a_round(city, handler):
    own_task(city, handler), own_task(city, handler)
    open_week(MONDAY)
    entry = AuditEntry.objects.get(action="supervision.week_opened")
    assert entry.details == {"week": "2026-W48", "checks": 2, "asked": 2}
