"""Story: a handler answers the week on a phone, with an error on the way, and confirms the rest."""

from datetime import date

import pytest
from playwright.sync_api import expect

from supervision.weekly.services import open_week
from tasks.models import ProgressReport
from tasks.progress.services import report_progress
from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def week(world, monday):
    """One task with a date near, two that go to plan; all reported before, and asked again this week."""
    near = world.task(due_on=date(2026, 3, 6), title="改造学校食堂八所")
    calm = [world.task(due_on=date(2026, 12, 31), starts_on=MONDAY, title=f"新建校园{n}") for n in "甲乙"]
    # Who reported a month ago is asked again, however green.
    monday(-30)
    for task in (near, *calm):
        report_progress(
            actor=world.handler, task_id=task.pk, percent=40, self_light="green", done="已完成招标"
        )
    monday(30)
    assess_tasks(MONDAY)
    open_week(MONDAY)
    return near, calm


def test_the_week_is_answered_on_a_phone_and_nothing_typed_is_lost(world, week, sit_down):
    near, calm = week
    page = sit_down(world.handler, width=360).open("/week/")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 things need you this week")
    card = page.locator("article").filter(has_text=near.title)
    card.get_by_label("What was done").fill("返工两处，重新浇筑")
    card.get_by_label("Progress in percent").fill("30")
    card.get_by_role("button", name="Send this week's report").click()
    # Progress fell without a reason: the sentence stands at the top, and everything typed is still there.
    expect(card.get_by_role("alert")).to_contain_text("falls from 40 % to 30 %")
    expect(card.get_by_role("alert")).to_be_focused()
    expect(card.get_by_label("What was done")).to_have_value("返工两处，重新浇筑")
    card.get_by_text("What hinders, what comes next").click()
    card.get_by_label("What hinders").fill("雨水浸泡")
    card.get_by_role("button", name="Send this week's report").click()
    expect(page.get_by_role("article").filter(has_text="Reported:")).to_be_focused()
    assert ProgressReport.objects.filter(task=near).latest("id").problem == "雨水浸泡"

    page.get_by_role("button", name="Confirm: no change").click()
    expect(page.get_by_role("status")).to_contain_text("2 tasks confirmed.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing needs you this week")
    assert ProgressReport.objects.filter(task__in=calm, no_change=True).count() == 2
