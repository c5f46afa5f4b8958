"""Story: a supervisor works through the queue by keyboard, loses a race, and finishes on the phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tasks.choices import Status
from tasks.decisions.models import Decision
from tasks.decisions.services import decide_extension

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(world):
    """Four requests for a later date, the oldest first."""
    return [world.extension(world.task(title=f"新建校园{name}"), Decision.SUPERVISOR) for name in "甲乙丙丁"]


def test_the_queue_is_worked_off_by_keyboard_alone(world, asked, sit_down):
    desk = sit_down(world.supervisor)
    page = desk.open("/queue/")
    expect(page.get_by_role("heading", level=1)).to_have_text("4 things wait for you")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    # Granting needs no words: the key opens the form, Ctrl+Enter sends it.
    page.keyboard.press("a")
    expect(page.get_by_label("Opinion")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#queue-said")).to_contain_text("later date granted")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 things wait for you")
    expect(page.locator("[data-row]").nth(0).locator("[data-open]")).to_be_focused()
    # Refusing needs a reason; without one the form says so and keeps its place.
    page.keyboard.press("r")
    expect(page.get_by_label("Why it is refused")).to_be_focused()
    page.get_by_label("Why it is refused").fill("  ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Why it is refused").fill("理由不充分")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 things wait for you")
    for request in asked[:2]:
        request.refresh_from_db()
    assert [request.state for request in asked[:2]] == [Decision.GRANTED, Decision.REFUSED]

    # Somebody else was faster with the third: said in place, and the fourth is next.
    page.keyboard.press("a")
    expect(page.get_by_label("Opinion")).to_be_focused()
    decide_extension(actor=world.second_supervisor, request_id=asked[2].pk, grant=False, note="已另行安排")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#queue-said")).to_contain_text(
        f"decided meanwhile by {world.second_supervisor.name}"
    )
    expect(page.locator("[data-row]").locator("[data-open]")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("[data-row] [data-open]")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("a")
    expect(page.get_by_label("Opinion")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Nothing waits here")).to_be_visible()
    # The refusal that was tried on purpose is all the console heard.
    assert [line for line in desk.heard if "422" not in line] == []


def test_a_closing_is_verified_on_a_phone_and_sent_back_with_its_class(world, sit_down):
    task = world.task(Status.VERIFYING, title="改造学校食堂八所", standard="八所食堂全部开餐")
    asked = world.closing(task, Decision.SUPERVISOR)
    page = sit_down(world.supervisor, width=360).open("/queue/?show=verify")
    page.get_by_role("link", name="Deal with").click()
    expect(page.get_by_text("八所食堂全部开餐")).to_be_visible()
    page.get_by_text("Send back r").click()
    page.get_by_role("radio", name="On-site check").check()
    page.get_by_role("textbox", name="Finding").fill("三所未开餐")
    page.get_by_label("Untrue").check()
    page.get_by_role("button", name="Send back", exact=True).click()
    expect(page.locator("#queue-said")).to_contain_text("sent back")
    asked.refresh_from_db()
    assert (asked.state, asked.back_reason) == (Decision.REFUSED, "untrue")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
