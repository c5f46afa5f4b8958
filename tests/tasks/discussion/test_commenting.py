"""Comments on a task: who may, whom they tell, and how they are taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from notifications.models import Notice
from tasks.choices import Status
from tasks.discussion.mentions import written
from tasks.discussion.readers import offered
from tasks.discussion.services import comment, withdraw_comment
from tests import factories
from tests.tasks.world import MONDAY, entries, nine, told


@pytest.fixture
def task(world):
    return world.task()


def refused(code, call, **given):
    with pytest.raises(ValidationError) as found:
        call(**given)
    assert found.value.error_list[0].code == code
    return " ".join(found.value.messages)


def test_a_person_mentioned_is_told_once_with_the_words_and_where(world, task):
    said = comment(
        actor=world.supervisor,
        task_id=task.pk,
        text=f"请@{world.handler.name} 说明进度，@{world.handler.name}",
    )
    notice = Notice.objects.get(person=world.handler, kind="mention")
    assert world.supervisor.name in notice.title and task.title in notice.title
    assert notice.text == said.text and notice.url == f"/tasks/{task.pk}/#comment-{said.pk}"


def test_the_name_ends_where_the_sentence_goes_on(world, task):
    world.head.name = "王磊"
    world.head.save()
    comment(actor=world.supervisor, task_id=task.pk, text="@王磊请周五前答复。")
    assert told(world.head) and not told(world.handler)


def test_nobody_is_told_of_what_nobody_was_mentioned_in_nor_oneself(world, task):
    comment(
        actor=world.handler,
        task_id=task.pk,
        text=f"已联系 wang@{world.head.name}.cn，@{world.handler.name} 跟进",
    )
    assert not Notice.objects.exists()


def test_who_may_not_read_the_task_is_named_and_nothing_is_kept(world, task):
    sentence = refused(
        "mention", comment, actor=world.handler, task_id=task.pk,
        text=f"@{world.other_handler.name} @{world.head.name} @无此人 请协助",
    )  # fmt: skip
    assert world.other_handler.name in sentence and "@无此人" in sentence
    assert not task.comments.exists() and not Notice.objects.exists()


def test_a_supporting_unit_is_not_told_of_a_sensitive_task(world):
    task = world.task(visibility="sensitive")
    refused("mention", comment, actor=world.handler, task_id=task.pk, text=f"@{world.co_liaison.name} 请看")
    comment(actor=world.supervisor, task_id=task.pk, text=f"@{world.handler.name} 请看")
    assert task.title not in told(world.handler)[0], "the title leaves the house"


def test_two_people_of_the_same_name_are_told_apart_by_their_unit(world, task):
    for person in (world.head, world.supervisor):
        person.name = "李娜"
        person.save()
    sentence = refused("mention", comment, actor=world.handler, task_id=task.pk, text="@李娜 请看")
    assert "@李娜（市教育局）" in sentence and "@李娜（督查室）" in sentence
    comment(actor=world.handler, task_id=task.pk, text="@李娜（督查室） 请看")
    assert told(world.supervisor) and not told(world.head)


def test_what_follows_an_at_is_a_mention_only_outside_an_address():
    assert written("a.b@c.com ＠王磊，@李娜（督查室）好") == ["王磊，", "李娜（督查室）好"]


def test_the_audit_trail_knows_of_the_comment_without_its_words(world, task):
    said = comment(actor=world.handler, task_id=task.pk, text="桩基已完成")
    assert entries(task, "tasks.commented") == [{"comment": said.pk, "mentioned": []}]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_comment_has_words(world, task, text):
    refused("required", comment, actor=world.handler, task_id=task.pk, text=text)


def test_the_same_words_twice_within_a_minute_are_one_press_too_many(world, task):
    comment(actor=world.handler, task_id=task.pk, text="好的")
    refused("already_there", comment, actor=world.handler, task_id=task.pk, text="好的")
    with clock.at(nine(MONDAY) + timedelta(minutes=2)):
        comment(actor=world.handler, task_id=task.pk, text="好的")


def test_a_comment_is_taken_back_by_its_author_within_ten_minutes_and_leaves_a_trace(world, task):
    said = comment(actor=world.supervisor, task_id=task.pk, text=f"@{world.handler.name} 写错了")
    with pytest.raises(PermissionDenied):
        withdraw_comment(actor=world.chief, comment_id=said.pk)
    with clock.at(nine(MONDAY) + timedelta(minutes=9)):
        withdraw_comment(actor=world.supervisor, comment_id=said.pk)
        refused("too_late", withdraw_comment, actor=world.supervisor, comment_id=said.pk)
    said.refresh_from_db()
    assert said.shown == "" and said.withdrawn_at
    assert "写错了" not in Notice.objects.get(person=world.handler).text
    assert entries(task, "tasks.comment_withdrawn") == [{"comment": said.pk}]


def test_after_ten_minutes_it_stands(world, task):
    said = comment(actor=world.handler, task_id=task.pk, text="说过的话")
    with clock.at(nine(MONDAY) + timedelta(minutes=11)):
        refused("too_late", withdraw_comment, actor=world.handler, comment_id=said.pk)


@pytest.mark.parametrize("status", Status.values)
def test_a_task_is_talked_about_in_every_state(world, status):
    comment(actor=world.supervisor, task_id=world.task(status).pk, text="记录在案")


def test_names_are_offered_by_pinyin_initials_and_unit_to_those_who_read_the_task(world, task):
    world.head.name, world.other_head.name = "欧阳锋", "欧阳克"
    world.head.save()
    world.other_head.save()
    for typed in ("欧", "ouyang", "oyf", "阳"):
        assert [one["name"] for one in offered(task.reach(), typed)] == ["欧阳锋"], typed
    assert {one["unit"] for one in offered(task.reach(), "住建")} == {"市住建局"}
    assert offered(task.reach(), "zzz") == []


def test_names_that_two_people_have_are_offered_with_their_unit(world, task):
    for person in (world.head, world.supervisor):
        person.name = "李娜"
        person.save()
    assert {one["write"] for one in offered(task.reach(), "李")} == {"李娜（市教育局）", "李娜（督查室）"}


def test_mentioning_costs_the_same_however_many_people_there_are(world, task):
    counts, names = [], f"@{world.handler.name} @{world.head.name}"
    assert world.supervisor.acting.grants, "read with the session"
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            comment(actor=world.supervisor, task_id=task.pk, text=f"{names} {number}")
        counts.append(len(asked))
        for _more in range(10):
            factories.person("H", world.city.housing)
    assert counts[0] == counts[1]


# --- on the page ---


@pytest.fixture
def browse(client):
    client.cookies["django_language"] = "en"

    def as_person(person):
        client.force_login(person, backend="departments.authentication.PersonBackend")
        return client

    return as_person


def test_a_comment_without_scripts_goes_through_the_form_on_the_page(world, task, browse):
    client = browse(world.handler)
    answer = client.post(f"/tasks/{task.pk}/do/comment/", {"text": "桩基已完成"}, follow=True)
    html = answer.content.decode()
    assert "桩基已完成" in html and 'id="comment-' in html and "Take back" in html
    assert "Take back" not in browse(world.head).get(f"/tasks/{task.pk}/").content.decode()


def test_what_was_typed_stays_when_a_mention_is_wrong(world, task, browse):
    sent = {"text": f"@{world.other_handler.name} 请协助征地"}
    answer = browse(world.handler).post(f"/tasks/{task.pk}/do/comment/", sent)
    assert answer.status_code == 422
    assert "请协助征地" in answer.content.decode()
    assert "may not read this task" in answer.content.decode()


def test_a_comment_taken_back_shows_that_it_was_there(world, task, browse):
    said = comment(actor=world.handler, task_id=task.pk, text="写错了")
    client = browse(world.handler)
    html = client.post(f"/tasks/{task.pk}/comments/{said.pk}/withdraw/", follow=True).content.decode()
    assert "A comment was taken back" in html and "写错了" not in html


def test_the_api_says_and_reads_comments(world, task, browse):
    client = browse(world.supervisor)
    assert (
        client.post(f"/api/tasks/{task.pk}/comment/", {"text": f"@{world.head.name} 请看"}).status_code == 200
    )
    found = client.get(f"/api/tasks/{task.pk}/comments/").json()["results"]
    assert [(one["text"], one["mentioned"]) for one in found] == [
        (f"@{world.head.name} 请看", [world.head.pk])
    ]
    assert client.post(f"/api/tasks/{task.pk}/comments/{found[0]['id']}/withdraw/").json()["text"] == ""
    assert client.post(f"/api/tasks/{task.pk}/comments/{found[0]['id']}/withdraw/").status_code == 409
