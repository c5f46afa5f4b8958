"""No writer forgets the words: whatever writes a task, it is found by what it says now."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.choices import Status
from tasks.models import Task, TaskWords
from tasks.register.bulk import bulk_edit, undo_bulk_edit
from tasks.register.services import carry_over_task, edit_task, issue_list, suspend_task
from tasks.reports import services as reports
from tasks.search import querysets
from tasks.search.querysets import SEARCHED
from tasks.search.services import stale_words
from tasks.search.words import Piece, searched, words

TEXT = """临江市2026年政府工作报告
一、2025年工作回顾
过去一年，新建公园12个。
二、2026年重点工作
新建社区食堂30家。（市教育局牵头，市财政局配合）
新增公办幼儿园学位3000个；改造提升中小学食堂40所。（市教育局牵头）
加快建设河西路网。（市住建局牵头）
"""


@pytest.fixture
def agree(world):
    """Says that every task is found by what it says."""

    def check(after: str) -> None:
        assert not list(stale_words()), after
        for pk, *texts in Task.objects.values_list("pk", *SEARCHED):
            for word in words(searched(*texts)):
                assert TaskWords.objects.filter(pk=pk, words__hold=[Piece(word, (word,), False)]).exists(), (
                    after,
                    word,
                )
        assert TaskWords.objects.count() == Task.objects.count(), after

    return check


@pytest.mark.both_databases
def test_from_the_import_to_the_next_year_every_writer_keeps_the_words(world, agree):
    place = world.city.government.pk
    report = reports.import_report(
        actor=world.supervisor, jurisdiction_id=place, data=TEXT.encode(), file_name="报告.txt"
    )
    agree("import")
    key = {"actor": world.supervisor, "report_id": report.pk}
    first, second, third, *_rest = Task.objects.drafts().filter(report=report).order_by("pk")
    steps = {
        "change": lambda: reports.change_drafts(
            task_ids=[first.pk], changes={"title": "社区助餐点", "standard": "三十家开门营业"}, **key
        ),
        "split": lambda: reports.split_draft(task_id=second.pk, cuts=[6], **key),
        "merge": lambda: reports.merge_drafts(task_ids=[first.pk, third.pk], **key),
        "set aside": lambda: reports.set_aside(task_ids=[third.pk], reason="slogan", **key),
        "restore": lambda: reports.restore_passage(
            passage_id=report.passages.filter(reason="retrospect").first().pk, **key
        ),
    }
    for name, step in steps.items():
        step()
        agree(name)
        reports.undo_step(**key)
        agree(f"{name} taken back")
    longer = TEXT.replace("30家", "50家") + "新建体育馆2座。\n"
    reports.import_correction(data=longer.encode(), file_name="更正.txt", **key)
    agree("correction")
    draft = world.task(Status.DRAFT, title="新建社区图书室")
    issue_list(actor=world.chief, jurisdiction_id=place, year=2026, task_ids=[draft.pk])
    agree("issue")
    draft.refresh_from_db()
    assert list(Task.objects.matching(draft.number)) == [draft]
    carry_over_task(actor=world.chief, task_id=draft.pk, reason="跨年实施")
    agree("carry over")


@pytest.mark.both_databases
def test_an_edit_of_one_or_of_many_is_found_at_once(world, agree):
    one, other = world.task(title="改造食堂"), world.task(title="改造操场")
    edit_task(actor=world.supervisor, task_id=one.pk, version=1, changes={"title": "改建餐厅"}, reason="措辞")
    agree("edit")
    assert list(Task.objects.matching("餐厅")) == [one]
    assert not Task.objects.matching("食堂")
    act = bulk_edit(
        actor=world.supervisor, versions={one.pk: 2, other.pk: 1}, wishes={"weight": 2}, reason="权重"
    )
    agree("bulk edit")
    undo_bulk_edit(actor=world.supervisor, act_id=act.pk)
    agree("bulk undo")


@pytest.mark.both_databases
def test_every_way_to_write_tasks_by_the_model_is_covered(world, agree):
    one, other = world.task(title="甲乙"), world.task(title="丙丁")
    Task.objects.filter(pk=one.pk).update(title="戊己")
    agree("update")
    other.title = "庚辛"
    other.save(update_fields=["title"])
    agree("save of a field")
    one.standard, other.standard = "子丑", "寅卯"
    Task.objects.bulk_update([one, other], ["standard"])
    agree("bulk update")
    like = {"jurisdiction": one.jurisdiction, "year": 2026}
    Task.objects.bulk_create([Task(title="辰巳", number="2026-801", **like), Task(title="午未", **like)])
    agree("bulk create")
    other.delete()
    agree("delete")
    assert not Task.objects.matching("庚辛")


def test_what_is_not_searched_costs_no_statement_more(world):
    one = world.task()
    with CaptureQueriesContext(connection) as asked:
        suspend_task(actor=world.chief, task_id=one.pk, reason="等待批复", until=date(2026, 9, 1))
        Task.objects.filter(pk=one.pk).update(percent=30)
    assert not [query for query in asked if "taskwords" in query["sql"]]


@pytest.mark.both_databases
def test_the_command_mends_what_was_written_past_the_application(world, agree, capsys, monkeypatch):
    monkeypatch.setattr(querysets, "AT_ONCE", 2)
    made = [world.task(title=f"建成图书馆{number}") for number in range(5)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_task SET title = '博物院' WHERE id = %s", [made[0].pk])
    TaskWords.objects.filter(pk=made[1].pk).delete()
    call_command("rebuild_words", "--check")
    assert "2" in capsys.readouterr().out
    call_command("rebuild_words")
    assert "5" in capsys.readouterr().out
    agree("rebuild")
    assert list(Task.objects.matching("博物")) == [made[0]]
