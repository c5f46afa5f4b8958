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


def said(page, words: str) -> None:
    """The line that is read out says it."""
    expect(page.locator("#said")).to_contain_text(words)


def act(page, words: str, name: str) -> None:
    """Choose a draft and press one of its buttons."""
    card(page, words).get_by_role("heading").click()
    card(page, words).get_by_role("button", name=name).click()


def give(page, words: str, pinyin: str, unit: str) -> None:
    """Choose the lead department of a draft by the initials of its name."""
    act(page, words, "Unit")
    panel = page.locator("#panel")
    expect(panel.locator(".ts-control input").first).to_be_focused()
    page.keyboard.type(pinyin)
    expect(panel.locator(".ts-dropdown .option.active").first).to_have_text(unit)
    page.keyboard.press("Enter")
    panel.get_by_role("button", name="Save the draft").click()
    expect(card(page, words).locator(".line + p")).to_contain_text(unit)


def titles() -> list[str]:
    return list(Task.objects.drafts().values_list("title", flat=True))


def test_from_the_report_to_the_signed_task(world, sit_down, review):
    page = review
    # Accept one; give another its unit; the accepted leaves what is to review.
    act(page, "幼儿园学位", "Accept")
    expect(card(page, "幼儿园学位")).to_be_hidden()
    give(page, "充电桩", "sjyj", "市教育局")
    # Merge two, take it back.
    before = len(titles())
    for words in ("中小学食堂", "停车场"):
        card(page, words).get_by_role("checkbox").check()
    page.locator(".bulkbar").get_by_role("button", name="Merge").click()
    said(page, "Merged")
    assert len(titles()) == before - 1
    page.get_by_role("button", name="Undo").click()
    said(page, "Taken back.")
    assert len(titles()) == before
    # Set one aside, make a task of its sentence again.
    act(page, "停车场", "No task")
    page.locator("#panel").get_by_role("button", name="Slogan").click()
    expect(card(page, "停车场")).to_have_count(0)
    page.locator(".paper p", has_text="停车场").get_by_role("button", name="Make a task").click()
    expect(card(page, "停车场")).to_have_count(1)
    give(page, "停车场", "sjyj", "市教育局")
    # All that is left at once; then nothing hinders the issue.
    page.locator("[data-tick-all]").check()
    page.locator(".bulkbar").get_by_role("button", name="Accept").click()
    expect(page.locator("#progress")).to_contain_text("Every sentence is decided")
    expect(page.locator("#done")).to_contain_text("nothing hinders the issue")

    chief = sit_down(world.chief).open(page.url.split("?")[0].removeprefix(sit_down.url))
    chief.locator("#done").get_by_role("link", name="Issue the list").click()
    chief.get_by_role("button", name="Issue").click()
    expect(chief.get_by_role("heading", level=1)).to_contain_text("2026")
    assert Task.objects.filter(status=Status.ISSUED).count() == before

    liaison = sit_down(world.liaison, width=360).open("/week/")
    first = liaison.locator("article").filter(has_text="To sign").first
    title = first.get_by_role("heading").inner_text()
    first.get_by_role("button", name="Sign").click()
    expect(liaison.get_by_role("status")).to_contain_text("Sign for the task")
    assert Task.objects.get(title=title).status == Status.ACTIVE


