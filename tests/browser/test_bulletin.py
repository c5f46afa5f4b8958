"""Story: the month is over; a unit disputes its account, the bulletin is edited, signed and taken along."""

from __future__ import annotations

import pytest
from docx import Document
from playwright.sync_api import expect

from supervision.models import MonthlyBulletin, Statement
from tests.browser.city import play

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bulletin(world) -> MonthlyBulletin:
    """The draft of February, in which something was issued and something is late."""
    play(world)
    return MonthlyBulletin.objects.get(jurisdiction=world.city.government, month=2)


def test_the_draft_is_edited_signed_and_opens_in_word_as_it_reads_on_the_page(
    bulletin, world, sit_down, tmp_path
):
    desk = sit_down(world.supervisor, width=360).open(f"/bulletins/{bulletin.pk}/")
    expect(desk.get_by_text("（送审稿）")).to_be_visible()
    expect(desk.get_by_role("button", name="Sign and issue")).to_have_count(0)
    desk.get_by_role("link", name="Edit the words").click()
    desk.get_by_label("四、下一步工作要求").fill("各单位要倒排工期。\n逾期任务三日内报送原因。")
    desk.get_by_role("button", name="Save the words").click()
    expect(desk.get_by_text("逾期任务三日内报送原因。")).to_be_visible()

    chief = sit_down(world.chief).open(f"/bulletins/{bulletin.pk}/")
    chief.get_by_role("button", name="Sign and issue").click()
    expect(chief.get_by_role("status")).to_contain_text("number 1 of the year")
    expect(chief.get_by_text("第1期")).to_be_visible()
    with chief.expect_download() as waiting:
        chief.get_by_role("link", name="Download as docx").click()
    waiting.value.save_as(tmp_path / "bulletin.docx")
    assert waiting.value.suggested_filename == f"{bulletin.title}.docx"
    document = Document(str(tmp_path / "bulletin.docx"))
    written = [" ".join(one.text.split()) for one in document.paragraphs if one.text.strip()]
    shown = chief.locator(".official > p, .official > h1, .official > h2")
    assert [" ".join(text.split()) for text in shown.all_inner_texts() if text.strip()] == written
    for number, table in enumerate(document.tables):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        rows = chief.locator(".official table").nth(number).locator("tr").all()
        assert [row.locator("th, td").all_inner_texts() for row in rows] == cells

    handler = sit_down(world.head).open("/inbox/")
    expect(handler.get_by_role("link", name=bulletin.title).first).to_be_visible()


def test_a_unit_disputes_its_account_on_the_phone_and_confirms_it_later(bulletin, world, sit_down):
    account = Statement.objects.get(department=world.city.education, month=2)
    page = sit_down(world.head, width=360).open("/statements/")
    page.get_by_role("link", name="2026-02").first.click()
    page.get_by_role("button", name="Dispute").click()
    expect(page.get_by_label("What is not right, and why")).to_be_visible()
    page.get_by_label("What is not right, and why").fill("第3号任务已移交，不应计入")
    page.get_by_role("button", name="Dispute").click()
    expect(page.get_by_text("Disputed").first).to_be_visible()
    account.refresh_from_db()
    assert (account.state, account.dispute) == ("disputed", "第3号任务已移交，不应计入")

    desk = sit_down(world.supervisor).open(f"/statements/{account.pk}/")
    expect(desk.get_by_text("第3号任务已移交，不应计入")).to_be_visible()
    page.goto(f"{sit_down.url}/statements/{account.pk}/")
    page.get_by_role("button", name="Confirm: the account is right").click()
    account.refresh_from_db()
    assert (account.state, account.dispute) == ("confirmed", "第3号任务已移交，不应计入")
