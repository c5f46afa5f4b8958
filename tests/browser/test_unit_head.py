"""Story: a unit head decides between two meetings, on the phone, with the difference before the eyes."""

import pytest
from playwright.sync_api import expect

from tasks.choices import Status
from tasks.decisions.models import Decision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_unit_head_agrees_and_refuses_in_place(world, sit_down):
    late = world.task(title="改造学校食堂八所", light="red", standard="食堂投入使用")
    closing = world.task(Status.UNIT_REVIEW, title="新建校园甲", standard="建成并投入使用")
    world.closing(closing, Decision.REFUSED, decision_note="缺竣工照片")
    asked = world.closing(closing)
    later = world.extension(world.task(title="新建体育馆"))

    page = sit_down(world.head, width=360).open("/week/")
    expect(page.get_by_text("Your unit's own: behind or at risk")).to_be_visible()
    expect(page.get_by_role("link", name=late.title)).to_be_visible()
    card = page.locator("article").filter(has_text="新建校园甲")
    expect(card.get_by_text("缺竣工照片")).to_be_visible()
    card.get_by_role("button", name="Agree and pass on").click()
    expect(page.get_by_role("status")).to_contain_text("Done")
    asked.refresh_from_db()
    assert asked.state == Decision.SUPERVISOR

    card = page.locator("article").filter(has_text="新建体育馆")
    card.get_by_role("button", name="Do not agree").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why you do not agree")
    page.get_by_label("Opinion (optional)").fill("先倒排工期")
    page.get_by_role("button", name="Review the extension").click()
    later.refresh_from_db()
    assert (later.state, later.review_note) == (Decision.REFUSED, "先倒排工期")
    expect(page.get_by_role("heading", name="Nothing needs you this week")).to_be_visible()
