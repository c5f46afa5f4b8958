"""Story: a new city is set up from the one-time code to the sheets, and its chief comes to the import of the first Report."""

from __future__ import annotations

import io

import pytest
from django.core.cache import cache
from openpyxl import load_workbook
from playwright.sync_api import expect

from departments.founding.services import new_code
from departments.models import Department, Person
from tests.browser.conftest import WIDTHS
from tests.browser.looking import Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ["赵一", "钱二", *(f"李{number}" for number in "甲乙丙丁戊己庚辛壬")]
OWN = "Qinghe-2026-river"


@pytest.fixture(params=[(1440, "en"), (360, "zh-hans")], ids=lambda seat: f"{seat[0]}-{seat[1]}")
def seat(request, browser, live_server):
    """A stranger at a browser, in one language at one width."""
    cache.clear()
    width, language = request.param
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN")
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    yield Reader(context, live_server.url), language
    context.close()


def on(page) -> None:
    page.locator(".onward button").click()


def filled(content: bytes) -> bytes:
    """The downloaded table with names in it."""
    book = load_workbook(io.BytesIO(content))
    for row, name in enumerate(NAMES, start=2):
        book.active.cell(row, 4, name)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def upload(page, content: bytes) -> None:
    page.set_input_files(
        "[name=table-file]",
        files=[{"name": "人员.xlsx", "mimeType": "application/octet-stream", "buffer": content}],
    )
    page.locator("button[value=table]").click()


def fill_in(page, reader: Reader, language: str) -> list[str]:
    """Every step by hand; what a careful reader finds wrong with the pages."""
    found: list[str] = []
    page.fill("[name=city]", "青河市")
    on(page)
    found += reader.look("/setup/calendar/", language)
    on(page)
    found += reader.look("/setup/departments/", language)
    for tick in page.locator("[name=starter-usual]").all()[3:]:
        tick.uncheck()
    page.locator("button[value=starter]").click()
    expect(page.locator("table.lines tbody tr")).to_have_count(3)
    on(page)
    found += reader.look("/setup/administrators/", language)
    for role, name in (("SA", "甲一"), ("SE", "乙二"), ("AU", "丙三")):
        page.fill(f"[name=name_{role}]", name)
    on(page)
    with page.expect_download() as coming:
        page.locator("a[href$='people.xlsx']").click()
    content = filled(coming.value.path().read_bytes())
    upload(page, b"PK not a workbook")
    expect(page.get_by_role("alert")).to_be_visible()
    upload(page, content)
    expect(page.locator("table.lines tbody tr")).to_have_count(len(NAMES))
    found += reader.look("/setup/people/", language)
    on(page)
    found += reader.look("/setup/parameters/", language)
    on(page)
    return found + reader.look("/setup/check/", language)


def test_a_new_city_is_set_up_to_the_import_of_its_first_report(seat):
    reader, language = seat
    page = reader.open("/setup/")
    page.fill("[name=code]", "AAAA-AAAA")
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist")).to_be_visible()
    page.fill("[name=code]", new_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/setup/city/")
    found = fill_in(page, reader, language)
    # A closed tab, and back.
    page.goto(reader.base + "/setup/resume/")
    page.wait_for_url("**/setup/check/")
    on(page)
    expect(page.locator(".slips li")).to_have_count(3 + len(NAMES))
    chief = page.locator(".slips li", has_text="赵一")
    username, password = chief.locator("b").all_inner_texts()
    assert (Department.objects.count(), Person.objects.count()) == (5, 3 + len(NAMES))
    page.goto(reader.base + "/setup/")
    assert "/setup/" in page.url and not page.locator("[name=code]").count()
    page.goto(reader.base + "/account/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/password/")
    page.fill("[name=old_password]", password)
    page.fill("[name=new_password1]", OWN)
    page.fill("[name=new_password2]", OWN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/import/")
    assert not found, "\n".join(found)
