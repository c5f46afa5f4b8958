"""Everything is raised once and nothing is missing: two beats, jobs sent twice, `kill -9`, three weeks of standstill."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

import pytest

from departments.workdays import WorkCalendar
from deploy import servers
from supervision.monthly.rules import Month, due_months
from tests.processes.cities import a_city, wait_until

pytestmark = pytest.mark.processes
COUNTIES, TASKS, KILLS = 12, 40, 5

# Twelve counties with their lists; the last week and month that anybody ran the jobs lie back.
SETTLE = f"""
import json
from datetime import timedelta
from django.core.management import call_command
from audit import clock
from departments.choices import DepartmentKind
from supervision.monthly.services import draft_bulletins
from supervision.weekly.services import open_week
from tasks.models import Movement, Task
from tests import factories
today = clock.today()
city = factories.make_city()
for number in range({COUNTIES}):
    county = factories.department(f"第{{number}}县", parent=city.government, kind=DepartmentKind.COUNTY, supervises=True)
    handler = factories.person("H", county)
    for _ in range({TASKS}):
        task = factories.task(lead=county, post=factories.post_of(handler), next_due_on=today - timedelta(days=9),
            due_on=today - timedelta(days=9), issued_at=f"{{today.year - 1}}-01-05T09:00:00+08:00")
        Movement.objects.create(task=task, jurisdiction=county, department=county, flow="issued",
            on=today - timedelta(days=300))
last = today - timedelta(days=today.weekday()) - timedelta(weeks=3, days=1)
month = (today - timedelta(days=100)).replace(day=20)
print(json.dumps([len(open_week(last)["rounds"]), len(draft_bulletins(month)["bulletins"]), today.isoformat()]))
"""

COUNT = """
import json
from django.db.models import Count
from notifications.models import Notice
from supervision.models import *
weeks = WeeklyRound.objects.values("jurisdiction").annotate(n=Count("id"))
print(json.dumps({
    "weeks": sorted(set(weeks.values_list("n", flat=True))), "rounds": WeeklyRound.objects.count(),
    "open": WeeklyRound.objects.filter(closed_at=None).values("week").distinct().count(),
    "checks": sorted(set(WeeklyRound.objects.annotate(n=Count("checks")).values_list("n", flat=True))),
    "missed_unasked": WeeklyCheck.objects.filter(state="missed", round__in=UNASKED).count(),
    "bulletins": MonthlyBulletin.objects.count(),
    "rows": sorted(set(MonthlyBulletin.objects.annotate(n=Count("rows")).values_list("n", flat=True))),
    "statements": Statement.objects.count(),
    "urgings": Urging.objects.count(), "urged_tasks": Urging.objects.values("task").distinct().count(),
    "told": Notice.objects.filter(key__startswith="urging:").count(),
    "asked": Notice.objects.filter(key__startswith="week:").values("key").distinct().count(),
}))
""".replace("UNASKED", 'WeeklyCheck.objects.filter(skipped_because="not_asked_in_time").values("round")')


@pytest.fixture(params=["redis", "filesystem"])
def city(request, tmp_path):
    """PostgreSQL with Redis, or SQLite with files: the two installations there are."""
    if request.param == "redis":
        with (
            servers.postgres() as database,
            a_city(tmp_path, DATABASE_URL=database, REDIS_URL=request.getfixturevalue("redis_url")) as found,
        ):
            yield found
    else:
        with a_city(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/city.sqlite3") as found:
            yield found


def test_standstill_two_beats_doubled_jobs_and_kills_raise_everything_once(city):
    city.manage("migrate", "-v0", "--skip-checks")
    rounds, bulletins, today = city.ask(SETTLE)
    assert (rounds, bulletins) == (COUNTIES, COUNTIES)
    two_beats = city.beat(), city.beat()
    dice = random.Random(2026)
    for _kill in range(KILLS):
        _kill_in_the_middle(city, dice.uniform(0, 0.3))
    two_workers = city.worker(), city.worker()
    wanted = _everything(date.fromisoformat(today))
    assert wait_until(lambda: _raised(city) == _raised_when(wanted), seconds=40), (
        _raised(city),
        wanted,
        city.logs(),
    )
    time.sleep(2)  # further ticks of both beats change nothing
    assert city.ask(COUNT) == wanted
    assert all(process.poll() is None for process in (*two_beats, *two_workers)), city.logs()


def _kill_in_the_middle(city, moment: float) -> None:
    """Start a worker, wait until it has taken up a job, and kill it a moment later."""
    newest = city.rows("SELECT coalesce(max(id), 0) FROM audit_jobrun")
    worker = city.worker()
    began = wait_until(
        lambda: city.rows("SELECT coalesce(max(id), 0) FROM audit_jobrun") != newest, seconds=30
    )
    assert began, city.logs()
    time.sleep(moment)
    city.kill(worker)


def _raised(city) -> tuple[int, ...]:
    """Rounds, those of them closed, bulletins, steps of the ladder."""
    (counts,) = city.rows(
        "SELECT (SELECT count(*) FROM supervision_weeklyround),"
        " (SELECT count(*) FROM supervision_weeklyround WHERE closed_at IS NOT NULL),"
        " (SELECT count(*) FROM supervision_monthlybulletin), (SELECT count(*) FROM supervision_urging)"
    )
    return counts


def _raised_when(wanted: dict) -> tuple[int, ...]:
    return wanted["rounds"], wanted["rounds"] - COUNTIES, wanted["bulletins"], wanted["urgings"]


def _everything(today: date) -> dict:
    """What must be there: five weeks, every month since the last bulletin, one step of the ladder a task."""
    start = (today - timedelta(days=100)).replace(day=20)
    months = 1 + len(due_months(Month.of(start).before(1), today, WorkCalendar()))
    return {
        "weeks": [5],
        "rounds": 5 * COUNTIES,
        "open": 1,
        "checks": [TASKS],
        "missed_unasked": 0,
        "bulletins": months * COUNTIES,
        "rows": [TASKS],
        "statements": months * COUNTIES,
        "urgings": COUNTIES * TASKS,
        "urged_tasks": COUNTIES * TASKS,
        "told": COUNTIES,
        "asked": 2 * COUNTIES,
    }
