"""Story: what is typed on a phone survives: a lost network, a reload, an ended session, a colleague who was faster."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from supervision.weekly.services import open_week
from tasks.models import ProgressReport
from tasks.progress.services import report_progress
from tasks.register.services import assess_tasks
from tests import factories
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "返工两处，重新浇筑"


@pytest.fixture
def near(world):
    """A task with a date near, asked about this week."""
    task = world.task(due_on=date(2026, 3, 6), title="改造学校食堂八所")
    assess_tasks(MONDAY)
    open_week(MONDAY)
    return task


@pytest.fixture
def phone(world, near, sit_down):
    """The handler's phone with the week open."""
    return sit_down(world.handler, width=360)


def type_into(page, near):
    card = page.locator("article").filter(has_text=near.title)
    card.get_by_label("What was done").fill(TYPED)
    card.get_by_label("Progress in percent").fill("30")
    return card


def kept(page, count: int) -> None:
    """Wait until the device keeps so many drafts."""
    for _ in range(50):
        if page.evaluate("Object.keys(localStorage).length") == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.evaluate('Object.keys(localStorage)')}")


def test_an_answer_takes_two_taps(phone, near):
    page = phone.open("/week/")
    page.evaluate("window.taps = 0; addEventListener('click', () => window.taps += 1, true)")
    card = page.locator("article").filter(has_text=near.title)
    card.get_by_label("What was done").click()
    page.keyboard.type(TYPED)
    card.get_by_role("button", name="Send this week's report").click()
    expect(page.get_by_role("article").filter(has_text="Reported:")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing needs you this week")
    assert page.evaluate("window.taps") == 2
    assert phone.heard == []


def test_an_answer_without_a_network_is_sent_once_when_it_is_back(phone, near):
    page = phone.open("/week/")
    page.context.set_offline(True)
    card = type_into(page, near)
    card.get_by_role("button", name="Send this week's report").click()
    expect(card.get_by_text("No connection. Kept on this device")).to_be_visible()
    assert not ProgressReport.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_role("article").filter(has_text="Reported:")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing needs you this week")
    assert [report.done for report in ProgressReport.objects.all()] == [TYPED]


def test_an_answer_that_arrived_though_the_connection_broke_is_not_taken_twice(phone, near):
    page = phone.open("/week/")

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/week/checks/*/", lose, times=1)
    card = type_into(page, near)
    card.get_by_role("button", name="Send this week's report").click()
    expect(card.get_by_text("No connection. Kept on this device")).to_be_visible()
    page.reload()
    kept(page, 0)
    assert ProgressReport.objects.count() == 1


def test_a_draft_survives_a_reload_and_can_be_discarded(phone, near):
    page = phone.open("/week/")
    type_into(page, near)
    kept(page, 1)
    page.reload()
    card = page.locator("article").filter(has_text=near.title)
    expect(card.get_by_label("What was done")).to_have_value(TYPED)
    card.get_by_role("button", name="Discard the draft").click()
    expect(card.get_by_label("What was done")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_after_an_ended_session_the_text_waits_behind_the_log_in(phone, near, world):
    page = phone.open("/week/")
    card = type_into(page, near)
    Session.objects.all().delete()
    card.get_by_role("button", name="Send this week's report").click()
    card.get_by_role("link", name="Log in again").click()
    page.get_by_label("Log-in name").fill(world.handler.username)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("What was done")).to_have_value(TYPED)
    page.get_by_role("button", name="Send this week's report").click()
    expect(page.get_by_role("article").filter(has_text="Reported:")).to_be_visible()
    assert ProgressReport.objects.get().done == TYPED


def test_a_colleagues_report_meanwhile_is_shown_beside_ones_own(phone, near, world):
    page = phone.open("/week/")
    card = type_into(page, near)
    report_progress(
        actor=world.liaison, task_id=near.pk, percent=20, self_light="amber", done="联络员代报：已复工"
    )
    card.get_by_role("button", name="Send this week's report").click()
    expect(page.get_by_text("联络员代报：已复工")).to_be_visible()
    expect(page.get_by_label("What was done")).to_have_value(TYPED)
    page.get_by_role("button", name="Send mine as a further report").click()
    expect(page.get_by_role("article").filter(has_text="Reported:")).to_be_visible()
    assert list(ProgressReport.objects.order_by("pk").values_list("percent", flat=True)) == [20, 30]


def test_logging_out_takes_everything_off_the_device(phone, near, world, sit_down):
    page = phone.open("/week/")
    type_into(page, near)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert page.evaluate("caches.keys()")
    page.get_by_text(world.handler.name).first.click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert page.evaluate("caches.keys()") == []


def test_what_was_typed_the_moment_before_logging_out_is_not_kept_either(phone, near, world):
    page = phone.open("/week/")
    kept(page, 0)
    page.evaluate("""() => {
      const asked = navigator.serviceWorker.getRegistrations.bind(navigator.serviceWorker);
      navigator.serviceWorker.getRegistrations = () => new Promise((go) => setTimeout(() => go(asked()), 400));
    }""")
    page.get_by_text(world.handler.name).first.click()
    type_into(page, near)
    page.evaluate("document.querySelector('[data-log-out]').requestSubmit()")
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_page_asked_for_without_a_network_says_what_is_kept(phone, near):
    page = phone.open("/week/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    type_into(page, near)
    kept(page, 1)
    page.context.set_offline(True)
    page.goto(phone.base + "/tasks/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_text(TYPED)).to_be_visible()
    page.context.set_offline(False)


def test_photos_go_up_from_the_card(phone, near):
    page = phone.open("/week/")
    card = page.locator("article").filter(has_text=near.title)
    card.get_by_text("Add photos or files").click()
    files = [("现场.png", b"\x89PNG\r\n\x1a\n" + bytes(40)), ("坏.png", b"MZ")]
    for name, body in files:
        card.get_by_label("File").set_input_files({"name": name, "mimeType": "image/png", "buffer": body})
    expect(card.get_by_text("现场.png · Uploaded")).to_be_visible()
    expect(card.get_by_text("坏.png:")).to_contain_text("Try again")
    assert near.evidence.get().name == "现场.png"
