"""Story: a task with evidence and milestones is closed through the unit head and the supervisor."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.choices import Status
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = {"name": "验收报告.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
EXE = {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00"}


def test_a_task_is_closed_through_the_unit_and_the_supervisor(world, sit_down):
    task = world.task(evidence_required=True, percent=90, standard="食堂投入使用")
    factories.milestone(task, date(2026, 6, 30), title="主体完工")
    address = f"/tasks/{task.pk}/"

    page = sit_down(world.handler, width=360).open(address)
    more(page, "Add evidence")
    page.set_input_files("[name=upload]", EXE)
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.set_input_files("[name=upload]", PDF)
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("link", name="验收报告.pdf", exact=True)).to_be_visible()
    more(page, "Apply for closing")
    page.get_by_label("How the completion standard is met").fill("八所食堂均已开餐")
    page.get_by_role("button", name="Apply for closing").click()
    expect(page.get_by_role("alert")).to_contain_text("主体完工")
    expect(page.get_by_label("How the completion standard is met")).to_have_value("八所食堂均已开餐")
    page.goto(page.url.split("do/")[0])
    more(page, "Complete a milestone")
    page.get_by_role("button", name="Complete a milestone").click()
    more(page, "Apply for closing")
    page.get_by_label("How the completion standard is met").fill("八所食堂均已开餐")
    page.get_by_role("button", name="Apply for closing").click()
    expect(page.get_by_role("status")).to_contain_text("Done")

    head = sit_down(world.head).open("/week/")
    head.get_by_role("button", name="Agree and pass on").click()
    expect(head.get_by_role("heading", name="Nothing needs you this week")).to_be_visible()

    desk = sit_down(world.supervisor).open("/queue/")
    desk.get_by_role("link", name="Deal with").click()
    desk.get_by_text("Strike off a").click()
    desk.get_by_role("radio", name="On-site check").check()
    desk.get_by_role("textbox", name="Finding").fill("现场查看，均已开餐")
    desk.get_by_role("button", name="Strike off", exact=True).click()
    expect(desk.locator("#queue-said")).to_contain_text("struck off")
    task.refresh_from_db()
    assert (task.status, task.percent) == (Status.CLOSED, 100)


def more(page, verb: str) -> None:
    """Choose a verb of the task, beside the others or in the menu."""
    link = page.get_by_role("link", name=verb, exact=True)
    if not link.is_visible():
        page.get_by_text("More", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(verb)
