"""An issued list as a file: the layout of a printed list, text as text, and only what one may see."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from audit.models import AuditEntry
from departments.choices import Role
from tasks.choices import Status, Visibility
from tasks.models import Milestone, ResponsibilityList
from tasks.register.services import issue_list
from tests.factories import make_city, person, post_of, task

FORMULA = '=HYPERLINK("http://evil.example","点我")'


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def issued(city) -> ResponsibilityList:
    handler = person(Role.HANDLER, city.housing)
    common = {
        "status": Status.DRAFT,
        "lead": city.housing,
        "post": post_of(handler),
        "accepted": True,
        "number": "",
    }
    one = task(
        **common, title="改造老旧小区30个", path=["三、重点工作", "（一）城市更新"], support=[city.finance]
    )
    Milestone.objects.create(task=one, title="全部开工", due_on=date(2026, 5, 31))
    task(**common, title=FORMULA, path=["三、重点工作", "（二）民生"])
    task(**common, title="内部敏感事项", visibility=Visibility.SENSITIVE)
    chief = person(Role.CHIEF, city.supervision)
    return issue_list(
        actor=chief,
        jurisdiction_id=city.government.pk,
        year=2026,
        title="临江市2026年责任清单",
        document_no="临政办〔2026〕3号",
    )


def fetched(client, who, issued, form: str):
    client.force_login(who)
    return client.get(reverse("lists:download", args=[issued.pk, form]))


def cells(response) -> list[list]:
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_has_title_head_sections_and_a_line_for_each_item(client, city, issued):
    rows = cells(fetched(client, person(Role.CHIEF, city.supervision), issued, "xlsx"))
    assert rows[0][0] == "临江市2026年责任清单"
    assert "第1版" in rows[1][0]
    assert rows[2][:3] == ["序号", "编号", "工作任务"]
    flat = [row for row in rows if row[2] == "改造老旧小区30个"]
    assert flat[0][1] == "2026-001"
    assert flat[0][5:7] == ["市住建局", "市财政局"]
    assert flat[0][8] == "2026年12月31日"
    assert "2026年5月31日前全部开工" in flat[0][9]
    assert ["（一）城市更新"] in [row[:1] for row in rows]


def test_text_that_looks_like_a_formula_stays_text(client, city, issued):
    response = fetched(client, person(Role.CHIEF, city.supervision), issued, "xlsx")
    sheet = load_workbook(BytesIO(response.content)).active
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert cell.data_type == "s"


def test_the_document_reads_back_with_its_head_repeated_and_every_item(client, city, issued):
    response = fetched(client, person(Role.CHIEF, city.supervision), issued, "docx")
    document = Document(BytesIO(response.content))
    assert document.paragraphs[0].text == "临江市2026年责任清单"
    assert "临政办〔2026〕3号" in document.paragraphs[1].text
    [table] = document.tables
    text = [[cell.text for cell in row.cells] for row in table.rows]
    assert text[0][2] == "工作任务"
    assert any("改造老旧小区30个" in row for row in text)
    assert any(FORMULA in row for row in text)
    assert document.sections[0].page_width > document.sections[0].page_height
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "tblHeader" not in table.rows[1]._tr.xml


def test_the_same_list_gives_the_same_document(client, city, issued):
    chief = person(Role.CHIEF, city.supervision)
    first, second = (
        Document(BytesIO(fetched(client, chief, issued, "docx").content)).element.xml for _ in range(2)
    )
    assert first == second


def test_a_list_holds_only_what_the_reader_may_see_and_the_export_is_recorded(client, city, issued):
    supporter = person(Role.LIAISON, city.finance)
    titles = [row[2] for row in cells(fetched(client, supporter, issued, "xlsx"))]
    assert "改造老旧小区30个" in titles
    assert "内部敏感事项" not in titles
    assert FORMULA not in titles
    entry = AuditEntry.objects.get(action="tasks.list_exported")
    assert (entry.actor_id, entry.details["items"]) == (supporter.pk, 1)


def test_what_was_issued_stays_as_it_was(client, city, issued):
    changed = issued.entries.get(number="2026-001").task
    type(changed).objects.filter(pk=changed.pk).update(title="后来改的题目")
    titles = [row[2] for row in cells(fetched(client, person(Role.CHIEF, city.supervision), issued, "xlsx"))]
    assert "改造老旧小区30个" in titles
    assert "后来改的题目" not in titles


def test_administrators_get_no_list(client, city, issued):
    assert fetched(client, person(Role.SYSTEM_ADMIN, city.office), issued, "xlsx").status_code in (403, 404)
    assert fetched(client, person(Role.CHIEF, city.supervision), issued, "pdf").status_code == 404
