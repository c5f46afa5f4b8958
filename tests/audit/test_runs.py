"""Every run of a job leaves a row: done, failed, or died."""

import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from audit import runs
from audit.models import JobRun

pytestmark = pytest.mark.django_db
State = JobRun.State


def test_a_run_says_what_it_did_and_who_asked():
    with runs.run("open_week", asked_by="王芳") as result:
        assert JobRun.objects.get().state == State.RUNNING
        result["checks"] = 12
        result["skipped"] = 0
    logged = JobRun.objects.get()
    assert (logged.state, logged.result, logged.asked_by) == (State.DONE, {"checks": 12}, "王芳")
    assert logged.finished_at >= logged.started_at


def test_a_failure_is_logged_and_raised_again():
    with pytest.raises(KeyError), runs.run("open_week") as result:
        result["checks"] = 3
        raise KeyError("no such week")
    logged = JobRun.objects.get()
    assert logged.state == State.FAILED and "no such week" in logged.error and logged.result == {"checks": 3}


def leftover(worker: str, started_at) -> JobRun:
    return JobRun.objects.create(job="open_week", started_at=started_at, worker=worker)


def test_a_run_whose_worker_was_killed_is_marked_at_the_next_run():
    process = subprocess.Popen(["true"])
    process.wait()
    machine = runs._me().rpartition(":")[0]
    killed = leftover(f"{machine}:{process.pid}", timezone.now())
    alive = leftover(runs._me(), timezone.now() - timedelta(hours=5))
    with runs.run("seal_audit"):
        pass
    killed.refresh_from_db()
    alive.refresh_from_db()
    assert killed.state == State.FAILED and "died" in killed.error
    assert alive.state == State.RUNNING


def test_a_run_on_another_machine_is_given_two_hours():
    slow = leftover("elsewhere:1", timezone.now() - timedelta(hours=1))
    dead = leftover("elsewhere:2", timezone.now() - timedelta(hours=3))
    assert runs.bury_dead_runs() == 1
    slow.refresh_from_db()
    dead.refresh_from_db()
    assert (slow.state, dead.state) == (State.RUNNING, State.FAILED)


def test_of_runs_that_found_nothing_only_the_newest_is_kept():
    for sealed in (4, 0, 0, 0):
        with runs.run("seal_audit") as result:
            result["sealed"] = sealed
    assert [logged.result for logged in JobRun.objects.order_by("id")] == [{"sealed": 4}, {}]


def test_runs_are_kept_for_ninety_days():
    for days in (91, 89):
        JobRun.objects.create(
            job="open_week",
            state=State.DONE,
            result={"checks": days},
            started_at=timezone.now() - timedelta(days=days),
        )
    with runs.run("open_week") as result:
        result["checks"] = 1
    assert sorted(JobRun.objects.values_list("result__checks", flat=True)) == [1, 89]
