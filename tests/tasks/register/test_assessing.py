"""The sweep: every open task as of a day, only what differs is written, red periods stay on the timeline."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from audit.models import AuditEntry
from tasks.choices import Status
from tasks.models import Milestone, Task
from tasks.register import assessing, services
from tasks.register.assessing import COMPUTED, assess_task
from tests import factories
from tests.tasks.world import entries, nine

pytestmark = pytest.mark.both_databases


def computed(task) -> list:
    task.refresh_from_db()
    return [getattr(task, name) for name in COMPUTED]


def test_the_sweep_gives_each_task_what_its_own_assessment_gives(world):
    tasks = [world.task(due_on=date(2026, month, 28), percent=month * 8) for month in range(1, 13)]
    factories.milestone(tasks[5], date(2026, 2, 27), planned_percent=30)
    services.assess_tasks()
    for task in tasks:
        swept = computed(task)
        assess_task(task)
        assert [getattr(task, name) for name in COMPUTED] == swept


def test_a_second_sweep_writes_nothing(world):
    world.task(due_on=date(2026, 2, 27))
    assert services.assess_tasks()["written"] == 1
    before = list(Task.objects.values_list("updated_at", "assessed_on"))
    assert services.assess_tasks() == {"assessed": 1, "written": 0, "turned_red": 0, "caught_up": 0}
    assert list(Task.objects.values_list("updated_at", "assessed_on")) == before
    assert AuditEntry.objects.filter(action="tasks.turned_red").count() == 1


def test_turning_red_and_catching_up_stay_on_the_timeline(world):
    task = world.task(due_on=date(2026, 3, 31))
    step = factories.milestone(task, date(2026, 3, 3))
    with clock.at(nine(date(2026, 3, 3))):
        assert services.assess_tasks()["turned_red"] == 0, "the due day itself is on time"
    with clock.at(nine(date(2026, 3, 4))):
        assert services.assess_tasks()["turned_red"] == 1
    Milestone.objects.filter(pk=step.pk).update(done_on=date(2026, 3, 4))
    with clock.at(nine(date(2026, 3, 5))):
        assert services.assess_tasks()["caught_up"] == 1
    assert [entries(task, f"tasks.{what}")[0]["reason"] for what in ("turned_red", "caught_up")] == [
        "milestone_overdue",
        entries(task, "tasks.caught_up")[0]["reason"],
    ]


def test_only_open_tasks_are_swept(world):
    for status in (Status.DRAFT, Status.SUSPENDED, Status.CLOSED, Status.TERMINATED):
        world.task(status, due_on=date(2026, 1, 31), number=status)
    assert services.assess_tasks()["assessed"] == 0


def test_what_a_person_changed_meanwhile_is_not_overwritten(world, monkeypatch):
    task = world.task(due_on=date(2026, 2, 27))

    def changes_first(found):
        Task.objects.filter(pk=task.pk).update(version=9, light="green")
        return tuple(original(found))

    original = assessing._computed
    monkeypatch.setattr(assessing, "_computed", changes_first)
    services.assess_tasks()
    task.refresh_from_db()
    assert (task.light, task.assessed_on) == ("green", None)


def test_the_sweep_costs_the_same_statements_for_ten_and_for_two_hundred(world):
    counts = []
    for number in (10, 200):
        for _ in range(number):
            world.task(support=())
        with CaptureQueriesContext(connection) as asked:
            services.assess_tasks()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_command_sweeps_as_of_a_day(world, capsys):
    world.task(due_on=date(2026, 3, 31))
    call_command("assess_tasks", "--on", "2026-04-01")
    assert "turned_red 1" in capsys.readouterr().out
