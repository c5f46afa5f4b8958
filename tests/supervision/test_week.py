"""The week: what is raised, who is asked, what counts as answered, what is missed."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from audit.models import AuditEntry
from departments.models import SpecialDay
from departments.verdicts import Forbidden
from notifications.models import Notice
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.weekly.rules import last_closing_day
from supervision.weekly.services import answer_check, close_week, confirm_unchanged, open_week
from tasks.choices import Light, SelfLight, Status
from tasks.models import ProgressReport
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MONDAY = date(2026, 11, 23)
NEWS = {"percent": 60, "self_light": SelfLight.GREEN, "done": "主体结构完成六层"}


@pytest.fixture
def city():
    return factories.make_city()


@pytest.fixture
def handler(city):
    return factories.person("H", city.education)


def own_task(city, handler, **fields):
    return factories.task(lead=city.education, post=factories.post_of(handler), **fields)


def reported(task, handler, on: date, **fields):
    report = ProgressReport.objects.create(
        task=task,
        **{"percent": 50, "self_light": "green", "done": "完成招标", **fields},
        reporter=handler,
        department=task.lead_department,
        reported_at=f"{on}T10:00:00+08:00",
        reported_on=on,
    )
    task.latest_report, task.percent, task.self_light = report, report.percent, report.self_light
    task.save()
    return report


@pytest.fixture
def at():
    """Set the clock of the services to ten o'clock of a day."""
    with ExitStack() as clocks:
        yield lambda day: clocks.enter_context(clock.at(moment(day, 10)))


def moment(day: date, hour: int) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02d}:00:00+08:00")


def check_of(task) -> WeeklyCheck:
    return WeeklyCheck.objects.get(task=task)


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


def test_an_answer_reports_progress_and_marks_the_check(city, handler, at):
    task = own_task(city, handler, missed_reports=1)
    open_week(MONDAY)
    at(MONDAY)
    answer_check(actor=handler, check_id=check_of(task).pk, **NEWS)
    found = check_of(task)
    task.refresh_from_db()
    assert (found.state, found.report.done, found.answered_by) == ("answered", NEWS["done"], handler)
    assert (task.percent, task.missed_reports, task.latest_report) == (60, 0, found.report)


def test_a_stranger_cannot_answer_and_nothing_is_written(city, handler, at):
    task = own_task(city, handler)
    open_week(MONDAY)
    at(MONDAY)
    with pytest.raises(Forbidden):
        answer_check(actor=factories.person("H", city.housing), check_id=check_of(task).pk, **NEWS)
    assert check_of(task).state == "waiting"
    assert not ProgressReport.objects.exists()


def test_an_unsigned_task_asks_to_be_signed_and_signing_answers_the_check(city, handler, at):
    task = own_task(city, handler, status=Status.ISSUED)
    open_week(MONDAY)
    at(MONDAY)
    with pytest.raises(ValidationError, match=r"Sign|签收"):
        answer_check(actor=handler, check_id=check_of(task).pk, **NEWS)
    task.status, task.signed_at = Status.ACTIVE, "2026-11-24T09:00:00+08:00"
    task.save()
    close_week(MONDAY + timedelta(days=4))
    assert check_of(task).state == "answered"


def test_an_unanswered_check_is_missed_two_working_days_after_it_was_due(city, handler):
    task = own_task(city, handler)
    open_week(MONDAY)
    assert close_week(MONDAY + timedelta(days=3))["rounds"] == []
    assert close_week(MONDAY + timedelta(days=4))["missed"] == 1
    task.refresh_from_db()
    assert (check_of(task).state, task.missed_reports) == ("missed", 1)
    assert close_week(MONDAY + timedelta(days=5))["rounds"] == []
    task.refresh_from_db()
    assert task.missed_reports == 1


def test_two_missed_in_a_row_turn_the_light_amber(city, handler):
    task = own_task(city, handler, light=Light.GREEN, percent=99)
    for week in range(2):
        open_week(MONDAY + timedelta(weeks=week))
        close_week(MONDAY + timedelta(weeks=week, days=4))
    task.refresh_from_db()
    assert (task.light, task.light_reason, task.missed_reports) == ("amber", "reports_missed", 2)


