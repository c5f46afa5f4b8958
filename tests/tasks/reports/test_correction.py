"""A corrected text: compared sentence by sentence, with every link and edit kept."""

from __future__ import annotations

import pytest

from departments.choices import Role
from tasks.models import Task
from tasks.reports import services
from tests.factories import make_city, person
from tests.tasks.reports.test_import import TEXT, imported


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def supervisor(city):
    return person(Role.SUPERVISOR, city.supervision)


def corrected(supervisor, report, text: bytes):
    return services.import_correction(
        actor=supervisor, report_id=report.pk, data=text, file_name="报告（更正）.txt"
    )


def test_the_difference_names_changed_new_and_gone_sentences(city, supervisor):
    report = imported(supervisor, city)
    text = (
        TEXT.decode()
        .replace("年内竣工", "10月底前竣工")
        .replace("让人民生活更加美好。\n", "新建口袋公园9个。\n")
    )
    new = corrected(supervisor, report, text.encode())
    kinds = {(line["kind"], line["new"] or line["old"]) for line in new.difference}
    assert any(kind == "changed" and "10月底前竣工" in words for kind, words in kinds)
    assert any(kind == "new" and "口袋公园9个" in words for kind, words in kinds)


def test_tasks_keep_their_edits_and_are_linked_to_the_new_sentences(city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.get(report=report, title__contains="体育中心")
    services.change_drafts(
        actor=supervisor, report_id=report.pk, task_ids=[task.pk], changes={"title": "建成市体育中心"}
    )
    new = corrected(supervisor, report, TEXT.replace("年内竣工".encode(), "10月底前竣工".encode()))
    task.refresh_from_db()
    assert task.title == "建成市体育中心"
    assert task.report == new
    assert new.passages.filter(tasks=task).get().text.startswith("推进市体育中心建设")


def test_only_new_sentences_make_new_drafts(city, supervisor):
    report = imported(supervisor, city)
    before = Task.objects.count()
    new = corrected(supervisor, report, TEXT + "新建口袋公园9个。\n".encode())
    assert Task.objects.count() == before + 1
    assert Task.objects.order_by("pk").last().report == new


def test_what_a_reviewer_set_aside_stays_set_aside(city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.get(report=report, title__contains="体育中心")
    services.set_aside(actor=supervisor, report_id=report.pk, task_ids=[task.pk], reason="explanation")
    new = corrected(supervisor, report, TEXT + "新建口袋公园9个。\n".encode())
    assert new.passages.get(text__contains="体育中心").reason == "explanation"
    assert not Task.objects.filter(title__contains="体育中心").exists()


def test_a_task_whose_sentence_is_gone_stays_on_the_list(city, supervisor):
    report = imported(supervisor, city)
    task = Task.objects.get(report=report, title__contains="体育中心")
    new = corrected(supervisor, report, TEXT.replace("推进市体育中心建设，年内竣工。\n".encode(), b""))
    assert Task.objects.filter(pk=task.pk).exists()
    assert any(line["kind"] == "gone" and "体育中心" in line["old"] for line in new.difference)
