"""The week is answered and closes: what counts as an answer, what is missed, what is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.verdicts import Forbidden
from supervision.models import WeeklyCheck, WeeklyRound
from supervision.weekly.rules import last_closing_day
from supervision.weekly.services import answer_check, close_week, confirm_unchanged, open_week
from tasks.choices import Light, SelfLight, Status
from tasks.models import ProgressReport
from tests import factories
from tests.supervision.weeks import MONDAY, check_of, moment, own_task, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NEWS = {"percent": 60, "self_light": SelfLight.GREEN, "done": "主体结构完成六层"}


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
