"""A unit among many is found by its initials in the conditions of a list."""

import re

import pytest
from playwright.sync_api import expect

from departments.lists.picking import LONG
from tasks.register.services import assess_tasks
from tests import factories
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_unit_is_found_by_initials_and_the_list_follows(world, sit_down):
    for number in range(LONG):
        factories.department(f"市第{number}局", parent=world.city.government)
    world.task(title="改造桥梁")
    world.task(title="编制预算", jurisdiction=world.city.government, lead=world.city.finance)
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/")
    page.locator("summary", has_text="Conditions").click()
    page.locator(".ts-control").first.click()
    page.keyboard.type("czj")
    expect(page.locator(".ts-dropdown .option").first).to_have_text("市财政局")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"lead={world.city.finance.pk}"))
    expect(page.locator("td.title")).to_have_text(["编制预算"])
