"""The steps of the set-up: what is filled in is kept, tables are read, and what is missing or wrong is named."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from departments.founding.drafts import Draft
from departments.models import Founding, Person, SpecialDay
from tests.departments.founding import ROSTER, THREE, csv, fill_in, page

pytestmark = pytest.mark.django_db
NOTICE = "一、元旦：1月1日（周六）至3日（周一）放假，共3天。"


def test_a_closed_tab_loses_nothing(browser):
    browser.post("/setup/city/", {"city": "青河市"})
    browser.post("/setup/calendar/")
    assert browser.get("/setup/resume/")["Location"] == "/setup/departments/"
    assert "青河市" in page(browser.get("/setup/city/"))


def test_the_three_administrators_are_three(browser):
    browser.post("/setup/city/", {"city": "青河市"})
    for field in ("name_SE", "username_SE"):
        twice = {**THREE, field: THREE[field.replace("SE", "SA")]}
        answer = browser.post("/setup/administrators/", twice)
        assert answer.status_code == 422 and "three different people" in page(answer)
    assert "administrators" not in Founding.objects.get().draft


def test_an_administrator_is_in_no_roster(browser):
    fill_in(browser)
    for line in ("督查室,,督查员,甲一,system", "督查室,,系统管理员,甲一,"):
        answer = browser.post("/setup/people/", csv(f"单位,岗位,角色,姓名,登录名\n{line}\n"))
        assert answer.status_code == 422 and "three administrators" in page(answer).replace(
            "are three people", "three administrators"
        )


def test_what_is_missing_is_named_and_keeps_the_city_from_being_founded(browser):
    browser.post("/setup/city/", {"city": "青河市"})
    said = page(browser.post("/setup/check/"))
    assert "no department yet" in said and "not named yet" in said and "Nobody is supervision chief" in said
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        ("部门名,角色\n市教育局,经办人\n".encode(), "These columns are missing: 单位、姓名"),
        ("单位,角色,姓名\n市教委,经办人,郑六\n".encode(), "Row 2, column 单位: There is no unit 市教委"),
        ("单位,角色,姓名\n市教育局,科员,郑六\n".encode(), "Row 2, column 角色: 科员 is no role"),
        ("单位,角色,姓名\n市教育局,经办人,郑六\n市教育局,经办人,郑六\n".encode(), "stands in row 2 already"),
        (
            "单位,角色,姓名,登录名\n市教育局,经办人,郑六,x\n市教育局,联络员,吴五,X\n".encode(),
            "belongs to 郑六",
        ),
        (("单位,角色,姓名\n" + "市教育局,经办人,郑六\n" * 10_000).encode(), "more than 5,000 rows"),
        (b"PK\x03\x04 not a workbook", "damaged or protected"),
        (b"\xd0\xcf\x11\xe0old", "old kind (xls)"),
        ("单位,角色,姓名,邮箱\n市教育局,经办人,郑六,nobody\n".encode(), "Row 2, column 邮箱"),
    ],
)
def test_a_bad_table_says_where_and_takes_nothing_over(browser, content, sentence):
    browser.post("/setup/city/", {"city": "青河市"})
    browser.post("/setup/departments/", {"do": "starter", "starter-usual": ["青河市教育局"]})
    answer = browser.post(
        "/setup/people/", {"do": "table", "table-file": SimpleUploadedFile("t.csv", content)}
    )
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert not Draft(Founding.objects.get().draft).roster()


def test_a_corrected_table_uploaded_again_replaces_its_lines(browser):
    fill_in(browser)
    browser.post("/setup/people/", csv(ROSTER.replace("zhao@example.com", "chief@example.com")))
    lines = Draft(Founding.objects.get().draft).roster()
    assert len(lines) == 5 and lines[0].email == "chief@example.com"


def test_the_table_to_fill_in_has_the_departments_and_is_read_back(browser):
    browser.post("/setup/city/", {"city": "青河市"})
    browser.post("/setup/departments/", {"do": "starter", "starter-usual": ["青河市教育局"]})
    book = load_workbook(io.BytesIO(browser.get("/setup/template/people.xlsx").content))
    sheet = book.active
    assert [cell.value for cell in sheet[1]][:4] == ["单位", "岗位", "角色", "姓名"]
    assert sheet.max_row == 6
    sheet.cell(2, 4, "赵一")
    packed = io.BytesIO()
    book.save(packed)
    sent = {"do": "table", "table-file": SimpleUploadedFile("p.xlsx", packed.getvalue())}
    assert browser.post("/setup/people/", sent).status_code == 302
    assert [line.role for line in Draft(Founding.objects.get().draft).roster()] == ["C"]


def test_another_name_of_the_city_goes_through_its_departments(browser):
    fill_in(browser)
    browser.post("/setup/city/", {"city": "清河市"})
    draft = Draft(Founding.objects.get().draft)
    assert [row.name for row in draft.units()][:2] == ["清河市教育局", "清河市财政局"]
    assert draft.gaps() == []


def test_a_pasted_notice_is_part_of_the_city(browser, monkeypatch):
    monkeypatch.setattr("departments.founding.views.clock.today", lambda: date(2028, 1, 5))
    browser.post("/setup/city/", {"city": "青河市"})
    wrong = browser.post("/setup/calendar/", {"year": "2028", "y2028-text": NOTICE.replace("共3天", "共5天")})
    assert wrong.status_code == 422 and "Line 1" in page(wrong) and "共5天" in page(wrong)
    assert browser.post("/setup/calendar/", {"year": "2028", "y2028-text": NOTICE}).status_code == 302
    fill_in(browser)
    assert not SpecialDay.objects.filter(date__year=2028).exists()
    assert browser.post("/setup/check/").status_code == 200
    assert SpecialDay.objects.filter(date__year=2028, is_workday=False).count() == 3
