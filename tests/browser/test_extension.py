"""Story: a handler asks for a later date on the phone; the unit agrees, the supervisor grants it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.decisions.models import Decision
from tests.browser.test_closing import more

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_later_date_is_asked_for_agreed_to_and_granted(world, sit_down):
    task = world.task(due_on=date(2026, 6, 30))
    page = sit_down(world.handler, width=360).open(f"/tasks/{task.pk}/")
    more(page, "Ask for an extension")
    page.get_by_label("New due date").fill("2026-06-01")
    page.get_by_label("Explanation").fill("用地手续未批，主体已完成六成")
    page.get_by_role("button", name="Ask for an extension").click()
    expect(page.get_by_role("alert")).to_contain_text("must lie after")
    expect(page.get_by_label("Explanation")).to_have_value("用地手续未批，主体已完成六成")
    page.get_by_label("New due date").fill("2026-09-30")
    page.get_by_role("button", name="Ask for an extension").click()
    expect(page.get_by_role("status")).to_contain_text("Done")

    head = sit_down(world.head, width=360).open("/week/")
    head.get_by_role("button", name="Agree and pass on").click()
    expect(head.get_by_role("heading", name="Nothing needs you this week")).to_be_visible()

    desk = sit_down(world.supervisor).open("/queue/")
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.get_by_text("用地手续未批").last).to_be_visible()
    expect(desk.get_by_label("Opinion")).to_be_focused()
    desk.get_by_role("button", name="Grant", exact=True).click()
    expect(desk.locator("#queue-said")).to_contain_text("later date granted")

    task.refresh_from_db()
    assert (task.due_on, task.first_due_on) == (date(2026, 9, 30), date(2026, 6, 30))
    assert task.extensions.get().state == Decision.GRANTED
    page.goto(f"{sit_down.url}/tasks/{task.pk}/")
    expect(page.get_by_text("2026-09-30").first).to_be_visible()
    expect(page.get_by_text("First promised 2026-06-30").first).to_be_visible()
