"""The pages of the calendar and of the departments' file: seen first, then stored; only by whom it concerns."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from departments.choices import Role
from departments.models import CalendarYear, Department, SpecialDay
from tests import factories

BACKEND = "departments.authentication.PersonBackend"
NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月9日（周六）上班。"
FILE = "全称,常用简称,类别\n临江市水利局,市水利局,工作部门\n"


@pytest.fixture
def city(db):
    return factories.make_city()


@pytest.fixture
def admin(client, city):
    client.cookies["django_language"] = "en"
    client.force_login(factories.person(Role.SYSTEM_ADMIN, city.office), backend=BACKEND)
    return client


def upload(text: str) -> dict:
    return {"file": SimpleUploadedFile("单位.csv", text.encode(), content_type="text/csv"), "top": ""}


def test_a_notice_is_shown_first_and_stored_when_saved(admin):
    sent = {"year": 2027, "text": NOTICE}
    shown = admin.post("/departments/calendar/", sent)
    assert "2027-01-01" in shown.content.decode() and "Save these days" in shown.content.decode()
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert admin.post("/departments/calendar/", sent | {"save": "1"}).status_code == 302
    assert SpecialDay.objects.filter(date__year=2027, is_workday=False).count() == 3


def test_a_wrong_line_is_named_and_nothing_is_stored(admin):
    wrong = NOTICE.replace("共3天", "共5天")
    answer = admin.post("/departments/calendar/", {"year": 2027, "text": wrong, "save": "1"})
    assert answer.status_code == 422
    assert "Line 1" in answer.content.decode() and "共5天" in answer.content.decode()
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_departments_are_previewed_and_then_saved_without_choosing_the_file_again(admin):
    shown = admin.post("/departments/import/", upload(FILE)).content.decode()
    assert "临江市水利局" in shown and not Department.objects.filter(name="临江市水利局").exists()
    kept = re.search(r'name="kept" value="([^"]+)"', shown)[1]
    assert admin.post("/departments/import/", {"kept": kept, "top": "", "save": "1"}).status_code == 302
    assert Department.objects.get(name="临江市水利局").parent.name == "临江市人民政府"


def test_a_wrong_cell_is_named_by_row_and_column(admin):
    answer = admin.post("/departments/import/", upload(FILE.replace("工作部门", "不明")) | {"save": "1"})
    assert answer.status_code == 422
    assert "Row 2" in answer.content.decode()
    assert not Department.objects.filter(name="临江市水利局").exists()


def test_a_form_without_a_file_says_so(admin):
    assert "Choose a CSV file or an xlsx workbook." in admin.post("/departments/import/", {}).content.decode()


@pytest.mark.parametrize(
    ("role", "calendar", "catalogue"),
    [(Role.SYSTEM_ADMIN, 200, 200), (Role.CHIEF, 200, 403), (Role.HANDLER, 403, 403)],
)
def test_the_pages_open_for_whom_the_table_names(client, city, role, calendar, catalogue):
    client.force_login(factories.person(role, city.office), backend=BACKEND)
    assert client.get("/departments/calendar/").status_code == calendar
    assert client.get("/departments/import/").status_code == catalogue
    links = client.get("/departments/").content.decode()
    assert ("/departments/calendar/" in links, "/departments/import/" in links) == (
        calendar == 200,
        catalogue == 200,
    )
