"""Story: the supervisor imports a report and reviews it, the chief issues the list, the liaison signs."""

import pytest
from playwright.sync_api import expect

from tasks.choices import Status
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """临江市2026年政府工作报告
各位代表：
一、2025年工作回顾
过去一年，新建公园12个，城镇新增就业2.1万人。
二、2026年重点工作
（一）办好民生实事
新建社区食堂30家，6月底前完成农贸市场改造8家。（市教育局牵头，市财政局配合）
新增公办幼儿园学位3000个。（市教育局牵头）
改造提升中小学食堂40所。（市教育局牵头）
建设校园停车场12处。（市教育局牵头）
各位代表！
（二）抓好项目建设
建成市体育中心，年内竣工投用。（市住建局牵头）
新建公共充电桩500个。
实施老旧小区改造60个，加装电梯20部。（市住建局牵头）
"""


@pytest.fixture
def review(world, sit_down, tmp_path):
    """The supervisor has imported the report and sits before its review."""
    file = tmp_path / "报告.txt"
    file.write_text(TEXT)
    page = sit_down(world.supervisor).open("/reports/import/")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Read and break down").click()
    expect(page.get_by_role("heading", name="Break down the report")).to_be_visible()
    return page


def card(page, words: str):
    return page.locator("li.draft").filter(has=page.get_by_role("heading").filter(has_text=words))


def give(page, words: str, unit: str) -> None:
    """Choose the lead department of a draft on the page that edits it."""
    card(page, words).get_by_role("link", name="Edit").click()
    page.locator("select[name=lead_department]").first.select_option(label=unit)
    page.get_by_role("button", name="Save the draft").click()
    expect(card(page, words)).to_contain_text(unit)


def titles() -> list[str]:
    return list(Task.objects.drafts().values_list("title", flat=True))


def test_from_the_report_to_the_signed_task(world, sit_down, review):
    page = review
    # Accept one; edit another; the accepted leaves the tab of what is to review.
    card(page, "幼儿园学位").get_by_role("button", name="Accept").click()
    expect(card(page, "幼儿园学位")).to_have_count(0)
    give(page, "充电桩", "市教育局")
    # Merge two, take it back.
    before = len(titles())
    for words in ("中小学食堂", "停车场"):
        card(page, words).get_by_role("checkbox").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("status")).to_contain_text("changed")
    assert len(titles()) == before - 1
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    assert len(titles()) == before
    # Set one aside, make a task of its sentence again.
    card(page, "停车场").get_by_role("checkbox").check()
    page.get_by_text("No task…").click()
    page.get_by_role("button", name="Set aside").click()
    expect(card(page, "停车场")).to_have_count(0)
    page.locator("p", has_text="停车场").get_by_role("button", name="Make a task").click()
    give(page, "停车场", "市教育局")
    # All that is left at once.
    page.get_by_label("All", exact=True).check()
    page.locator(".bulkbar").get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Nothing here")).to_be_visible()

    chief = sit_down(world.chief).open(page.url.split("?")[0].removeprefix(sit_down.url))
    chief.get_by_role("link", name="Issue the list").click()
    chief.get_by_role("button", name="Issue").click()
    expect(chief.get_by_role("heading", level=1)).to_contain_text("2026")
    assert Task.objects.filter(status=Status.ISSUED).count() == before

    liaison = sit_down(world.liaison, width=360).open("/week/")
    first = liaison.locator("article").filter(has_text="To sign").first
    title = first.get_by_role("heading").inner_text()
    first.get_by_role("button", name="Sign").click()
    expect(liaison.get_by_role("status")).to_contain_text("Sign for the task")
    assert Task.objects.get(title=title).status == Status.ACTIVE


def remain(page, count: int) -> None:
    """So many drafts are left, and the page listens to keys again."""
    expect(page.locator("li.draft")).to_have_count(count)
    expect(page.locator("li.draft.here")).to_be_visible()


def test_the_review_goes_by_keyboard_alone(review):
    page = review
    total = page.locator("li.draft").count()
    page.keyboard.press("j")
    second = page.locator("li.draft").nth(1)
    expect(second).to_be_focused()
    words = second.get_by_role("heading").inner_text()
    page.keyboard.press("a")
    remain(page, total - 1)
    expect(page.get_by_role("heading", name=words)).to_have_count(0)
    page.keyboard.press("z")
    remain(page, total)
    page.keyboard.press("x")
    expect(page.get_by_label("Why this is no task")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    remain(page, total - 1)
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Split a draft")).to_be_visible()


def test_a_draft_is_split_where_the_mark_stands(review):
    page = review
    card(page, "老旧小区改造60个").first.get_by_role("link", name="Split").click()
    box = page.locator("textarea")
    box.fill(box.input_value().replace("60个", "60|个", 1))
    page.get_by_role("button", name="Split here").click()
    expect(page.get_by_role("heading", name="Break down the report")).to_be_visible()
    assert len([title for title in titles() if "老旧小区" in title or title.startswith("个")]) >= 2
