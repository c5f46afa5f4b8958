"""The unit takes a task on, or sends it back to be given to somebody else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import clock
from departments.calendar import city_calendar
from departments.choices import Role
from departments.parameters import city_parameters
from notifications.models import Notice
from tasks import rules
from tasks.choices import Flow, Status
from tasks.register.changing import Change
from tasks.register.models import Task
from tasks.register.movements import move
from tasks.register.telling import supervisors, tell, unit_people


@transaction.atomic
def sign_task(*, actor, task_id: int) -> Task:
    """The unit signs for a task 签收; signing late is an event on the timeline, not a refusal."""
    change = Change(task_id)
    task = change.task
    rules.ensure("sign", actor, task)
    task.status = Status.ACTIVE
    task.signed_at = clock.now()
    late = bool(task.sign_by_on and task.sign_by_on < clock.today())
    change.keep(actor, "tasks.signed", late=late)
    return task


@transaction.atomic
def return_task(*, actor, task_id: int, reason: str) -> Task:
    """The unit returns a task for reassignment 退回改派, within the limit of working days; back to draft.

    Raises:
        ValidationError: `too_late` after the limit; `required` without a reason.
    """
    change = Change(task_id)
    task = change.task
    rules.ensure("return_task", actor, task)
    needed(reason, _("Say why the task is returned."))
    within = city_parameters().return_within_wd
    issued_on = timezone.localdate(task.issued_at)
    if clock.today() > city_calendar().add(issued_on, within):
        raise ValidationError(
            _(
                "A task can be returned within %(days)s working days of its issue. Ask the supervisors instead."
            )
            % {"days": within},
            code="too_late",
        )
    move(task, Flow.TRANSFERRED_OUT)
    task.status = Status.DRAFT
    task.return_count += 1
    task.sign_by_on = None
    change.keep(actor, "tasks.returned", reason=reason)
    tell(supervisors(task), Notice.Kind.RETURNED, task, _("Returned for reassignment:"), reason)
    return task


def tell_unit(task: Task, title: str, text: str = "") -> None:
    """A notice of issue to the liaison and the head of the lead department."""
    tell(unit_people(task, Role.LIAISON, Role.UNIT_HEAD), Notice.Kind.ISSUED, task, title, text)


def needed(text: str, sentence: str, code: str = "required") -> None:
    """A reason or an opinion that the rules ask for.

    Raises:
        ValidationError: with the sentence, when the text is blank.
    """
    if not (text or "").strip():
        raise ValidationError(sentence, code=code)
