"""The benchmarks tell the truth: the limit does the same work, and the result has the shape that readers expect."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from urllib.parse import quote

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.db.models import F

from audit import clock
from bench import api_list, data, decomposition, item_page, list_page, measuring, search, weeks, write
from bench.asking import Browser
from supervision.models import WeeklyCheck
from supervision.weekly.services import open_week
from tasks.models import Task, TaskWords
from tasks.reports.decomposition.document import decompose
from tasks.search.services import rebuild_words, stale_words

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="the benchmarks are written in PostgreSQL's SQL"
    ),
]


@pytest.fixture
def city(db, settings, monkeypatch):
    """Three hundred tasks and a site with the limits beside its pages."""
    settings.ROOT_URLCONF = "bench.urls"
    monkeypatch.setattr(data, "PEOPLE", 1_000)
    # A test's transaction can't sweep, and must not lose its connection between two requests.
    monkeypatch.setattr(data, "SWEEP", "ANALYZE")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield data.seed(300)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def links(page: bytes) -> list[bytes]:
    """The tasks of a page in their order."""
    return re.findall(rb'<td class="title"><a href="/tasks/(\d+)/"', page)


def test_the_city_has_one_overdue_task_in_ten_or_a_little_more(city):
    overdue = Task.objects.overdue(clock.today()).count()
    assert Task.objects.count() == 300
    assert 30 <= overdue <= 100


def test_the_limit_of_the_list_shows_the_same_fifty_rows(city):
    browser, (ours, limit) = Browser(city.reader), list_page.addresses(city)
    pages = browser.get(ours), browser.get(limit)
    assert links(pages[0]) == links(pages[1])
    assert len(links(pages[0])) == 50
    # Same order of bytes: the frame of our page is the difference.
    assert len(pages[1]) > len(pages[0]) / 2


def test_the_limit_of_the_item_tells_the_same_twenty_moments(city):
    browser, (ours, limit) = Browser(city.reader), item_page.addresses(city)
    pages = [browser.get(address).partition(b"<ol")[2] for address in (ours, limit)]
    assert [page.count(b"<li>") for page in pages] == [20, 20]


def test_the_limit_of_the_api_gives_the_same_tasks(city):
    browser, (ours, limit) = Browser(city.reader), api_list.addresses(city)
    found = [json.loads(browser.get(address))["results"] for address in (ours, limit)]
    assert found[0] == found[1]
    assert found[0]


def test_the_words_that_are_seeded_are_those_that_the_product_keeps(city):
    assert not list(stale_words())
    seeded = dict(TaskWords.objects.values_list("task_id", "words"))
    rebuild_words()
    # The product keeps no word more and none less.
    assert dict(TaskWords.objects.values_list("task_id", "words")) == seeded


@pytest.mark.parametrize("text", [word for words in search.WORDS.values() for word in words])
def test_the_limit_of_the_search_shows_the_same_tasks(city, text):
    browser = Browser(city.reader)
    ours, plain = (browser.get(f"{start}/search/?q={quote(text)}") for start in ("", "/limit"))
    found = [re.findall(rb'<a href="/tasks/(\d+)/"', page) for page in (ours, plain)]
    assert found[0] == found[1]
    assert len(found[0]) == 8


def test_the_limit_of_the_week_writes_the_same_checks(city):
    columns = (
        "task",
        "department",
        "post",
        "state",
        "skipped_because",
        "percent_before",
        "light_before",
        "previous",
    )
    on = weeks.working_day()
    open_week(on)
    ours = list(WeeklyCheck.objects.order_by("task").values_list(*columns))
    WeeklyCheck.objects.all().delete()
    weeks.limit(on)
    assert list(WeeklyCheck.objects.order_by("task").values_list(*columns)) == ours
    assert len(ours) == Task.objects.open().count()


def test_an_answer_and_its_limit_leave_the_same_behind(city):
    open_week(weeks.working_day())
    (browser, first), (other, second) = write._waiting(city)[:2]
    browser.post(f"/week/checks/{first}/", write.ANSWER)
    other.post(f"/limit/write/{second}/", write.ANSWER)
    checks = WeeklyCheck.objects.filter(pk__in=(first, second)).order_by("pk")
    said = checks.annotate(done=F("report__done"), reached=F("task__percent"), kept=F("task__self_light"))
    left = said.values_list("state", "done", "reached", "kept", "task__version")
    assert set(left) == {("answered", write.ANSWER["done"], 55, "amber", 2)}


def test_a_row_says_whether_the_goal_is_met():
    slow = measuring.row("list", "a page", "ms", 9.0, 3.0, 2.0)
    fast = measuring.row("write", "answers", "requests/s", 200, 400, 2.5)
    alone = measuring.row("decompose", "a report", "s", 0.2, None, 1.0)
    assert [(row.ratio, row.met) for row in (slow, fast, alone)] == [(3.0, False), (2.0, True), (None, True)]
    assert set(asdict(slow)) == {"name", "what", "value", "unit", "limit", "ratio", "goal", "met"}
    assert "MISSED" in measuring.table([slow])


def test_the_long_report_is_as_long_as_it_says_and_gives_tasks():
    text = decomposition.report(20_000)
    assert len(text.decode()) == 20_000
    assert len(decompose(text, "report.txt").tasks) > 100
