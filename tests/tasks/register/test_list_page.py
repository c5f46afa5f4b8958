"""The list of tasks, as a browser meets it."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.lists import asking
from tasks.choices import Light, Status
from tasks.models import ProgressReport
from tasks.register.assessing import refresh
from tests.tasks.register.pages import text, titles
from tests.tasks.world import nine

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_a_row_says_when_how_far_and_what_is_new(world, browse):
    task = world.task(title="新增中小学学位", number="2026-007", percent=40, due_on=date(2026, 3, 6))
    report = ProgressReport.objects.create(
        task=task, percent=40, self_light="green", done="三所学校封顶", reporter=world.handler,
        department=task.lead_department, reported_at=nine(date(2026, 3, 1)), reported_on=date(2026, 3, 1),
    )  # fmt: skip
    task.latest_report, task.self_light = report, "green"
    task.save()
    refresh(task)
    shown = text(browse(world.supervisor).get("/tasks/"))
    assert "2026-007 新增中小学学位" in shown
    assert "4 days left" in shown
    assert "40%" in shown
    assert "三所学校封顶" in shown
    assert "self: Normal" in shown


def test_nobody_sees_a_task_beyond_their_reach(world, browse):
    world.task(title="教育任务")
    assert titles(browse(world.other_handler).get("/tasks/")) == []
    assert titles(browse(world.handler).get("/tasks/")) == ["教育任务"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"晚了", "还早"}),
        ("?overdue=on", {"晚了"}),
        ("?q=还", {"还早"}),
        ("?q=2026-501", {"销了"}),
        ("?state=closed", {"销了"}),
        ("?state=all", {"晚了", "还早", "销了"}),
        ("?light=red&light=amber", {"晚了"}),
        ("?area=reform", set()),
        ("?due_within=5", set()),
        ("?state=nonsense", set()),
    ],
)
def test_each_condition_is_part_of_the_address(world, browse, query, found):
    late = refresh(world.task(title="晚了", due_on=date(2026, 2, 27)))
    early = refresh(world.task(title="还早", starts_on=date(2026, 3, 1)))
    world.task(Status.CLOSED, title="销了", number="2026-501", closed_on=date(2026, 3, 1))
    assert (late.light, early.light) == (Light.RED, Light.GREEN)
    assert set(titles(browse(world.supervisor).get(f"/tasks/{query}"))) == found


def test_own_tasks_are_those_of_the_posts_one_holds(world, browse):
    world.task(title="我的")
    world.task(title="别人的", post=None)
    assert titles(browse(world.liaison).get("/tasks/?own=on")) == []
    assert titles(browse(world.handler).get("/tasks/?own=on")) == ["我的"]


def test_a_chip_takes_its_own_condition_away(world, browse):
    world.task()
    page = browse(world.supervisor).get("/tasks/?overdue=on&light=red&light=amber&sort=-number&page=2")
    urls = [unescape(url) for url in re.findall(r'class="chip" href="([^"]*)"', page.content.decode())]
    assert urls == [
        "?overdue=on&light=amber&sort=-number",
        "?overdue=on&light=red&sort=-number",
        "?light=red&light=amber&sort=-number",
    ]


def test_sorting_turns_round_and_nonsense_falls_back(world, browse):
    world.task(title="甲", number="2026-001", due_on=date(2026, 9, 1))
    world.task(title="乙", number="2026-002", due_on=date(2026, 6, 1))
    assert titles(browse(world.supervisor).get("/tasks/?sort=-number")) == ["乙", "甲"]
    assert titles(browse(world.supervisor).get("/tasks/?sort=number")) == ["甲", "乙"]
    assert browse(world.supervisor).get("/tasks/?sort=password&page=x").status_code == 200


def test_pages_are_bounded_and_the_count_is_capped(world, browse, monkeypatch):
    monkeypatch.setattr(asking, "PAGE_ROWS", 2)
    monkeypatch.setattr(asking, "COUNT_UP_TO", 4)
    for _ in range(7):
        world.task()
    first = browse(world.supervisor).get("/tasks/")
    assert len(titles(first)) == 2
    assert "more than 10,000" in text(first)
    assert b'rel="next" href="?page=2"' in first.content
    last = browse(world.supervisor).get("/tasks/?page=999")
    assert "3–4" in text(last)
    assert b'rel="next"' not in last.content
    assert "Further rows are reached by conditions" in text(last)


def test_an_empty_list_says_what_would_be_here(world, browse):
    assert "No open tasks here yet" in text(browse(world.handler).get("/tasks/"))
    assert "Nothing meets these conditions" in text(browse(world.handler).get("/tasks/?q=桥"))


def test_filtering_in_place_sends_the_results_alone(world, browse):
    world.task(title="一项")
    part = browse(world.supervisor).get("/tasks/", headers={"HX-Request": "true", "HX-Target": "results"})
    assert titles(part) == ["一项"]
    assert b"<html" not in part.content
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("who", ["supervisor", "head", "handler", "county_supervisor", "vice_mayor"])
def test_the_list_takes_six_statements_however_many_rows(world, browse, who):
    client = browse(getattr(world, who))
    world.task()
    client.get("/tasks/")  # what is kept for a minute is read once
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/tasks/")
        counts.append(len(asked))
        for _ in range(12):
            world.task()
    assert counts[0] == counts[1] <= 6, [query["sql"] for query in asked]


def test_the_conditions_open_in_place_or_as_a_page_of_their_own(world, browse):
    client = browse(world.supervisor)
    assert b'name="due_within"' not in client.get("/tasks/").content
    assert b'name="due_within"' in client.get("/tasks/?panel=conditions").content
    part = client.get("/tasks/?panel=conditions", headers={"HX-Request": "true", "HX-Target": "conditions"})
    assert b'name="due_within"' in part.content
    assert b"<html" not in part.content
