"""Without a mouse, without scripts, on a narrow window: the work can be done all the same."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return { end: one === document.body, name: one.innerText || one.getAttribute("aria-label") || one.name || one.tagName,
           ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || !!one.closest(":focus-within.within"),
           seen: box.width > 0 && box.height > 0 };
}"""


def tab_through(page, most: int = 60) -> list[dict]:
    """Where the tab key leads, until it comes back to the beginning."""
    page.evaluate("document.body.focus()")
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop["end"]:
            break
        stops.append(stop)
    return stops


def test_the_tab_key_comes_first_to_the_content_and_always_shows_where_it_is(world, sit_down):
    world.task(title="改造桥梁", due_on=date(2026, 2, 27))
    assess_tasks(MONDAY)
    reader = sit_down(world.supervisor)
    for path in ("/tasks/", "/queue/", "/dashboard/", "/reports/"):
        page = reader.open(path)
        stops = tab_through(page)
        assert stops[0]["name"] == "Skip to the content"
        hidden = [stop["name"] for stop in stops if not (stop["ring"] and stop["seen"])]
        assert not hidden, f"{path}: {hidden}"


def test_skipping_leads_into_the_content(world, sit_down):
    page = sit_down(world.supervisor).open("/tasks/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_menu_opens_by_key_and_gives_the_focus_back(world, sit_down):
    page = sit_down(world.supervisor).open("/tasks/")
    summary = page.locator(".with-list summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.menu') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(".with-list details").first).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_the_focus_stays_where_it_was_when_the_list_changes_below_it(world, sit_down):
    world.task(title="改造桥梁", due_on=date(2026, 2, 27))
    world.task(title="新建公园", due_on=date(2026, 9, 27))
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/")
    page.locator("summary", has_text="Conditions").press("Enter")
    area = page.get_by_label("Area")
    area.focus()
    area.select_option("livelihood")
    expect(page).to_have_url(re.compile("area=livelihood"))
    expect(area).to_be_focused()
    assert "task" in page.locator("[data-said]").text_content()


@pytest.mark.parametrize("failure", ["lost", "broken"])
def test_a_list_that_did_not_come_says_so_and_can_be_tried_again(world, sit_down, failure):
    world.task(title="改造桥梁", due_on=date(2026, 2, 27))
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/")
    page.locator("summary", has_text="Conditions").click()
    overdue = page.get_by_label("Overdue")
    expect(overdue).to_be_visible()
    answer = (lambda route: route.abort()) if failure == "lost" else (lambda route: route.fulfill(status=500))
    page.route("**/tasks/?*", answer)
    overdue.check()
    expect(page.get_by_role("alert")).to_contain_text("The list could not be loaded; what you chose is kept.")
    expect(overdue).to_be_checked()
    page.unroute("**/tasks/?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("td.title")).to_have_text(["改造桥梁"])
    expect(page.get_by_role("alert")).to_be_hidden()
