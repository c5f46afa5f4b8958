"""A first load of any page is at most 150 KB compressed, a later one 40 KB; `make gallery` measures the same in Chromium."""

from __future__ import annotations

import gzip
import re
from datetime import date
from functools import cache

import pytest
from django.contrib.staticfiles.finders import find

from tasks.register.services import assess_tasks
from tests.tasks.world import MONDAY, World

pytestmark = pytest.mark.django_db
FIRST_LOAD, LATER_LOAD = 150_000, 40_000
PAGES = (
    "/tasks/",
    "/tasks/?panel=conditions",
    "/week/",
    "/queue/",
    "/dashboard/",
    "/checks/",
    "/departments/",
    "/people/",
)
FILE = re.compile(r'(?:src|href)="/static/([^"#?]+\.(?:css|js|svg))')
TITLE = "改造城镇老旧小区30个，惠及居民1.2万户，同步完善停车、养老、托育等配套设施"


@cache
def size_of(name: str) -> int:
    with open(find(name), "rb") as file:
        return len(gzip.compress(file.read()))


def test_pages_are_light_with_everything_they_ask_for(client):
    world = World()
    for number in range(60):
        world.task(title=f"{TITLE}{number}", due_on=date(2026, 2 + number % 10, 27))
    assess_tasks(MONDAY)
    client.force_login(world.chief, backend="departments.authentication.PersonBackend")
    heavy = []
    for path in PAGES:
        html = client.get(path).content
        files = sum(size_of(name) for name in set(FILE.findall(html.decode())))
        page = len(gzip.compress(html))
        heavy += [(path, page, files)] if page > LATER_LOAD or page + files > FIRST_LOAD else []
    assert not heavy
