"""Words marked in the text become drafts of their own, and the rest stays together."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from departments.choices import Role
from tasks.models import Passage, Task
from tasks.reports import services
from tests.factories import make_city, person
from tests.tasks.reports.test_import import imported

TEXT = """临江市2026年政府工作报告
一、2025年工作回顾
过去一年，新建公园12个，城镇新增就业2.1万人。
二、2026年重点工作
实施老旧小区改造60个，9月底前加装电梯20部，新增停车位300个。（市住建局牵头）
"""


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def supervisor(city):
    return person(Role.SUPERVISOR, city.supervision)


@pytest.fixture
def report(city, supervisor):
    return imported(supervisor, city, TEXT.encode())


def drafts(report):
    return Task.objects.drafts().filter(report=report).order_by("pk")


def test_marked_words_leave_the_draft_with_their_own_date_and_the_same_units(city, supervisor, report):
    whole = drafts(report).get()
    passage = whole.passages.filter(text__contains="电梯").first()
    services.make_task_of(
        actor=supervisor, report_id=report.pk, passage_id=passage.pk, words="9月底前加装电梯20部"
    )
    rest, piece = drafts(report)
    assert "电梯" in piece.title
    assert "电梯" not in rest.text
    assert "60个" in rest.text
    assert "300个" in rest.text
    assert str(piece.due_on) == "2026-09-30"
    assert piece.lead_department == rest.lead_department == city.housing
    assert piece.passages.get() == passage
    services.undo_step(actor=supervisor, report_id=report.pk)
    assert drafts(report).get().text == whole.text


def test_words_that_are_the_whole_draft_are_not_cut_out(supervisor, report):
    task = drafts(report).first()
    with pytest.raises(ValidationError) as refused:
        services.take_out(actor=supervisor, report_id=report.pk, task_id=task.pk, words=task.text)
    assert refused.value.code == "bad_cut"


def test_words_that_stand_nowhere_are_refused(supervisor, report):
    task, aside = drafts(report).first(), report.passages.filter(state=Passage.State.SET_ASIDE).last()
    for call in (
        lambda: services.take_out(actor=supervisor, report_id=report.pk, task_id=task.pk, words="没有的话"),
        lambda: services.restore_passage(
            actor=supervisor, report_id=report.pk, passage_id=aside.pk, words="没有的话"
        ),
    ):
        with pytest.raises(ValidationError):
            call()


def test_a_part_of_a_sentence_that_was_set_aside_becomes_a_task(supervisor, report):
    aside = report.passages.get(text__contains="公园")
    services.make_task_of(actor=supervisor, report_id=report.pk, passage_id=aside.pk, words="新建公园12个")
    made = drafts(report).last()
    assert made.text == "新建公园12个"
    assert made.indicators.exists()
    aside.refresh_from_db()
    assert aside.state == Passage.State.COMMITMENT
