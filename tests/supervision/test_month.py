"""The month: accounts that balance, a snapshot that stays, words that people edit, numbers without gaps."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.shared import Mm

from departments.choices import Role
from departments.models import SpecialDay
from departments.verdicts import Forbidden
from notifications.models import Notice
from supervision.models import MonthlyBulletin, SnapshotRow, Statement
from supervision.monthly.docx import bulletin_document
from supervision.monthly.services import answer_statement, draft_bulletins, edit_bulletin, sign_bulletin
from supervision.monthly.wording import SECTIONS
from supervision.weekly.services import close_week, open_week
from tasks.choices import Kind, Light, ScheduleClass, Stage, Status
from tasks.models import Movement, Task
from tasks.register import figures
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OCTOBER = date(2026, 10, 31)
FIRST_WORKDAY = date(2026, 11, 2)  # a Monday


@pytest.fixture
def city():
    return factories.make_city()


@pytest.fixture
def chief(city):
    return factories.person(Role.CHIEF, city.supervision)


def moved(task, flow: str, on: date, department=None):
    Movement.objects.create(
        task=task,
        jurisdiction=task.jurisdiction,
        department=department or task.lead_department,
        flow=flow,
        on=on,
    )


def draft(on: date = FIRST_WORKDAY) -> MonthlyBulletin:
    draft_bulletins(on)
    return MonthlyBulletin.objects.order_by("-pk").first()


def a_month(city):
    """Seven tasks of two bureaus in several states."""
    past = {"next_due_on": date(2026, 10, 20), "due_on": date(2026, 10, 20)}
    red = {"light": Light.RED, "schedule_class": ScheduleClass.BEHIND}
    calm = {"light": Light.GREEN, "schedule_class": ScheduleClass.ON_TRACK, "next_due_on": date(2026, 12, 31)}
    done = {"light": Light.DONE, "schedule_class": ScheduleClass.COMPLETED, "closed_on": date(2026, 10, 9)}
    return [
        factories.task(lead=city.education, title="改造城东小学操场", **past, **red),
        factories.task(lead=city.education, **calm),
        factories.task(lead=city.education, status=Status.SUSPENDED),
        factories.task(lead=city.housing, **calm),
        factories.task(lead=city.housing, status=Status.CLOSED, **done),
        factories.task(lead=city.housing, status=Status.CLOSED, **done),
        factories.task(lead=city.housing, status=Status.DRAFT),
    ]


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
    assert numbers == {**numbers, **figures.overview(Task.objects.on_the_list(), OCTOBER)}


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


def test_the_words_say_the_figures_in_percent_to_one_decimal(city):
    a_month(city)
    found = draft()
    assert found.title == "关于2026年10月市政府重点工作任务落实情况的通报"
    assert list(SECTIONS) == ["overview", "good", "problems", "next"]
    assert set(found.words) == set(SECTIONS)
    overview = found.words["overview"]
    assert "截至2026年10月31日，列入清单的任务共6项" in overview
    counts = [int(n) for n in re.findall(r"(\d+)项（占", overview)]
    assert sum(counts) == 6
    assert all(re.fullmatch(r"\d+\.\d", share) for share in re.findall(r"占([\d.]+)%", overview))
    assert "已完成2项（占33.3%）" in overview
    assert "市住建局（牵头3项，已销号2项" in found.words["good"]
    assert "市教育局" not in found.words["good"]


def test_the_figures_stay_when_life_goes_on(city, chief):
    tasks = a_month(city)
    found = draft()
    frozen, rows = found.figures, list(found.rows.order_by("pk").values())
    sign_bulletin(actor=chief, bulletin_id=found.pk)
    Task.objects.filter(pk=tasks[0].pk).update(light=Light.DONE, status=Status.CLOSED, title="另一件事")
    Movement.objects.all().delete()
    draft_bulletins(date(2026, 11, 3))
    found.refresh_from_db()
    assert found.figures == frozen
    assert list(found.rows.order_by("pk").values()) == rows


def test_people_edit_the_words_and_never_the_figures(city, chief):
    a_month(city)
    found = draft()
    edited = edit_bulletin(actor=chief, bulletin_id=found.pk, version=1, words={"next": "（一）请认真整改。"})
    assert (edited.words["next"], edited.version, edited.figures) == ("（一）请认真整改。", 2, found.figures)
    assert edited.words["overview"] == found.words["overview"]
    with pytest.raises(ValidationError):
        edit_bulletin(actor=chief, bulletin_id=found.pk, version=2, words={"figures": "0"})


def test_the_second_of_two_editors_keeps_what_they_typed(city, chief):
    a_month(city)
    found = draft()
    edit_bulletin(actor=chief, bulletin_id=found.pk, version=1, words={"good": "甲"})
    with pytest.raises(ValidationError) as error:
        edit_bulletin(actor=chief, bulletin_id=found.pk, version=1, words={"good": "乙"})
    assert (error.value.code, error.value.params["words"]) == ("changed_meanwhile", {"good": "乙"})
    found.refresh_from_db()
    assert found.words["good"] == "甲"


def test_only_the_chief_signs_and_a_signed_bulletin_is_frozen(city, chief):
    a_month(city)
    found = draft()
    supervisor = factories.person(Role.SUPERVISOR, city.supervision)
    with pytest.raises(Forbidden):
        sign_bulletin(actor=supervisor, bulletin_id=found.pk)
    sign_bulletin(actor=chief, bulletin_id=found.pk)
    for attempt in (
        lambda: sign_bulletin(actor=chief, bulletin_id=found.pk),
        lambda: edit_bulletin(actor=chief, bulletin_id=found.pk, version=2, words={"good": "改"}),
    ):
        with pytest.raises(ValidationError) as error:
            attempt()
        assert error.value.code == "frozen"


def test_issues_are_numbered_by_jurisdiction_and_year_without_gaps(city, chief):
    a_month(city)
    factories.task(lead=city.county_education)
    draft_bulletins(date(2026, 8, 3))
    draft_bulletins(date(2027, 2, 1))
    of_city = MonthlyBulletin.objects.filter(jurisdiction=city.government).order_by("-month")
    for found in of_city:
        sign_bulletin(actor=chief, bulletin_id=found.pk)
    assert sorted(of_city.filter(year=2026).values_list("issue", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert list(of_city.filter(year=2027).values_list("issue", flat=True)) == [1]
    local = factories.person(Role.LOCAL_SUPERVISOR, city.county)
    own = MonthlyBulletin.objects.filter(jurisdiction=city.county).first()
    assert sign_bulletin(actor=local, bulletin_id=own.pk).issue == 1


def test_a_county_supervisor_touches_only_the_countys_bulletin(city):
    a_month(city)
    found = draft()
    local = factories.person(Role.LOCAL_SUPERVISOR, city.county)
    with pytest.raises(Forbidden):
        edit_bulletin(actor=local, bulletin_id=found.pk, version=1, words={"good": "改"})


def test_drafts_are_seen_by_those_who_draft_and_signed_ones_by_the_jurisdiction(city, chief):
    a_month(city)
    found = draft()
    handler, outsider = factories.person("H", city.education), factories.person("L", city.county_education)
    seen = [MonthlyBulletin.objects.visible_to(person).exists() for person in (chief, handler, outsider)]
    assert seen == [True, False, False]
    sign_bulletin(actor=chief, bulletin_id=found.pk)
    seen = [MonthlyBulletin.objects.visible_to(person).exists() for person in (chief, handler, outsider)]
    assert seen == [True, True, False]


def test_the_unit_confirms_or_disputes_its_own_statement(city):
    task = factories.task(lead=city.education)
    moved(task, "issued", date(2026, 10, 1))
    head, other = (
        factories.person(Role.UNIT_HEAD, city.education),
        factories.person(Role.UNIT_HEAD, city.housing),
    )
    draft()
    found = Statement.objects.to_confirm_by(head).get()
    assert Notice.objects.filter(person=head, kind="bulletin").count() == 1
    with pytest.raises(Forbidden):
        answer_statement(actor=other, statement_id=found.pk, confirm=True)
    with pytest.raises(ValidationError):
        answer_statement(actor=head, statement_id=found.pk, confirm=False, dispute=" ")
    disputed = answer_statement(actor=head, statement_id=found.pk, confirm=False, dispute="少计一项")
    assert (disputed.state, disputed.dispute) == ("disputed", "少计一项")
    assert answer_statement(actor=head, statement_id=found.pk, confirm=True).state == "confirmed"
    with pytest.raises(ValidationError) as error:
        answer_statement(actor=head, statement_id=found.pk, confirm=False, dispute="又有一项")
    assert error.value.code == "already_decided"


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


def test_the_docx_has_the_layout_of_the_standard_and_the_figures_of_the_snapshot(city, chief):
    a_month(city)
    found = sign_bulletin(actor=chief, bulletin_id=draft().pk)
    written = bulletin_document(found)
    assert bulletin_document(MonthlyBulletin.objects.get(pk=found.pk)) == written
    document = Document(BytesIO(written))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    texts = [paragraph.text for paragraph in document.paragraphs]
    order = [texts.index(part) for part in ("督查通报", "第1期", found.title, *SECTIONS.values())]
    assert order == sorted(order)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert section.footer.paragraphs[0].text == "—  —"
    units = [row.cells[0].text for row in document.tables[0].rows[1:]]
    assert units == [unit["name"] for unit in found.figures["departments"]]
    assert 'w:eastAsia="仿宋_GB2312"' in document.paragraphs[-1]._p.getroottree().getroot().xml
