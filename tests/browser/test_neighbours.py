"""From a task to the next one of the list one came from, without going back."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_task_knows_its_neighbours_in_the_list_one_came_from(world, sit_down):
    first, second, third = (
        world.task(due_on=date(2026, month, 30), title=f"建成{month}处") for month in (4, 6, 9)
    )
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/?sort=due")
    page.get_by_role("link", name=second.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(second.title)
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(third.title)
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    page.get_by_role("link", name="Previous").click()
    page.get_by_role("link", name="Previous").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first.title)
    # The way back is the very list, as it was sorted.
    page.get_by_label("Where you are").get_by_role("link", name="Responsibility list").click()
    assert page.url.endswith("/tasks/?sort=due")


def test_without_a_list_there_are_no_neighbours(world, sit_down):
    task = world.task()
    page = sit_down(world.supervisor).open(f"/tasks/{task.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(task.title)
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
