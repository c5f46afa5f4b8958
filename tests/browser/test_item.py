"""The page of a task in a browser: names offered after an @, keys to the neighbours, files in place, two pages on paper."""

import io
import re
import unicodedata
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect
from pypdf import PdfReader

from audit import clock
from departments.lists import asking
from tasks.choices import Status
from tasks.discussion.services import comment
from tasks.progress.services import add_evidence, open_blocker, report_progress
from tasks.register.services import assess_tasks, edit_task
from tests import factories
from tests.tasks.world import MONDAY, nine, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# One blue dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c6360f8ff1f0003030200ed"
    "d2f8f80000000049454e44ae426082"
)


def test_a_name_is_offered_by_pinyin_and_taken_with_the_keyboard(world, sit_down):
    world.head.name = "欧阳锋"
    world.head.save()
    task = world.task()
    page = sit_down(world.handler).open(f"/tasks/{task.pk}/")
    area = page.get_by_label("Say something about this task")
    area.press_sequentially("请 @oy")
    offer = page.get_by_role("option", name="欧阳锋")
    expect(offer).to_be_visible()
    area.press("Enter")
    expect(area).to_have_value("请 @欧阳锋 ")
    expect(offer).to_be_hidden()
    area.press_sequentially("看一下")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("#timeline ~ ol .said")).to_contain_text("请 @欧阳锋 看一下")
    assert world.head.notices.filter(kind="mention").exists()


def test_the_neighbours_go_on_beyond_the_page_of_the_list_and_by_keys(world, sit_down, monkeypatch):
    monkeypatch.setattr(asking, "PAGE_ROWS", 2)
    titles = [f"建成{month}处" for month in (4, 5, 6, 7)]
    for month, title in zip((4, 5, 6, 7), titles, strict=True):
        world.task(due_on=date(2026, month, 30), title=title)
    assess_tasks(MONDAY)
    page = sit_down(world.supervisor).open("/tasks/?sort=due")
    page.get_by_role("link", name=titles[1]).click()
    heading = page.get_by_role("heading", level=1)
    for title in titles[2:]:
        expect(page.get_by_role("link", name="Next")).to_be_visible()
        page.keyboard.press("j")
        expect(heading).to_have_text(title)
    expect(page.get_by_role("link", name="Previous")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    for title in (titles[2], titles[1]):
        page.keyboard.press("k")
        expect(heading).to_have_text(title)
        expect(page.get_by_role("link", name="Next")).to_be_visible()


def test_a_picture_is_seen_in_place_and_nothing_is_refused(world, sit_down, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = world.task()
    add_evidence(actor=world.handler, task_id=task.pk, upload=SimpleUploadedFile("现场.png", PNG))
    reader = sit_down(world.handler)
    page = reader.open(f"/tasks/{task.pk}/")
    picture = page.locator(".thumb img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.thumb img').naturalWidth === 1")
    assert picture.bounding_box()["width"] == 72
    assert reader.heard == []


def test_a_full_task_is_filed_on_two_pages(world, sit_down, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    city = world.city
    task = world.task(
        Status.ACTIVE, title="改造老旧小区" * 33, support=[], standard="验收合格并投入使用。" * 12
    )
    for month in range(4, 12):
        factories.milestone(task, date(2026, month, 28), title=f"第{month}月节点")
    metre = task.indicators.create(name="改造小区", comparator="≥", target=30, unit="个")
    for week in range(10):
        with clock.at(nine(MONDAY) + timedelta(weeks=week)):
            report_progress(
                actor=world.handler, task_id=task.pk, percent=week * 8, self_light="amber",
                done=f"已完成{week}个小区主体施工，正在进行管线迁改与外墙保温。", problem="雨季影响土方施工。",
                next_step="下周完成两个小区的竣工验收。", readings={metre.pk: week},
            )  # fmt: skip
            comment(actor=world.supervisor, task_id=task.pk, text=f"第{week}周：请说明管线迁改的进度。")
    for number in range(9):
        add_evidence(
            actor=world.handler, task_id=task.pk, upload=pdf(str(number), f"第{number}批验收资料.pdf")
        )
    open_blocker(actor=world.handler, task_id=task.pk, text="等待用地批复", waiting_for_text="省厅")
    task.refresh_from_db()
    edit_task(
        actor=world.supervisor, task_id=task.pk, version=task.version, reason="会议决定",
        changes={"support": [unit.pk for unit in (city.finance, city.reform, city.housing)], "weight": 3},
    )  # fmt: skip
    page = sit_down(world.supervisor, language="zh-hans").open(f"/tasks/{task.pk}/")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    # The font gives radicals for some characters: ⽇ for 日.
    text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in paper.pages))
    assert len(paper.pages) == 2
    assert task.number in text and "打印日期" in text and "第8批验收资料" in text
    assert not re.search("上传佐证\\s*更多|就本任务发言", text), "no buttons and no fields"
