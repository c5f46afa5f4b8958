"""The inbox: set aside and taken back, by day, task or kind, however full; muted tasks are kept but not counted."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from audit import clock
from audit.models import AuditEntry
from notifications import outbox, services
from notifications.inbox import Wanted, page_of
from notifications.models import Mute, Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    cache.clear()
    return factories.make_city()


@pytest.fixture
def reader(city):
    return factories.person("H", city.education)


@pytest.fixture
def seat(reader):
    client = Client()
    client.force_login(reader)
    client.cookies["django_language"] = "en"
    return client


def tell(person, key: str, *, task: int | None = 7, kind: str = "decided", instant: bool = False) -> Notice:
    outbox.queue(
        people=[person.pk], kind=kind, key=key, title=f"第{key}条", url="/week/", instant=instant,
        task_id=task, task_name=f"2026-{task} 建成学校" if task else "",
    )  # fmt: skip
    return Notice.objects.get(person=person, key=key)


def waiting(person) -> set[str]:
    return set(Notice.objects.of(person).filter(done_at=None, muted=False).values_list("key", flat=True))


def test_what_is_done_leaves_the_inbox_and_one_click_brings_it_back(seat, reader):
    first, second = tell(reader, "1"), tell(reader, "2")
    answer = seat.post("/inbox/done/", {"one": first.pk, "here": "?by=kind"}, follow=True)
    assert waiting(reader) == {"2"}
    page = answer.content.decode()
    assert "1 message is done." in page and "by=kind" in answer.request["QUERY_STRING"]
    at = page.partition('name="at" value="')[2].partition('"')[0]
    seat.post("/inbox/done/", {"notices": [second.pk]})
    seat.post("/inbox/undo/", {"at": at})
    assert waiting(reader) == {"1"}
    seat.post("/inbox/undo/", {"one": second.pk})
    assert waiting(reader) == {"1", "2"}


def test_a_whole_group_or_all_that_was_seen_is_set_aside(seat, reader):
    (
        tell(reader, "1"),
        tell(reader, "2"),
        tell(reader, "3", task=8),
        tell(reader, "4", task=None, kind="check"),
    )
    seat.post("/inbox/done/", {"group": "task:7"})
    assert waiting(reader) == {"3", "4"}
    seat.post("/inbox/done/", {"group": "kind:check"})
    assert waiting(reader) == {"3"}
    seat.post("/inbox/done/", {"seen": "1"})
    assert waiting(reader) == {"3"}
    seat.post("/inbox/done/", {"read": "1"})
    assert Notice.objects.of(reader).unread().count() == 0
    seat.post("/inbox/done/", {"seen": "1"})
    assert waiting(reader) == set()


def test_a_group_shows_the_newest_few_and_leads_to_all(reader):
    for number in range(5):
        tell(reader, f"a{number}")
    tell(reader, "b", task=8)
    tell(reader, "c", task=None)
    groups = page_of(reader, Wanted(by="task")).groups
    assert [(group.task, group.count, len(group.notices), group.more) for group in groups] == [
        (None, 1, 1, 0),
        (8, 1, 1, 0),
        (7, 5, 3, 2),
    ]
    assert [notice.key for notice in groups[2].notices] == ["a4", "a3", "a2"]
    (day,) = page_of(reader, Wanted(task=7)).groups
    assert len(day.notices) == 5
    assert {group.kind for group in page_of(reader, Wanted(by="kind")).groups} == {"decided"}


def test_a_full_inbox_costs_no_more_statements(seat, reader, django_assert_max_num_queries):
    outbox.queue_many(
        outbox.notice(
            person=reader.pk, kind="decided", key=str(n), title="条", task_id=n % 40 + 1, task_name="项"
        )
        for n in range(400)
    )
    for query in ("", "?by=task", "?by=kind", "?by=task&page=2", "?show=done", "?page=9999", "?task=3"):
        seat.get(f"/inbox/{query}")
        with django_assert_max_num_queries(12):
            assert seat.get(f"/inbox/{query}").status_code == 200


def test_nonsense_in_the_address_shows_the_usual_inbox(seat):
    for query in (
        "?by=x&show=y&page=-3&kind=z&task=abc",
        "?done=x&count=y",
        "?done=1e99&count=1",
        "?task=9" + "9" * 30,
    ):
        assert seat.get(f"/inbox/{query}").status_code == 200
    for sent in ({"at": "nan"}, {"group": "task:x"}, {"one": "9" * 40}):
        assert seat.post("/inbox/undo/", sent).status_code == 302
        assert seat.post("/inbox/done/", sent).status_code == 302


def test_nobody_sets_aside_what_another_was_told(seat, reader, city):
    other = factories.person("L", city.education)
    foreign = tell(other, "1")
    seat.post("/inbox/done/", {"one": foreign.pk, "group": ""})
    seat.post("/inbox/done/", {"one": foreign.pk})
    assert waiting(other) == {"1"}
    assert seat.get(f"/inbox/{foreign.pk}/mute/").status_code == 404


def test_a_muted_task_is_kept_but_not_counted_and_urging_goes_on(seat, reader):
    notice = tell(reader, "1")
    refused = seat.post(f"/inbox/{notice.pk}/mute/", {"reason": " "})
    assert refused.status_code == 422 and not Mute.objects.exists()
    seat.post(f"/inbox/{notice.pk}/mute/", {"reason": "由同事办理"})
    tell(reader, "2"), tell(reader, "3", instant=True), tell(reader, "4", task=8)
    assert waiting(reader) == {"3", "4"}
    assert Notice.objects.of(reader).counted().count() == 2
    assert Notice.objects.of(reader).count() == 4
    shown = seat.get("/inbox/?show=muted").content.decode()
    assert "第2条" in shown and "第4条" not in shown
    entry = AuditEntry.objects.get(action="notifications.task_muted")
    assert (entry.details["task"], entry.details["reason"]) == (7, "由同事办理")
    seat.post("/inbox/unmute/7/")
    assert waiting(reader) == {"1", "2", "3", "4"}
    assert AuditEntry.objects.filter(action="notifications.task_unmuted").exists()
    tell(reader, "5")
    assert "5" in waiting(reader)


def test_only_a_task_one_was_told_of_can_be_muted_and_only_once(reader):
    with pytest.raises(ValidationError) as refused:
        services.mute_task(actor=reader, task_id=99, reason="x")
    assert refused.value.code == "not_told"
    tell(reader, "1")
    first = services.mute_task(actor=reader, task_id=7, reason="一")
    assert services.mute_task(actor=reader, task_id=7, reason="二") == first
    services.unmute_task(actor=reader, task_id=7)
    assert services.mute_task(actor=reader, task_id=7, reason="三") != first


def test_days_are_called_today_and_yesterday(seat, reader):
    with clock.at(clock.now() - timedelta(days=1)):
        tell(reader, "old")
    tell(reader, "new")
    page = seat.get("/inbox/").content.decode()
    assert page.index("Today") < page.index("Yesterday")


def test_a_script_gets_only_the_inbox(seat, reader):
    notice = tell(reader, "1")
    answer = seat.post("/inbox/done/", {"one": notice.pk}, headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode() and "data-undo" in answer.content.decode()
