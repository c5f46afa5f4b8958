"""Urging from the page of a task, what the queue offers, and opening a message."""

import re

import pytest
from django.core.cache import cache

from notifications.models import Notice
from supervision.models import Urging
from tasks.choices import Status
from tests.tasks.conftest import monday, world  # noqa: F401 - the same people on the same Monday

BACKEND = "departments.authentication.PersonBackend"


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def browse(client):
    """Opens pages as a person, in English."""
    client.cookies["django_language"] = "en"

    def as_person(person):
        client.force_login(person, backend=BACKEND)
        return client

    return as_person


def text(answer) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_unit_is_urged_from_the_page_of_its_task_and_is_asked_to_reply(world, browse):  # noqa: F811
    task = world.task()
    address = f"/tasks/{task.pk}/urge/"
    assert address in browse(world.supervisor).get(f"/tasks/{task.pk}/").content.decode()
    answer = browse(world.supervisor).post(f"{address}?next=/queue/", {"text": "请本周内完成招标"})
    assert answer.url == "/queue/"
    assert Urging.objects.get().text == "请本周内完成招标"
    assert Notice.objects.filter(person=world.handler, kind="urging").exists()
    assert "请本周内完成招标" in text(browse(world.supervisor).get(address))


def test_an_urging_without_words_keeps_the_form_and_sends_nothing(world, browse):  # noqa: F811
    task = world.task()
    assert browse(world.supervisor).post(f"/tasks/{task.pk}/urge/", {"text": " "}).status_code == 422
    assert not Urging.objects.exists()


def test_who_may_not_urge_sees_no_button_and_is_told_whom_to_ask(world, browse):  # noqa: F811
    task = world.task()
    client = browse(world.handler)
    assert f"/tasks/{task.pk}/urge/" not in client.get(f"/tasks/{task.pk}/").content.decode()
    refused = client.post(f"/tasks/{task.pk}/urge/", {"text": "快"})
    assert refused.status_code == 403 and "Ask: " in text(refused)
    assert browse(world.other_handler).get(f"/tasks/{task.pk}/urge/").status_code == 404


def test_what_the_queue_offers_leads_somewhere(world, browse):  # noqa: F811
    world.task(Status.ISSUED, sign_by_on="2026-02-20")
    world.closing(world.task(Status.VERIFYING), "supervisor")
    client = browse(world.supervisor)
    for kind in ("unsigned", "verify"):
        page = client.get(f"/queue/?show={kind}").content.decode()
        addresses = re.findall(r'href="(\?show=[^"#]+open=[^"#]+)', page)
        assert addresses
        for address in addresses:
            opened = client.get("/queue/" + address.replace("&amp;", "&")).content.decode()
            assert re.search(r'action="/queue/\w+/\d+/"', opened), address


def test_an_opened_message_is_read_and_leads_to_its_task(world, browse):  # noqa: F811
    task = world.task()
    browse(world.supervisor).post(f"/tasks/{task.pk}/urge/", {"text": "请回复"})
    notice = Notice.objects.get(person=world.handler)
    client = browse(world.handler)
    assert client.get(f"/inbox/{notice.pk}/").url == f"/tasks/{task.pk}/"
    notice.refresh_from_db()
    assert notice.read_at and not notice.done_at
    client.post("/inbox/done/", {"notices": [notice.pk]})
    notice.refresh_from_db()
    assert notice.done_at