def test_the_review_goes_by_keyboard_alone(review):
    page = review
    total, to_go = len(titles()), page.locator("li.draft.open")
    page.keyboard.press("j")
    second = page.locator("li.draft").nth(1)
    expect(second).to_be_focused()
    # Accept: the next one has the focus; take back.
    page.keyboard.press("a")
    expect(page.locator("li.draft").nth(2)).to_be_focused()
    said(page, "accepted")
    expect(to_go).to_have_count(total - 1)
    page.keyboard.press("z")
    said(page, "Taken back.")
    expect(to_go).to_have_count(total)
    # No task, by the number of its reason.
    page.keyboard.press("x")
    expect(page.locator("#panel button").first).to_be_focused()
    page.keyboard.press("4")
    said(page, "set aside")
    expect(to_go).to_have_count(total - 1)
    page.keyboard.press("z")
    expect(to_go).to_have_count(total)
    # A date in words, understood before it is saved.
    page.keyboard.press("d")
    expect(page.locator("#panel [name=due_on]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("三季度")
    expect(page.locator("#panel .understood")).to_contain_text("2026-09-30")
    page.keyboard.press("Enter")
    expect(page.locator("li.draft.here .line + p")).to_contain_text("2026-09-30")
    expect(page.locator("li.draft.here")).to_be_focused()
    # What names no day is said, and kept.
    page.keyboard.press("d")
    expect(page.locator("#panel [name=due_on]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("过几天")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .errorlist")).to_contain_text("names no day")
    expect(page.locator("#panel [name=due_on]")).to_have_value("过几天")
    page.keyboard.press("Escape")
    expect(page.locator("li.draft.here")).to_be_focused()
    # Merge with the next; between a draft and its sentence; the list of keys.
    page.keyboard.press("m")
    said(page, "Merged")
    page.keyboard.press("z")
    said(page, "Taken back.")
    here = page.locator("li.draft.here").get_attribute("data-s")
    page.keyboard.press("t")
    expect(page.locator(f"#s{here}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("li.draft.here")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_a_sentence_is_cut_by_keys_and_by_marking_words(review):
    page = review
    before = len(titles())
    card(page, "体育中心").get_by_role("heading").click()
    page.keyboard.press("s")
    text = page.locator("#panel textarea")
    expect(text).to_be_focused()
    whole = text.input_value()
    page.keyboard.type("x")
    assert text.input_value() == whole
    page.keyboard.press("Home")
    for _key in range(whole.index("，")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .pieces li")).to_have_count(2)
    page.keyboard.press("Control+Enter")
    said(page, "Cut into 2 drafts.")
    assert len(titles()) == before + 1
    page.keyboard.press("z")
    said(page, "Taken back.")
    # A part of a sentence that was set aside, marked in the text.
    page.evaluate(
        """() => {
          const one = [...document.querySelectorAll('.s.aside')].find((s) => s.textContent.includes('公园'));
          const words = one.firstChild;
          const start = words.textContent.indexOf('新建公园');
          document.getSelection().setBaseAndExtent(words, start, words, start + 8);
        }"""
    )
    page.get_by_role("button", name="Make a task of the marked words").click()
    expect(card(page, "新建公园12个")).to_have_count(1)
    assert len(titles()) == before + 1


def test_two_reviewers_see_each_other_and_nothing_is_overwritten(world, sit_down, review):
    mine = review
    path = mine.url.split("?")[0].removeprefix(sit_down.url)
    theirs = sit_down(world.chief).open(path)
    act(theirs, "幼儿园学位", "Date")
    field = theirs.locator("#panel [name=due_on]")
    expect(field).to_be_focused()
    expect(card(mine, "幼儿园学位").locator(".who")).to_contain_text("is editing")
    # The other changes the same draft first.
    act(mine, "幼儿园学位", "Date")
    mine.locator("#panel [name=due_on]").fill("三季度")
    mine.locator("#panel").get_by_role("button", name="Save the draft").click()
    expect(card(mine, "幼儿园学位").locator(".line + p")).to_contain_text("2026-09-30")
    expect(card(theirs, "幼儿园学位").locator(".line + p")).to_contain_text("2026-09-30")
    field.fill("10月底前")
    theirs.locator("#panel").get_by_role("button", name="Save the draft").click()
    expect(theirs.locator("#panel [role=alert]")).to_contain_text("2026-09-30")
    expect(theirs.locator("#panel [name=due_on]")).to_have_value("10月底前")
    theirs.locator("#panel").get_by_role("button", name="Save the draft").click()
    expect(card(mine, "幼儿园学位").locator(".line + p")).to_contain_text("2026-10-31")


def test_on_a_phone_the_two_panes_are_switched(world, sit_down, review):
    page = sit_down(world.supervisor, width=360).open(review.url.removeprefix(sit_down.url))
    expect(page.locator(".paper")).to_be_hidden()
    act(page, "幼儿园学位", "In the text")
    expect(page.locator(".s", has_text="幼儿园学位")).to_be_visible()
    page.get_by_role("button", name="Drafts").click()
    act(page, "幼儿园学位", "Accept")
    expect(card(page, "幼儿园学位")).to_be_hidden()
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
