"""A list by keyboard: choose rows, change many, take it back; and a view that begins the day."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def titles(page):
    return page.locator("td.title")


def test_many_tasks_are_chosen_by_keyboard_changed_and_taken_back(world, sit_down):
    tasks = [world.task(title=f"建成{n}处食堂", due_on=date(2026, n, 28)) for n in range(4, 10)]
    closed = world.task("closed", title="已建成食堂", closed_on=date(2026, 2, 1), due_on=date(2026, 3, 28))
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/?state=all&sort=due")
    expect(page.get_by_role("button", name="Change the chosen")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_have_text("1")
    # Shift and a click choose everything between.
    page.locator("td.pick input").nth(3).click(modifiers=["Shift"])
    expect(page.locator("[data-count]")).to_have_text("4")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.get_by_label("Area").select_option("civic")
    page.get_by_label("Why it is changed").fill("重新归类")
    page.get_by_role("button", name="Preview").click()
    chosen = page.locator("table.lines tbody tr")
    expect(chosen).to_have_count(4)
    changed = 4 - page.locator("tr.stays").count()
    page.get_by_role("button", name=f"Change {changed} tasks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{changed} tasks changed")
    areas = {task.area for task in type(closed).objects.filter(pk__in=[task.pk for task in tasks])}
    assert areas == {"civic", "livelihood"}
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Everything is as it was before.")).to_be_visible()
    assert not type(closed).objects.filter(area="civic").exists()


def test_conditions_columns_and_groups_are_chosen_in_place_and_stay_in_the_address(world, sit_down):
    world.task(title="改造桥梁", due_on=date(2026, 2, 27))
    world.task(title="新建公园", due_on=date(2026, 9, 27))
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/")
    page.locator("summary", has_text="Conditions").click()
    page.get_by_label("Overdue").check()
    expect(titles(page)).to_have_text(["改造桥梁"])
    expect(page.locator("[data-said]")).to_contain_text("1 task")
    page.locator("summary", has_text="Display").click()
    page.get_by_label("Group by").select_option("unit")
    expect(page.locator("tr.group")).to_contain_text("市教育局")
    page.locator("[name=columns][value=status]").check()
    expect(page.get_by_role("columnheader", name="State")).to_be_visible()
    assert "overdue=on" in page.url
    assert "group=unit" in page.url
    page.reload()
    expect(page.locator("tr.group")).to_contain_text("市教育局")


def test_a_saved_view_begins_the_day(world, sit_down):
    world.task(title="改造桥梁", due_on=date(2026, 2, 27))
    world.task(title="新建公园")
    assess_tasks(MONDAY)
    reader = sit_down(world.chief)
    page = reader.open("/tasks/?light=red&columns=title,area")
    page.get_by_text("Saved views", exact=True).click()
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill("红灯")
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Save").click()
    expect(titles(page)).to_have_text(["改造桥梁"])
    page.get_by_text("Saved views", exact=True).click()
    expect(page.get_by_role("link", name="红灯")).to_be_visible()
    page.get_by_role("link", name="All saved views").click()
    page.get_by_role("button", name="Make it my first page").click()
    assert reader.home() == "/tasks/?light=red&columns=title%2Carea"
