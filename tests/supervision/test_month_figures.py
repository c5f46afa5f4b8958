"""The figures of a month: drafted once, accounts that balance, a snapshot of the month as it was."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import SpecialDay
from supervision.models import MonthlyBulletin, SnapshotRow, Statement
from supervision.monthly.services import draft_bulletins
from supervision.weekly.services import close_week, open_week
from tasks.choices import Kind, Light, ScheduleClass, Stage, Status
from tasks.models import Task
from tasks.register import figures
from tests import factories
from tests.supervision.months import FIRST_WORKDAY, OCTOBER, a_month, draft, moved

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_first_working_day_drafts_the_month_before_once(city):
    a_month(city)
    assert (
        draft_bulletins(date(2026, 11, 1))["bulletins"][0]["month"] == "2026-09"
    )  # a Sunday: October is not due
    MonthlyBulletin.objects.all().delete()
    found = draft()
    assert (found.year, found.month, found.as_of) == (2026, 10, OCTOBER)
    assert draft_bulletins(FIRST_WORKDAY)["bulletins"] == []
    assert draft_bulletins(date(2026, 11, 30))["bulletins"] == []


def test_a_holiday_puts_the_draft_off_to_the_first_day_worked(city):
    a_month(city)
    draft(date(2026, 10, 8))
    SpecialDay.objects.create(date=FIRST_WORKDAY, is_workday=False)
    assert draft_bulletins(FIRST_WORKDAY)["bulletins"] == []
    assert len(draft_bulletins(FIRST_WORKDAY + timedelta(days=1))["bulletins"]) == 1


def test_months_missed_in_a_standstill_are_drafted_once(city):
    a_month(city)
    draft(date(2026, 8, 3))
    done = draft_bulletins(FIRST_WORKDAY)
    assert [one["month"] for one in done["bulletins"]] == ["2026-08", "2026-09", "2026-10"]


def test_every_jurisdiction_with_a_list_has_its_own(city):
    a_month(city)
    factories.task(lead=city.county_education)
    assert {one["jurisdiction"] for one in draft_bulletins(FIRST_WORKDAY)["bulletins"]} == {
        "市政府",
        "东陵县",
    }


def test_an_account_balances_and_opens_with_what_the_month_before_closed_with(city):
    first, second, third = (factories.task(lead=city.education) for _ in range(3))
    for task in (first, second):
        moved(task, "issued", date(2026, 9, 10))
    moved(first, "closed", date(2026, 9, 20))
    moved(third, "issued", date(2026, 10, 1))
    moved(first, "reopened", date(2026, 10, 31))
    moved(second, "transferred_out", date(2026, 10, 15))
    moved(second, "transferred_in", date(2026, 10, 15), city.housing)
    moved(third, "closed", date(2026, 11, 1))  # not of October
    draft(date(2026, 10, 8))
    draft()
    september, october = Statement.objects.filter(department=city.education).order_by("month")
    assert (september.opening, september.issued, september.closed, september.closing) == (0, 2, 1, 1)
    assert october.opening == september.closing
    assert (october.issued, october.reopened, october.transferred_out, october.closing) == (1, 1, 1, 2)
    housing = Statement.objects.get(department=city.housing, month=10)
    assert (housing.opening, housing.transferred_in, housing.closing) == (0, 1, 1)


def test_a_department_without_anything_in_its_account_gets_no_statement(city):
    task = factories.task(lead=city.education)
    moved(task, "issued", date(2026, 8, 1))
    moved(task, "terminated", date(2026, 8, 9))
    draft()
    assert not Statement.objects.exists()


def test_every_figure_adds_up_to_the_total_and_is_the_list_behind_it(city):
    a_month(city)
    found = draft()
    numbers = found.figures
    assert numbers["total"] == found.rows.count() == 6  # the draft is not on the list
    for part in ("status", "light", "schedule"):
        assert sum(numbers[part].values()) == 6
        assert sum(unit["total"] for unit in numbers["departments"]) == 6
    for light, number in numbers["light"].items():
        assert found.rows.filter(light=light).count() == number
    for code, number in numbers["schedule"].items():
        assert found.rows.filter(schedule_class=code).count() == number
    assert numbers == {**numbers, **figures.Tally.of(Task.objects.on_the_list(), OCTOBER).overview()}


def test_overdue_items_are_named_with_their_unit_and_days(city):
    late = a_month(city)[0]
    found = draft()
    (item,) = found.figures["overdue_list"]
    assert (item["task"], item["name"], item["days"]) == (late.pk, "市教育局", 8), (
        "working days after 20 October"
    )
    assert "市教育局牵头的“改造城东小学操场”" in found.words["problems"]
    assert "逾期8个工作日" in found.words["problems"]


def test_what_became_overdue_after_the_month_is_not_overdue_in_it(city):
    task = factories.task(
        lead=city.education,
        next_due_on=OCTOBER,
        light=Light.RED,
        schedule_class=ScheduleClass.BEHIND,
        percent=40,
        planned_percent=100,
    )
    found = draft()
    assert found.figures["overdue"] == 0
    assert found.rows.get(task=task).light == "amber"


def test_what_was_closed_after_the_month_was_still_open_in_it(city):
    closed = {"status": Status.CLOSED, "light": Light.DONE, "schedule_class": ScheduleClass.COMPLETED}
    factories.task(lead=city.education, closed_on=date(2026, 11, 1), **closed)
    factories.task(lead=city.education, issued_at="2026-11-01T09:00:00+08:00")
    found = draft()
    assert (found.figures["total"], found.figures["open"], found.figures["schedule"]["completed"]) == (
        1,
        1,
        0,
    )


def test_the_four_rates_say_what_is_divided_by_what(city):
    for number, (signed, started) in enumerate([(True, True), (True, False), (True, False), (False, False)]):
        project = factories.task(lead=city.reform, kind=Kind.PROJECT)
        for stage, done, due in [
            (Stage.SIGNED, signed, date(2026, 5, 1)),
            (Stage.STARTED, started, date(2026, 9, 30) if number < 3 else date(2026, 12, 1)),
        ]:
            factories.milestone(project, due, stage=stage, done_on=date(2026, 9, 1) if done else None)
    rates = draft().figures["rates"]
    assert rates["started"] == {"numerator": 1, "denominator": 3, "percent": 33.3}
    assert rates["conversion"] == {"numerator": 1, "denominator": 3, "percent": 33.3}
    assert rates["capacity"] == {"numerator": 0, "denominator": 0, "percent": None}


def test_late_reporters_are_named_apart_from_slow_items(city):
    factories.task(lead=city.finance)
    open_week(date(2026, 10, 12))
    close_week(date(2026, 10, 16))
    found = draft()
    assert [(unit["name"], unit["missed"]) for unit in found.figures["late_reporters"]] == [("市财政局", 1)]
    assert "市财政局1次" in found.words["problems"]


def test_statements_to_draft_do_not_grow_with_tasks(city):
    def statements(number: int, on: date) -> int:
        for _ in range(number):
            moved(
                factories.task(lead=city.education, light=Light.RED, next_due_on=date(2026, 9, 1)),
                "issued",
                on,
            )
        with CaptureQueriesContext(connection) as captured:
            draft_bulletins(on)
        return len(captured)

    assert statements(2, FIRST_WORKDAY) == statements(40, date(2026, 12, 1))
    assert SnapshotRow.objects.count() == 44
