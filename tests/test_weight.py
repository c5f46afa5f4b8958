"""A first load of any page is at most 150 KB compressed, a later one 40 KB; `make gallery` measures the same in Chromium."""

from __future__ import annotations

import gzip
import re
from datetime import date
from functools import cache

import pytest
from django.contrib.staticfiles.finders import find

from bench.decomposition import report as long_text
from tasks.models import Task
from tasks.register.services import assess_tasks
from tasks.reports.services import import_report
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
    assert not [one for one in (weighed(client, path) for path in PAGES) if too_heavy(*one)]


def test_the_review_of_a_long_report_is_no_heavier(client):
    world = World()
    long = import_report(
        actor=world.supervisor,
        jurisdiction_id=world.city.government.pk,
        data=long_text(20_000),
        file_name="报告.txt",
    )
    assert Task.objects.drafts().filter(report=long).count() > 250
    client.force_login(world.supervisor, backend="departments.authentication.PersonBackend")
    assert not too_heavy(*weighed(client, f"/reports/{long.pk}/"))


def weighed(client, path: str) -> tuple[str, int, int]:
    """The address with the compressed size of its page and of the files that it asks for."""
    html = client.get(path).content
    files = sum(size_of(name) for name in set(FILE.findall(html.decode())))
    return path, len(gzip.compress(html)), files


def too_heavy(_path: str, page: int, files: int) -> bool:
    """Whether the page is over its limit, alone or with its files."""
    return page > LATER_LOAD or page + files > FIRST_LOAD
