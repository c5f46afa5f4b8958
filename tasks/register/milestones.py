"""The milestones 节点 of an issued task: added, changed, completed, waived. The first promised date stays."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from tasks import rules
from tasks.register.changing import Change
from tasks.register.models import Milestone, Task
from tasks.register.signing import needed


@transaction.atomic
def add_milestone(
    *, actor, task_id: int, title: str, due_on: date, reason: str, planned_percent: int | None = None
) -> Milestone:
    """Whoever may edit the task gives it one more dated step, with the reason."""
    change = Change(task_id)
    rules.ensure("add_milestone", actor, change.task)
    needed(reason, _("Say why the milestone is added."))
    _check_date(change.task, due_on)
    milestone = Milestone(
        task=change.task,
        title=title.strip(),
        due_on=due_on,
        first_due_on=due_on,
        planned_percent=planned_percent,
    )
    _save(milestone)
    details = {"milestone": milestone.title, "due_on": due_on.isoformat(), "reason": reason.strip()}
    change.keep(actor, "tasks.milestone_added", **details)
    return milestone


@transaction.atomic
def change_milestone(
    *, actor, task_id: int, milestone_id: int, title: str, due_on: date, reason: str
) -> Milestone:
    """Change the words or the date of an open milestone, with the reason; what was promised first stays readable."""
    change = Change(task_id)
    rules.ensure("change_milestone", actor, change.task)
    needed(reason, _("Say why the milestone is changed."))
    milestone = _open(change.task, milestone_id)
    _check_date(change.task, due_on)
    before = [milestone.title, milestone.due_on.isoformat()]
    milestone.title, milestone.due_on = title.strip(), due_on
    _save(milestone)
    after = [milestone.title, due_on.isoformat()]
    details = {"milestone": " ".join(before), "changed_to": " ".join(after), "reason": reason.strip()}
    change.keep(actor, "tasks.milestone_changed", **details)
    return milestone


@transaction.atomic
def complete_milestone(*, actor, task_id: int, milestone_id: int, done_on: date | None = None) -> Milestone:
    """The handler reports a milestone as done on a day, today or earlier."""
    change = Change(task_id)
    rules.ensure("complete_milestone", actor, change.task)
    milestone = _open(change.task, milestone_id)
    milestone.done_on = done_on or clock.today()
    if milestone.done_on > clock.today():
        raise ValidationError(_("A milestone can't be done on a day to come."), code="date_ahead")
    milestone.save(update_fields=["done_on"])
    done = milestone.done_on.isoformat()
    change.keep(actor, "tasks.milestone_done", milestone=milestone.title, done_on=done)
    return milestone


@transaction.atomic
def waive_milestone(*, actor, task_id: int, milestone_id: int, because: str) -> Milestone:
    """A supervisor waives a milestone with the reason; it no longer counts."""
    change = Change(task_id)
    rules.ensure("waive_milestone", actor, change.task)
    needed(because, _("Say why the milestone is waived."))
    milestone = _open(change.task, milestone_id)
    milestone.waived_because = because.strip()[:200]
    milestone.save(update_fields=["waived_because"])
    change.keep(actor, "tasks.milestone_waived", milestone=milestone.title, reason=milestone.waived_because)
    return milestone


def _check_date(task: Task, due_on: date) -> None:
    if task.due_on and due_on > task.due_on:
        sentence = _("A milestone lies on or before the due date of the task, %(date)s.")
        raise ValidationError(sentence % {"date": task.due_on}, code="date_order")


def _save(milestone: Milestone) -> None:
    milestone.clean_fields(exclude=["task"])
    milestone.save()


def _open(task: Task, milestone_id: int) -> Milestone:
    milestone = task.milestones.get(pk=milestone_id)
    if not milestone.is_open:
        raise ValidationError(_("This milestone is done or waived already."), code="already_decided")
    return milestone