def test_a_late_answer_is_kept_as_a_report_and_the_check_stays_missed(city, handler, at):
    task = own_task(city, handler)
    open_week(MONDAY)
    close_week(MONDAY + timedelta(days=4))
    at(MONDAY + timedelta(days=5))
    answer_check(actor=handler, check_id=check_of(task).pk, **NEWS)
    task.refresh_from_db()
    assert check_of(task).state == "missed"
    assert (task.percent, task.missed_reports) == (60, 0)


def test_a_report_on_the_item_page_answers_the_check_too(city, handler):
    task = own_task(city, handler)
    open_week(MONDAY)
    report = reported(task, handler, MONDAY + timedelta(days=2))
    close_week(MONDAY + timedelta(days=4))
    assert (check_of(task).state, check_of(task).report) == ("answered", report)


def test_a_task_closed_meanwhile_is_not_called_missed(city, handler):
    task = own_task(city, handler)
    open_week(MONDAY)
    task.status = Status.CLOSED
    task.save()
    close_week(MONDAY + timedelta(days=4))
    assert (check_of(task).state, check_of(task).skipped_because) == ("skipped", "no_longer_open")


def test_no_change_is_confirmed_for_many_and_refused_for_red_ones_with_the_reason(city, handler, at):
    calm = [own_task(city, handler, percent=99, light=Light.AMBER) for _ in range(2)]
    red = own_task(city, handler, light=Light.RED)
    foreign = factories.task(lead=city.housing)
    for task in (*calm, red, foreign):
        reported(task, handler, MONDAY - timedelta(days=7), percent=99)
    open_week(MONDAY)
    at(MONDAY)
    done = confirm_unchanged(actor=handler, check_ids=WeeklyCheck.objects.values_list("pk", flat=True))
    assert sorted(done["confirmed"]) == sorted(check_of(task).pk for task in calm)
    assert [(one["task"], one["code"]) for one in done["refused"]] == [(red.pk, "red")]
    assert done["refused"][0]["reason"]
    found = check_of(calm[0])
    calm[0].refresh_from_db()
    assert (found.state, found.report.no_change, found.report.done) == ("confirmed", True, "完成招标")
    assert calm[0].latest_report == found.report
    assert check_of(foreign).state == "waiting"


def test_confirming_takes_the_same_statements_for_two_and_for_twenty(city, handler, at):
    assert handler.acting.post_ids  # read once a request

    def statements(number: int, monday: date) -> int:
        WeeklyCheck.objects.all().delete()
        for _ in range(number):
            reported(own_task(city, handler, light=Light.AMBER), handler, monday - timedelta(days=3))
        open_week(monday)
        at(monday)
        waiting = WeeklyCheck.objects.filter(round__opened_on=monday, state="waiting")
        with CaptureQueriesContext(connection) as captured:
            confirm_unchanged(actor=handler, check_ids=waiting.values_list("pk", flat=True)[:number])
        return len(captured)

    assert statements(2, MONDAY) == statements(20, MONDAY + timedelta(weeks=1))


def test_closing_freezes_lights_figures_and_the_huddles_agenda(city, handler):
    red = own_task(city, handler, light=Light.RED, next_due_on=date(2026, 11, 20), due_on=date(2026, 11, 20))
    soon = own_task(city, handler, next_due_on=date(2026, 11, 30), light=Light.GREEN, self_light="amber")
    own_task(city, handler, blocked_since=date(2026, 11, 2), percent=99)
    open_week(MONDAY)
    reported(soon, handler, MONDAY, self_light="amber")
    close_week(MONDAY + timedelta(days=4))
    found = WeeklyRound.objects.get()
    counts = {name: block["count"] for name, block in found.agenda.items()}
    assert counts == {"red": 1, "blocked": 1, "due_this_week": 1, "unanswered": 2, "disagreement": 1}
    assert found.agenda["red"]["tasks"][0]["task"] == red.pk
    assert found.figures["checks"]["total"] == 3
    assert found.figures["checks"]["answered"] + found.figures["checks"]["missed"] == 3
    assert sum(found.figures["tasks"]["light"].values()) == found.figures["tasks"]["total"] == 3
    red.light = Light.GREEN
    red.save()
    assert check_of(red).light_at_close == "red"
    assert check_of(soon).self_light_at_close == "amber"
    assert WeeklyRound.objects.get().figures == found.figures


def test_the_day_of_closing_lasts_until_the_end_of_work():
    assert last_closing_day(moment(date(2026, 11, 27), 17)) == date(2026, 11, 26)
    assert last_closing_day(moment(date(2026, 11, 27), 18)) == date(2026, 11, 27)
