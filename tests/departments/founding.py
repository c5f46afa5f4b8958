"""What a new city is told in its set-up, and how the steps are filled in."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

STEPS = ("city", "calendar", "departments", "administrators", "people", "parameters", "check")
ROSTER = """单位,岗位,角色,姓名,登录名,邮箱
督查室,,督查室主任,赵一,zhao,zhao@example.com
督查室,督查一科,督查员,钱二,,
市教育局,局长,单位负责人,周四,,
市教育局,办公室联络员,联络员,吴五,,
市教育局,基教科经办人,经办人,郑六,,
市教育局,,经办人,,,
"""
THREE = {
    f"{what}_{role}": value
    for role, name, username in (
        ("SA", "甲一", "system"),
        ("SE", "乙二", "security"),
        ("AU", "丙三", "audit"),
    )
    for what, value in (("name", name), ("username", username), ("email", ""))
}


def page(answer) -> str:
    return answer.content.decode()


def csv(text: str) -> dict:
    return {"do": "table", "table-file": SimpleUploadedFile("t.csv", text.encode())}


def fill_in(browser) -> None:
    """Every step up to the last."""
    browser.post("/setup/city/", {"city": "青河市"})
    browser.post("/setup/calendar/")
    usual = ["青河市教育局", "青河市财政局"]
    browser.post(
        "/setup/departments/", {"do": "starter", "starter-usual": usual, "starter-counties": "北岸区人民政府"}
    )
    browser.post("/setup/departments/", {"do": "next"})
    browser.post("/setup/administrators/", THREE)
    browser.post("/setup/people/", csv(ROSTER))
    browser.post("/setup/people/", {"do": "next"})
    numbers = re.findall(
        r'name="(\w+)" value="([^"]*)"[^>]*class="number"', page(browser.get("/setup/parameters/"))
    )
    browser.post("/setup/parameters/", dict(numbers) | {"sign_within_wd": "2"})


def slips_of(text: str) -> dict[str, str]:
    """Log-in names and passwords of the sheets."""
    found = re.findall(r"<b>([\w.]+)</b></dd><dt>[^<]+</dt><dd[^>]*><b>([\w-]{19})</b>", text)
    return dict(found)
