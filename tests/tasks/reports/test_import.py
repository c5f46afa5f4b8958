"""A report is imported: its sentences are kept, its promises become drafts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from departments.choices import Role
from departments.verdicts import Forbidden
from tasks.models import Passage, Report, Task
from tasks.reports.decomposition.document import decompose
from tasks.reports.querysets import coverage
from tasks.reports.services import import_report
from tests.factories import make_city, person

TEXT = """临江市政府工作报告
各位代表：
一、2025年工作回顾
过去一年，新建公园12个，城镇新增就业2.1万人。
二、2026年重点工作
（一）办好民生实事
新建社区食堂30家，6月底前完成农贸市场改造8家。（市发改委牵头，市教育局、市财政局配合）
推进市体育中心建设，年内竣工。
让人民生活更加美好。
""".encode()


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def supervisor(city):
    return person(Role.SUPERVISOR, city.supervision)


def imported(supervisor, city, text: bytes = TEXT) -> Report:
    return import_report(
        actor=supervisor, jurisdiction_id=city.government.pk, data=text, file_name="报告.txt"
    )


def test_every_character_of_the_text_stands_in_exactly_one_sentence(city, supervisor):
    report = imported(supervisor, city)
    kept = "".join(report.passages.values_list("text", flat=True))
    assert sorted("".join(kept.split())) == sorted("".join(report.text.split()))


def test_promises_of_the_plan_become_drafts_and_the_past_does_not(city, supervisor):
    report = imported(supervisor, city)
    titles = " ".join(Task.objects.filter(report=report).values_list("title", flat=True))
    assert "社区食堂30家" in titles
    assert "体育中心" in titles
    assert "公园12个" not in titles
    assert report.passages.get(text__contains="公园12个").reason == Passage.Reason.RETROSPECT


def test_units_named_in_the_bracket_are_found_among_the_departments(city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.filter(report=report, title__contains="社区食堂").get()
    assert task.lead_department == city.reform
    assert task.lead_rule == "stated"
    assert {party.department for party in task.parties.all()} == {city.education, city.finance}


def test_a_unit_that_no_department_matches_is_kept_as_written_and_nothing_is_guessed(city, supervisor):
    text = TEXT.replace("市发改委牵头".encode(), "市海洋局牵头".encode())
    task = Task.objects.filter(report=imported(supervisor, city, text), title__contains="社区食堂").get()
    assert task.lead_department is None
    [asked] = task.unmatched
    assert (asked["name"], asked["part"], asked["candidates"]) == ("市海洋局", "lead", [])


def test_the_date_of_the_text_is_taken_and_the_default_says_that_it_is_one(city, supervisor):
    report = imported(supervisor, city)
    market = Task.objects.filter(report=report, text__contains="农贸市场").order_by("pk").last()
    canteen = Task.objects.filter(report=report, title__contains="体育中心").get()
    assert market.due_on.isoformat() == "2026-06-30"
    assert market.due_origin == "stated"
    assert canteen.due_on.isoformat() == "2026-12-31"


def test_covered_set_aside_and_open_sentences_add_up_to_all(city, supervisor):
    report = imported(supervisor, city)
    counted = coverage(report)
    assert counted.total == report.passages.count()
    assert counted.open == 0
    Task.objects.filter(report=report, title__contains="体育中心").delete()
    after = coverage(report)
    assert (after.covered, after.open) == (counted.covered - 1, 1)


def test_the_same_file_is_not_imported_twice(city, supervisor):
    imported(supervisor, city)
    with pytest.raises(ValidationError) as refused:
        imported(supervisor, city)
    assert refused.value.code == "already_imported"
    assert Report.objects.count() == 1


def test_a_refused_file_leaves_nothing_behind_and_names_itself(city, supervisor):
    with pytest.raises(ValidationError) as refused:
        imported(supervisor, city, b"")
    assert "报告.txt" in " ".join(refused.value.messages)
    assert Report.objects.count() == 0


def test_only_who_drafts_in_a_jurisdiction_imports_there(city):
    local = person(Role.LOCAL_SUPERVISOR, city.county)
    with pytest.raises(Forbidden):
        imported(local, city)
    report = import_report(actor=local, jurisdiction_id=city.county.pk, data=TEXT, file_name="报告.txt")
    assert report.jurisdiction == city.county


def test_text_that_would_be_lost_is_said_on_the_review(city, supervisor, monkeypatch):
    def leave_out(data, file_name, **options):
        found = decompose(data, file_name, **options)
        del found.set_aside[-1]
        return found

    monkeypatch.setattr("tasks.reports.services.importing.decompose", leave_out)
    [warning] = imported(supervisor, city).warnings[:1]
    assert warning["paragraph"] == 0
    assert "stands in no piece" in warning["message"]
