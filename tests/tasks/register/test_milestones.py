"""Milestones of an issued task: added and changed by whoever may edit it, the first promise untouched."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tasks.register.services import add_milestone, change_milestone
from tests import factories
from tests.tasks.world import entries


def test_a_supervisor_adds_a_milestone_and_the_task_is_due_by_it(world):
    task = world.task(due_on=date(2026, 12, 31))
    step = add_milestone(
        actor=world.supervisor, task_id=task.pk, title="主体封顶", due_on=date(2026, 6, 30), reason="会议决定"
    )
    task.refresh_from_db()
    assert (step.first_due_on, task.next_due_on) == (date(2026, 6, 30), date(2026, 6, 30))
    assert entries(task, "tasks.milestone_added")[0]["reason"] == "会议决定"


def test_a_changed_milestone_keeps_the_date_first_promised(world):
    task = world.task()
    step = factories.milestone(task, date(2026, 6, 30), title="封顶")
    change_milestone(
        actor=world.supervisor,
        task_id=task.pk,
        milestone_id=step.pk,
        title="主体封顶",
        due_on=date(2026, 8, 31),
        reason="雨季",
    )
    step.refresh_from_db()
    assert (step.title, step.due_on, step.first_due_on) == ("主体封顶", date(2026, 8, 31), date(2026, 6, 30))
    kept = entries(task, "tasks.milestone_changed")[0]
    assert (kept["milestone"], kept["changed_to"]) == ("封顶 2026-06-30", "主体封顶 2026-08-31")


@pytest.mark.parametrize(("field", "value"), [("due_on", date(2027, 1, 4)), ("reason", " "), ("title", "")])
def test_a_milestone_without_reason_or_words_or_after_the_task_is_refused(world, field, value):
    task = world.task(due_on=date(2026, 12, 31))
    given = {"title": "封顶", "due_on": date(2026, 6, 30), "reason": "会议决定"} | {field: value}
    with pytest.raises(ValidationError):
        add_milestone(actor=world.supervisor, task_id=task.pk, **given)
    assert not task.milestones.exists()


def test_the_unit_itself_does_not_move_its_milestones(world):
    task = world.task()
    step = factories.milestone(task, date(2026, 6, 30))
    with pytest.raises(PermissionDenied):
        change_milestone(
            actor=world.handler,
            task_id=task.pk,
            milestone_id=step.pk,
            title="封顶",
            due_on=date(2026, 9, 30),
            reason="忙",
        )
    with pytest.raises(PermissionDenied):
        add_milestone(actor=world.head, task_id=task.pk, title="封顶", due_on=date(2026, 9, 30), reason="忙")


def test_the_form_keeps_what_is_left_blank(world, client):
    task = world.task()
    step = factories.milestone(task, date(2026, 6, 30), title="封顶")
    client.force_login(world.supervisor, backend="departments.authentication.PersonBackend")
    sent = {"milestone_id": step.pk, "due_on": "2026-07-31", "reason": "雨季"}
    assert client.post(f"/tasks/{task.pk}/do/change_milestone/", sent).status_code == 302
    step.refresh_from_db()
    assert (step.title, step.due_on) == ("封顶", date(2026, 7, 31))
