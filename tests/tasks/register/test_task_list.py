"""The task list as one of the list pages: columns, headings with sums, density, all in the address."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.lists import asking
from tasks.register.task_list import COLUMNS
from tests.tasks.register.pages import text, titles

pytestmark = pytest.mark.usefixtures("fresh_cache")
EVERYTHING = ",".join(column.name for column in COLUMNS)


def heads(response) -> list[str]:
    found = re.search(r"<thead>(.*?)</thead>", response.content.decode(), re.S).group(1)
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<th[^>]*>(.*?)</th>", found, re.S)]


def headings(response) -> list[str]:
    found = re.findall(r'<tr class="group">(.*?)</tr>', response.content.decode(), re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)) for one in found]


def test_columns_are_chosen_in_the_address_and_the_title_always_stays(world, browse):
    world.task(title="甲", priority=True)
    client = browse(world.handler)
    usual = heads(client.get("/tasks/"))
    assert heads(client.get("/tasks/?columns=area,holder,support")) == [
        "Task", "Area", "Supporting departments", "Person",
    ]  # fmt: skip
    shown = text(client.get("/tasks/?columns=area&columns=holder&columns=support"))
    assert f"Livelihood services 市住建局 {world.handler.name}" in shown
    assert heads(client.get("/tasks/?columns=nonsense")) == usual


def test_rows_stand_under_headings_with_the_sums_of_the_whole_group(world, browse, monkeypatch):
    monkeypatch.setattr(asking, "PAGE_ROWS", 2)
    for light, percent in (("red", 10), ("amber", 20), ("green", 60)):
        world.task(light=light, percent=percent)
    world.task(lead=world.city.finance, support=[], light="red", due_on=date(2026, 1, 31))
    page = browse(world.supervisor).get("/tasks/?group=unit")
    assert headings(page) == ["市教育局 3 tasks 1 behind 1 with a warning 30% on average"]
    assert f'href="?lead={world.city.education.pk}"' in page.content.decode()
    # In the order of protocol, whatever the rows are sorted by.
    assert [one.split()[0] for one in headings(browse(world.supervisor).get("/tasks/?group=unit&page=2"))] == [
        "市教育局", "市财政局",
    ]  # fmt: skip


@pytest.mark.parametrize("group", ["unit", "area", "leader"])
def test_all_columns_and_a_grouping_take_the_same_statements_however_many_rows(world, browse, group):
    client = browse(world.supervisor)
    address = f"/tasks/?group={group}&columns={EVERYTHING}"
    world.task()
    client.get(address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        for number in range(12):
            world.task(area="reform" if number % 2 else "civic", lead=world.city.bureaus[number % 4])
    # The sums are one statement, supporting departments and holders one each.
    assert counts[0] == counts[1] <= 8, [query["sql"] for query in asked]


def test_a_chip_takes_the_grouping_away_and_density_stays(world, browse):
    world.task()
    page = browse(world.supervisor).get("/tasks/?group=area&density=tight").content.decode()
    assert 'class="chip" href="?density=tight"' in page
    assert 'class="tasks listing tight"' in page
    assert titles(browse(world.supervisor).get("/tasks/?group=nonsense")) != []
