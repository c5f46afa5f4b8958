"""A later date 延期: asked before the date, agreed to in the unit, decided by the supervisors."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from departments.calendar import city_calendar
from departments.choices import Role
from departments.parameters import city_parameters
from departments.verdicts import require
from notifications.models import Notice
from tasks import rules
from tasks.decisions.models import PENDING, Decision, ExtensionRequest
from tasks.register.changing import Change
from tasks.register.models import Task
from tasks.register.signing import needed
from tasks.register.telling import supervisors, tell, unit_people


@transaction.atomic
def ask_extension(
    *, actor, task_id: int, new_due_on: date, reason: str, explanation: str
) -> ExtensionRequest:
    """Ask for a later date, not later than the due day, one at a time; the unit head sees it first.

    Raises:
        ValidationError: `too_late` after the due day, `already_pending`, `date_order`, `required`, `invalid`.
    """
    change = Change(task_id)
    task = change.task
    rules.ensure("ask_extension", actor, task)
    _check(task, new_due_on, reason, explanation)
    granted = task.extensions.filter(state=Decision.GRANTED).count()
    asked = ExtensionRequest.objects.create(
        task=task,
        reason=reason,
        explanation=explanation,
        due_before=task.due_on,
        new_due_on=new_due_on,
        ordinal=granted + 1,
        state=Decision.UNIT,
        asked_by=actor,
        asked_at=clock.now(),
    )
    change.keep(
        actor, "tasks.extension_asked", request=asked.pk, new_due_on=new_due_on.isoformat(), reason=reason
    )
    heads = [head for head in unit_people(task, Role.UNIT_HEAD) if head != actor.pk]
    tell(heads, Notice.Kind.REVIEW, task, _("Extension asked:"), explanation, about="extension")
    return asked


@transaction.atomic
def review_extension(*, actor, request_id: int, agree: bool, note: str = "") -> ExtensionRequest:
    """The unit head agrees and passes it on to the supervisors, or refuses with an opinion."""
    change, asked = _open(request_id)
    task = change.task
    require(rules.may_review_extension(actor, task, asked))
    _still(asked, Decision.UNIT)
    rules.ensure_moment(rules.in_time("review_extension", task))
    if not agree:
        needed(note, _("Say why you do not agree."))
    asked.state = Decision.SUPERVISOR if agree else Decision.REFUSED
    asked.decide_by_on = _limit() if agree else None
    asked.reviewed_by, asked.reviewed_at, asked.review_note = actor, clock.now(), note
    asked.save()
    change.keep(actor, "tasks.extension_reviewed", request=asked.pk, agreed=agree, note=note)
    if agree:
        tell(supervisors(task), Notice.Kind.REVIEW, task, _("Extension to decide:"), asked.explanation)
    else:
        tell([asked.asked_by_id], Notice.Kind.DECIDED, task, _("Extension refused in the unit:"), note)
    return asked


@transaction.atomic
def decide_extension(
    *, actor, request_id: int, grant: bool, note: str = "", document_no: str = ""
) -> ExtensionRequest:
    """A supervisor grants or refuses; granted, the due date and the open milestones on or after it move.

    Raises:
        Forbidden: also for a further extension than the city allows, which takes the chief or the city leader.
        ValidationError: `already_decided` when somebody was faster.
    """
    change, asked = _open(request_id)
    task = change.task
    require(rules.may_decide_extension(actor, task, asked))
    _still(asked, Decision.SUPERVISOR)
    rules.ensure_moment(rules.in_time("decide_extension", task))
    if not grant:
        needed(note, _("Say why it is refused."))
    asked.state = Decision.GRANTED if grant else Decision.REFUSED
    asked.decided_by, asked.decided_at, asked.decision_note = actor, clock.now(), note
    asked.document_no = document_no
    asked.save()
    if grant:
        _move_dates(task, asked.new_due_on)
    change.keep(actor, "tasks.extension_decided", request=asked.pk, granted=grant, note=note)
    title = _("Extension granted:") if grant else _("Extension refused:")
    tell([asked.asked_by_id], Notice.Kind.DECIDED, task, title, note, about="extension")
    return asked


def withdraw_extension(*, actor, request: ExtensionRequest) -> ExtensionRequest:
    """Who may ask may also take the request back while it waits."""
    change, asked = _open(request.pk)
    rules.ensure("ask_extension", actor, change.task)
    if asked.state not in PENDING:
        raise already_decided()
    asked.state, asked.decided_at = Decision.WITHDRAWN, clock.now()
    asked.save(update_fields=["state", "decided_at"])
    change.keep(actor, "tasks.extension_withdrawn", request=asked.pk)
    return asked


def already_decided() -> ValidationError:
    """The answer to whoever came second."""
    return ValidationError(_("This request was decided already. Reload to see how."), code="already_decided")


def _check(task: Task, new_due_on: date, reason: str, explanation: str) -> None:
    # The due day itself still counts as before the date: the limit ends with that day.
    if clock.today() > task.due_on:
        sentence = _("The due date %(date)s has passed; an extension is asked before the date.")
        raise ValidationError(sentence % {"date": task.due_on}, code="too_late")
    if new_due_on <= task.due_on:
        sentence = _("The new date must lie after %(date)s.") % {"date": task.due_on}
        raise ValidationError(sentence, code="date_order")
    if reason not in ExtensionRequest.Reason.values:
        raise ValidationError(_("Choose the class of the reason."), code="invalid")
    needed(explanation, _("Explain why, and how far the task is."))
    if task.extensions.filter(state__in=PENDING).exists():
        sentence = _("An extension is waiting for its decision already.")
        raise ValidationError(sentence, code="already_pending")


def _open(request_id: int) -> tuple[Change, ExtensionRequest]:
    # The task is locked first in every service, so that two of them never wait for each other.
    change = Change(ExtensionRequest.objects.values_list("task_id", flat=True).get(pk=request_id))
    return change, ExtensionRequest.objects.select_for_update().get(pk=request_id)


def _still(asked: ExtensionRequest, state: Decision) -> None:
    if asked.state not in PENDING:
        raise already_decided()
    if asked.state != state:
        code = "already_decided" if state == Decision.UNIT else "wrong_state"
        sentence = _("The request is %(state)s.") % {"state": asked.get_state_display()}
        raise ValidationError(sentence, code=code)


def _limit() -> date:
    return city_calendar().add(clock.today(), city_parameters().extension_decision_wd)


def _move_dates(task: Task, new_due_on: date) -> None:
    shift = new_due_on - task.due_on
    for milestone in task.milestones.filter(done_on=None, waived_because="", due_on__gte=task.due_on):
        milestone.due_on += shift
        milestone.save(update_fields=["due_on"])
    task.due_on = new_due_on
