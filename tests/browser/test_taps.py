"""How much work an answer is, on a phone: taps from the opened first page, and seconds at a stated speed of typing."""

from __future__ import annotations

import time
from datetime import date

import pytest
from playwright.sync_api import expect

from supervision.weekly.services import open_week
from tasks.models import ProgressReport
from tasks.progress.services import report_progress
from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEWS = "已完成主体验收，本周进场装修"
# Chinese characters a second on a phone's keyboard, and the seconds it takes to find what to tap next.
TYPED_A_SECOND, FOUND_IN = 1.0, 2.0
MOST_TAPS, MOST_SECONDS = 3, 30


@pytest.fixture
def phone(world, monday, sit_down):
    """The handler's phone, with one task to report on and three that go to plan."""
    near = world.task(due_on=date(2026, 3, 6), title="改造学校食堂八所")
    calm = [world.task(due_on=date(2026, 12, 31), starts_on=MONDAY, title=f"新建校园{n}") for n in "甲乙丙"]
    monday(-30)
    for task in (near, *calm):
        report_progress(
            actor=world.handler, task_id=task.pk, percent=40, self_light="green", done="已完成招标"
        )
    monday(30)
    assess_tasks(MONDAY)
    open_week(MONDAY)
    page = sit_down(world.handler, width=360, touch=True).open("/week/")
    page.evaluate("window.taps = 0; addEventListener('touchstart', () => window.taps += 1, true)")
    return page


def test_an_answer_takes_at_most_three_taps_and_thirty_seconds(phone, capsys):
    began = time.monotonic()
    card = phone.locator("article").filter(has_text="改造学校食堂八所")
    card.get_by_label("What was done").tap()
    phone.keyboard.press("Control+a")
    phone.keyboard.insert_text(NEWS)
    card.get_by_role("button", name="Send this week's report").tap()
    expect(phone.get_by_role("article").filter(has_text="Reported:")).to_be_visible()
    machine, taps = time.monotonic() - began, phone.evaluate("window.taps")
    seconds = machine + taps * FOUND_IN + len(NEWS) / TYPED_A_SECOND
    with capsys.disabled():
        print(f"\nan answer: {taps} taps, {seconds:.1f} s ({machine:.1f} s of it the machine's)")
    assert taps <= MOST_TAPS
    assert seconds <= MOST_SECONDS
    assert ProgressReport.objects.latest("id").done == NEWS


def test_the_rest_is_confirmed_by_one_tap(phone):
    expect(phone.get_by_role("heading", name="3 tasks go to plan")).to_be_visible()
    phone.get_by_role("button", name="Confirm: no change").tap()
    expect(phone.locator("#messages")).to_contain_text("3 tasks confirmed.")
    assert ProgressReport.objects.filter(no_change=True).count() == 3
