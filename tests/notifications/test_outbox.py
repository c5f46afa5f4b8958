"""Telling people: once per key, in one statement, and only those who hold the post today."""

import pytest
from django.db import transaction

from notifications import outbox, services
from notifications.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return factories.make_city()


def tell(people, key="week:1", **fields) -> None:
    outbox.queue(people=people, kind=Notice.Kind.CHECK, key=key, title="本周有 3 项任务待填报", **fields)


def test_a_key_is_told_once_to_each_person(city):
    first, second = factories.account(), factories.account()
    tell([first.pk])
    tell([first.pk, second.pk, second.pk])
    tell([first.pk], key="week:2")
    assert sorted(Notice.objects.values_list("person_id", "key")) == sorted(
        [(first.pk, "week:1"), (first.pk, "week:2"), (second.pk, "week:1")]
    )


def test_telling_many_people_is_one_statement(city, django_assert_num_queries):
    people = [factories.account().pk for _ in range(30)]
    with django_assert_num_queries(1):
        tell(people)
    with django_assert_num_queries(0):
        tell([])
    assert Notice.objects.count() == 30


def test_a_message_goes_with_the_change_it_belongs_to(city):
    person = factories.account()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell([person.pk])
        raise ZeroDivisionError
    assert not Notice.objects.exists()


def test_each_person_can_get_words_of_their_own(city, django_assert_num_queries):
    people = [factories.account() for _ in range(3)]
    with django_assert_num_queries(1):
        outbox.queue_many(
            outbox.notice(person=person.pk, kind="check", key="week:1", title=f"{person.name}，请填报")
            for person in people
        )
    assert {notice.title for notice in Notice.objects.all()} == {
        f"{person.name}，请填报" for person in people
    }


def test_one_marks_only_ones_own_messages(city):
    mine, other = factories.account(), factories.account()
    tell([mine.pk, other.pk])
    tell([mine.pk], key="week:2")
    ids = list(Notice.objects.values_list("pk", flat=True))
    assert services.mark_read(actor=mine, notice_ids=ids) == 2
    assert services.mark_read(actor=mine, notice_ids=ids) == 0
    assert Notice.objects.of(mine).unread().count() == 0
    assert Notice.objects.of(other).unread().count() == 1
    assert services.mark_done(actor=other, notice_ids=ids)[0] == 1
    done = Notice.objects.get(person=other)
    assert done.done_at == done.read_at is not None


def test_the_whole_inbox_is_marked_read(city):
    mine = factories.account()
    for number in range(3):
        tell([mine.pk], key=f"week:{number}")
    assert services.mark_all_read(actor=mine) == 3
    assert not Notice.objects.of(mine).unread().exists()
