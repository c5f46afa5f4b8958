"""Suspend, resume, terminate, carry over, edit, transfer, milestones, rating."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import clock
from departments.models import SpecialDay
from tasks.choices import Flow, Status
from tasks.models import Movement, Task
from tasks.register import services
from tests import factories
from tests.tasks.world import entries, nine, told


def edit(world, task, changes, **more):
    values = {"actor": world.supervisor, "task_id": task.pk, "version": task.version, "reason": "更正"}
    return services.edit_task(**(values | more), changes=changes)


def test_a_suspended_task_is_grey_and_its_dates_wait_with_it(world):
    task = world.task(due_on=date(2026, 3, 31))
    step = factories.milestone(task, date(2026, 3, 20))
    services.suspend_task(actor=world.chief, task_id=task.pk, reason="规划调整", until=date(2026, 3, 9))
    task.refresh_from_db()
    assert (task.status, task.light) == ("suspended", "grey")
    SpecialDay.objects.create(date=date(2026, 3, 14), is_workday=True)
    with clock.at(nine(date(2026, 3, 16))):
        services.assess_tasks()
        services.resume_task(actor=world.chief, task_id=task.pk)
    task.refresh_from_db(), step.refresh_from_db()
    # Ten working days and one make-up Saturday stood still; 6 April is a holiday.
    assert entries(task, "tasks.resumed")[0]["working_days_stopped"] == 11
    assert (task.due_on, step.due_on) == (date(2026, 4, 16), date(2026, 4, 7))
    assert task.first_due_on == date(2026, 3, 31), "the first promised date never changes"


def test_a_suspension_ends_on_a_day_to_come(world):
    with pytest.raises(ValidationError, match="day to come"):
        services.suspend_task(
            actor=world.chief, task_id=world.task().pk, reason="规划调整", until=date(2026, 3, 2)
        )


def test_a_terminated_task_leaves_the_account_with_reason_and_document(world):
    task = world.task()
    services.terminate_task(
        actor=world.chief, task_id=task.pk, reason="上级取消", document_no="临政〔2026〕8号"
    )
    detail = entries(task, "tasks.terminated")[0]
    assert (detail["reason"], detail["document_no"]) == ("上级取消", "临政〔2026〕8号")
    assert detail["status"] == ["active", "terminated"]
    assert Movement.objects.get(task=task).flow == Flow.TERMINATED
    assert Task.objects.on_the_list().filter(pk=task.pk).exists(), "it stays on the list"


def test_what_is_carried_over_becomes_next_years_draft_linked_to_the_old(world):
    task = world.task(percent=60, number="2026-031")
    factories.milestone(task, date(2026, 6, 30), "主体封顶", done_on=date(2026, 3, 1))
    factories.milestone(task, date(2027, 5, 31), "竣工")
    new = services.carry_over_task(actor=world.chief, task_id=task.pk, reason="跨年实施")
    task.refresh_from_db()
    assert (task.status, new.status, new.year, new.carried_from) == ("terminated", "draft", 2027, task)
    assert (new.number, new.first_due_on, new.percent) == ("", None, 60)
    assert [step.title for step in new.milestones.all()] == ["竣工"]
    assert [party.department for party in new.parties.all()] == [world.city.housing]


def test_an_edit_is_recorded_with_what_stood_before(world):
    task = world.task(weight=1)
    edit(world, task, {"weight": 3, "support": [world.city.finance.pk]})
    detail = entries(task, "tasks.edited")[0]
    assert detail["weight"] == [1, 3]
    assert detail["support"] == [[world.city.housing.pk], [world.city.finance.pk]]
    task.refresh_from_db()
    assert task.version == 2


def test_the_later_of_two_edits_is_refused_and_told_who_changed_what(world):
    task = world.task()
    edit(world, task, {"weight": 3})
    with pytest.raises(ValidationError, match=world.supervisor.name) as refused:
        edit(world, task, {"weight": 5}, actor=world.chief)
    assert refused.value.code == "changed_meanwhile" and "weight" in refused.value.messages[0]
    task.refresh_from_db()
    assert task.weight == 3


@pytest.mark.parametrize(
    "field", ["due_on", "first_due_on", "status", "percent", "number", "light", "rating"]
)
def test_what_has_a_procedure_of_its_own_cannot_be_edited(world, field):
    with pytest.raises(ValidationError) as refused:
        edit(world, world.task(), {field: "x"})
    assert refused.value.code == "not_editable"


def test_another_lead_department_means_out_of_one_account_and_into_the_other(world):
    task = world.task()
    edit(world, task, {"lead_department": world.city.finance})
    task.refresh_from_db()
    assert task.post == factories.post_of(world.other_handler)
    flows = set(Movement.objects.filter(task=task).values_list("department__short_name", "flow"))
    assert flows == {("市教育局", "transferred_out"), ("市财政局", "transferred_in")}
    assert told(world.other_liaison, "Transferred")


def test_a_task_in_review_cannot_be_transferred(world):
    with pytest.raises(ValidationError) as refused:
        edit(world, world.task(Status.VERIFYING), {"lead_department": world.city.finance})
    assert refused.value.code == "wrong_state"


def test_a_post_of_another_department_cannot_be_given_the_task(world):
    other = factories.post_of(world.other_handler)
    with pytest.raises(ValidationError, match="lead department"):
        services.assign_post(actor=world.head, task_id=world.task().pk, post_id=other.pk)


def test_a_milestone_done_or_waived_no_longer_makes_the_task_red(world):
    task = world.task()
    first = factories.milestone(task, date(2026, 2, 27))
    second = factories.milestone(task, date(2026, 2, 28), "竣工")
    services.refresh(task)
    assert (task.light, task.light_reason, task.next_due_on) == (
        "red",
        "milestone_overdue",
        date(2026, 2, 27),
    )
    services.complete_milestone(actor=world.handler, task_id=task.pk, milestone_id=first.pk)
    task.refresh_from_db()
    assert task.light == "red"
    services.waive_milestone(
        actor=world.supervisor, task_id=task.pk, milestone_id=second.pk, because="并入其他任务"
    )
    task.refresh_from_db()
    assert (task.light, task.next_due_on) != ("red", date(2026, 2, 28))
    assert entries(task, "tasks.caught_up")[0]["light"][0] == "red", "曾滞后 stays on the timeline"


def test_a_rating_is_a_sentence_with_a_reason_by_somebody_outside_the_unit(world):
    task = world.task()
    services.rate_task(actor=world.supervisor, task_id=task.pk, rating="unlikely", reason="尚未开工")
    task.refresh_from_db()
    assert (task.rating_light, task.rated_on) == ("red", date(2026, 3, 2))
    own = world.task(lead=world.city.supervision)
    with pytest.raises(PermissionDenied, match="lead department"):
        services.rate_task(actor=world.supervisor, task_id=own.pk, rating="likely", reason="按期")
    with pytest.raises(ValidationError, match="rests on"):
        services.rate_task(actor=world.supervisor, task_id=task.pk, rating="likely", reason=" ")
