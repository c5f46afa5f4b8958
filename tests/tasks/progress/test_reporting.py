"""Reports of progress, readings, blockers: what they change, what they refuse, and what they cost."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from tasks.choices import Status
from tasks.models import Indicator
from tasks.progress import services
from tests.tasks.world import entries, nine, told


def report(world, task, actor=None, **more):
    values = {"percent": 40, "self_light": "green", "done": "主体施工", "problem": "", "next_step": "封顶"}
    return services.report_progress(actor=actor or world.handler, task_id=task.pk, **(values | more))


def test_a_report_carries_percent_and_self_light_to_the_task(world):
    task = world.task(percent=30, missed_reports=2)
    made = report(world, task)
    task.refresh_from_db()
    assert (task.percent, task.self_light, task.missed_reports) == (40, "green", 0)
    assert task.latest_report == made and made.post == world.post and made.department == world.city.education
    assert entries(task, "tasks.progress_reported")[0]["percent"] == [30, 40]
    assert task.status == Status.ACTIVE and task.version == 2


def test_a_hundred_percent_does_not_close_a_task(world):
    task = world.task()
    report(world, task, percent=100)
    task.refresh_from_db()
    assert (task.status, task.schedule_class) == ("active", "ahead")


def test_progress_falls_only_with_a_problem_stated_which_reaches_the_unit_head(world):
    task = world.task(percent=60)
    with pytest.raises(ValidationError) as refused:
        report(world, task, percent=50)
    assert refused.value.code == "percent_fell"
    report(world, task, percent=50, problem="返工")
    assert told(world.head, "Problem reported")


@pytest.mark.parametrize("wrong", [{"percent": 101}, {"percent": -1}, {"self_light": "blue"}, {"done": " "}])
def test_what_is_no_report_is_refused(world, wrong):
    task = world.task()
    with pytest.raises(ValidationError):
        report(world, task, **wrong)
    assert not task.progress_reports.exists()


def test_an_unsigned_task_is_signed_before_it_is_reported_on(world):
    with pytest.raises(ValidationError, match="Waiting to be signed") as refused:
        report(world, world.task(Status.ISSUED))
    assert refused.value.code == "wrong_state"


def test_a_supporting_department_is_told_who_reports(world):
    with pytest.raises(PermissionDenied, match="supports this task"):
        report(world, world.task(), world.co_liaison)


def test_readings_are_kept_exactly_and_only_for_the_tasks_own_indicators(world):
    task, other = world.task(), world.task()
    mine = Indicator.objects.create(task=task, name="新增学位", comparator="≥", target=3000, unit="个")
    foreign = Indicator.objects.create(task=other, name="新增床位", comparator="≥", target=500, unit="张")
    made = report(world, task, readings={mine.pk: "1250.5"})
    mine.refresh_from_db()
    assert mine.latest == Decimal("1250.5") and made.readings.get().value == Decimal("1250.5")
    for wrong in ({foreign.pk: 1}, {mine.pk: "很多"}):
        with pytest.raises(ValidationError):
            report(world, task, readings=wrong)


def test_one_report_costs_six_statements(world):
    task = world.task(percent=30)
    assert world.handler.acting.grants, "what a request has read already"
    with CaptureQueriesContext(connection) as asked:
        report(world, task)
    statements = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    # Lock, milestones, parameters; report, task, audit entry.
    assert len(statements) == 6, statements


def test_a_blocker_names_who_must_act_and_the_oldest_open_one_counts(world):
    task = world.task()
    with pytest.raises(ValidationError, match="who must act"):
        services.open_blocker(actor=world.handler, task_id=task.pk, text="等批复")
    first = services.open_blocker(
        actor=world.handler, task_id=task.pk, text="等批复", waiting_for_id=world.city.reform.pk
    )
    with clock.at(nine(date(2026, 3, 9))):
        services.open_blocker(
            actor=world.handler, task_id=task.pk, text="等资金", waiting_for_text="省财政厅"
        )
        task.refresh_from_db()
        assert task.blocked_since == date(2026, 3, 2) and told(world.supervisor, "Blocked")
        services.close_blocker(actor=world.liaison, blocker_id=first.pk, outcome="已批复")
        task.refresh_from_db()
        assert task.blocked_since == date(2026, 3, 9)
        with pytest.raises(ValidationError) as refused:
            services.close_blocker(actor=world.liaison, blocker_id=first.pk, outcome="已批复")
        assert refused.value.code == "already_decided"
