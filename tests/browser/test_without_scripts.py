"""With scripts switched off: log in, answer a check, filter a list, open a task, decide; nothing is missing."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from supervision.weekly.services import open_week
from tasks.choices import Status
from tasks.decisions.models import Decision
from tasks.models import ProgressReport
from tasks.progress.services import report_progress
from tasks.register.services import assess_tasks
from tests.factories import PASSWORD
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plain(browser, live_server):
    """A window without scripts, in which a person has logged in by hand."""
    opened = []

    def log_in(person):
        context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.goto(live_server.url)
        page.get_by_label("Log-in name").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        return page

    yield log_in
    for context in opened:
        context.close()


def test_a_check_is_answered(world, monday, plain):
    task = world.task(due_on=date(2026, 3, 6), title="改造学校食堂八所")
    monday(-30)
    report_progress(actor=world.handler, task_id=task.pk, percent=40, self_light="green", done="已完成招标")
    monday(30)
    assess_tasks(MONDAY)
    open_week(MONDAY)
    page = plain(world.handler)
    card = page.locator("article").filter(has_text=task.title)
    card.get_by_label("What was done").fill("返工两处")
    card.get_by_label("Progress in percent").fill("30")
    card.get_by_role("button", name="Send this week's report").click()
    # Refused with the reason; what was typed is there.
    expect(page.get_by_role("alert")).to_contain_text("falls from 40 % to 30 %")
    expect(page.get_by_label("What was done")).to_have_value("返工两处")
    page.get_by_label("Progress in percent").fill("50")
    page.get_by_role("button", name="Send this week's report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing needs you this week")
    assert ProgressReport.objects.filter(task=task).latest("id").done == "返工两处"


def test_a_list_is_filtered_sorted_and_left_for_a_task(world, plain):
    world.task(title="改造桥梁", due_on=date(2026, 2, 27))
    world.task(title="新建公园", due_on=date(2026, 9, 27))
    assess_tasks(MONDAY)
    page = plain(world.supervisor)
    page.get_by_role("link", name="Responsibility list").first.click()
    page.locator("summary", has_text="Conditions").click()
    page.get_by_role("link", name="Conditions").click()
    page.get_by_label("Overdue").check()
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator("td.title")).to_have_text(["改造桥梁"])
    page.get_by_role("link", name="Clear all").click()
    page.locator("summary", has_text="Display").click()
    page.get_by_role("link", name="Display").click()
    page.get_by_label("Group by").select_option("unit")
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator("tr.group")).to_contain_text("市教育局")
    page.get_by_role("searchbox", name="Search this list").fill("公园")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="新建公园").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新建公园")


def test_a_unit_head_agrees_and_the_supervisor_strikes_off(world, plain, live_server):
    task = world.task(Status.UNIT_REVIEW, title="新建校园甲", standard="建成并投入使用")
    asked = world.closing(task)
    page = plain(world.head)
    page.locator("article").filter(has_text=task.title).get_by_role(
        "button", name="Agree and pass on"
    ).click()
    expect(page.get_by_role("status")).to_contain_text("Done")
    asked.refresh_from_db()
    assert asked.state == Decision.SUPERVISOR
    page = plain(world.supervisor)
    page.goto(f"{live_server.url}/tasks/{task.pk}/do/verify_closing/")
    page.get_by_label("Strike off").check()
    page.get_by_label("On-site check").check()
    page.get_by_label("Finding").fill("现场查看")
    page.get_by_role("button", name="Verify the closing").click()
    expect(page.get_by_role("status")).to_contain_text("Done")
    task.refresh_from_db()
    assert task.status == Status.CLOSED
