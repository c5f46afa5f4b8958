"""The command box by keyboard alone: open, type, choose, go; and what it gives back when it closes."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_anywhere_to_a_task_and_back_by_keyboard_alone(world, sit_down):
    task = world.task(title="新建社区食堂三十家")
    world.task(title="改造中小学食堂")
    reader = sit_down(world.handler)
    page = reader.open("/tasks/")
    link = page.get_by_role("link", name="改造中小学食堂")
    link.focus()
    page.keyboard.press("/")
    box, field = page.get_by_role("dialog"), page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(box.get_by_role("option").first).to_be_visible()
    page.keyboard.type("食堂")
    expect(box.get_by_role("option", name="食堂")).to_have_count(3)
    # The focus stays in the field, which says which option is meant.
    page.keyboard.press("ArrowDown")
    chosen = box.locator("[aria-selected=true]")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(field).to_be_focused()
    # Typed characters stay typed: "/" is one of them here.
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Control+k")
    expect(field).to_have_value("食堂")
    page.keyboard.type("社区/三十")
    expect(field).to_have_value("社区/三十")
    field.fill("社区食堂")
    # Until its answers are there, Enter goes to the page that answers all of them.
    expect(box.get_by_role("listbox")).to_have_attribute("aria-busy", "false")
    expect(box.get_by_role("option", name="新建社区食堂三十家")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{sit_down.url}/tasks/{task.pk}/")
    assert not reader.heard


def test_a_button_on_a_phone_and_an_act_that_is_a_form(world, sit_down):
    reader = sit_down(world.handler, width=360)
    page = reader.open("/tasks/")
    page.get_by_role("button", name="Search or jump to").click()
    box = page.get_by_role("dialog")
    page.get_by_role("combobox").fill("无此词")
    expect(box.get_by_role("status")).to_contain_text("Nothing found")
    page.get_by_role("combobox").fill("简体")
    expect(box.get_by_role("option").first).to_have_text("简体中文")
    assert not reader._barriers()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    assert not reader.heard


def test_a_slash_in_a_field_is_a_slash_and_without_scripts_the_button_is_a_link(world, sit_down):
    page = sit_down(world.supervisor).open("/tasks/")
    page.get_by_label("Search this list").press("/")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[data-command]")).to_have_attribute("href", "/search/")
