"""The readings of a target: its history, its small line, and the way to report one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from tasks.models import Indicator
from tasks.progress import readings
from tasks.progress.services import report_progress
from tests.tasks.world import MONDAY, nine


def read(world, task, indicator, *values):
    for week, value in enumerate(values):
        with clock.at(nine(MONDAY) + timedelta(weeks=week)):
            report_progress(
                actor=world.handler, task_id=task.pk, percent=10, self_light="green", done=f"第{week}周",
                readings={indicator.pk: value},
            )  # fmt: skip


@pytest.fixture
def roads(world):
    return world.task().indicators.create(name="道路", comparator="≥", target=12, unit="公里", baseline=2)


def test_the_history_is_newest_first_with_who_reported_it(world, roads):
    read(world, roads.task, roads, 3, "4.5")
    found = readings.history(roads.task_id)[roads.pk]
    assert [(one.on, one.value, one.who) for one in found] == [
        (date(2026, 3, 9), Decimal("4.5"), world.handler.name),
        (date(2026, 3, 2), Decimal("3"), world.handler.name),
    ]


def test_the_line_goes_from_the_first_to_the_last_reading_below_its_target():
    roads = Indicator(target=Decimal(12))
    points = [
        readings.Read(date(2026, 3, day), Decimal(value), "") for day, value in ((1, 3), (11, 6), (21, 12))
    ]
    line = readings.line(roads, points)
    assert line["path"] == "M0.0 18.0L50.0 12.0L100.0 0.0"
    assert line["target"] == "M0 0.0H100"
    assert readings.line(roads, points[:1]) is None


def test_the_page_shows_target_value_baseline_and_readings(world, roads, client):
    read(world, roads.task, roads, 3, "4.5")
    client.cookies["django_language"] = "en"
    client.force_login(world.handler, backend="departments.authentication.PersonBackend")
    html = client.get(f"/tasks/{roads.task_id}/").content.decode()
    for words in ("≥ 12 公里", "4.5 公里", "Baseline 2", "Readings (2)", 'class="spark"'):
        assert words in html
    assert f"#id_reading_{roads.pk}" in html, "the way to report one"
    client.force_login(world.supervisor, backend="departments.authentication.PersonBackend")
    assert "Report a reading" not in client.get(f"/tasks/{roads.task_id}/").content.decode()


def test_all_targets_cost_one_statement(world, roads):
    other = roads.task.indicators.create(name="桥", comparator="=", target=3, unit="座")
    read(world, roads.task, roads, 1, 2, 3)
    read(world, roads.task, other, 1)
    with CaptureQueriesContext(connection) as asked:
        found = readings.history(roads.task_id)
    assert len(asked) == 1 and {len(found[roads.pk]), len(found[other.pk])} == {3, 1}


def test_the_api_gives_the_readings_with_their_report(world, roads, client):
    read(world, roads.task, roads, "4.5")
    client.force_login(world.handler, backend="departments.authentication.PersonBackend")
    reports = client.get(f"/api/tasks/{roads.task_id}/progress-reports/").json()["results"]
    assert reports[0]["readings"] == [{"indicator": roads.pk, "value": "4.5000"}]
