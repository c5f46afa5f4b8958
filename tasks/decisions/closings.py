"""Closing 销号: submitted by the unit, reviewed by its head, verified by somebody outside; and reopened."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from departments.choices import Role
from departments.verdicts import require
from notifications.models import Notice
from tasks import rules
from tasks.choices import Flow, Status
from tasks.decisions.extensions import already_decided
from tasks.decisions.models import PENDING, ClosingRequest, Decision
from tasks.decisions.proposals import fulfil
from tasks.progress.models import Evidence
from tasks.register.changing import Change
from tasks.register.models import Task
from tasks.register.movements import move
from tasks.register.pausing import withdraw_pending
from tasks.register.signing import needed
from tasks.register.telling import holders, supervisors, tell, unit_people


@transaction.atomic
def submit_closing(
    *, actor, task_id: int, statement: str, evidence_ids: Iterable[int] = ()
) -> ClosingRequest:
    """Apply to strike the task off, when every milestone is done or waived and the evidence is there.

    Raises:
        ValidationError: `milestones_open` naming them, `evidence_missing`, `required`.
    """
    change = Change(task_id)
    task = change.task
    rules.ensure("submit_closing", actor, task)
    needed(statement, _("Say how the completion standard is met."))
    evidence = list(Evidence.objects.filter(task=task, pk__in=list(evidence_ids)))
    _refuse_unready(task, evidence)
    asked = ClosingRequest.objects.create(
        task=task, statement=statement, asked_by=actor, asked_at=clock.now(), state=Decision.UNIT
    )
    asked.evidence.set(evidence or task.evidence.all())
    task.status = Status.UNIT_REVIEW
    change.keep(actor, "tasks.closing_submitted", request=asked.pk, statement=statement)
    heads = [head for head in unit_people(task, Role.UNIT_HEAD) if head != actor.pk]
    tell(heads, Notice.Kind.REVIEW, task, _("Closing to review:"), statement, about="closing")
    return asked


@transaction.atomic
def review_closing(*, actor, request_id: int, agree: bool, note: str = "") -> ClosingRequest:
    """The unit head, who did not submit it, passes it on to verification or sends it back with an opinion."""
    change, asked = _open(request_id)
    task = change.task
    require(rules.may_review_closing(actor, task, asked))
    _still(asked, Decision.UNIT)
    if not agree:
        needed(note, _("Say why you do not agree."))
    asked.reviewed_by, asked.reviewed_at, asked.review_note = actor, clock.now(), note
    asked.state = Decision.SUPERVISOR if agree else Decision.REFUSED
    asked.save()
    task.status = Status.VERIFYING if agree else Status.ACTIVE
    change.keep(actor, "tasks.closing_reviewed", request=asked.pk, agreed=agree, note=note)
    if agree:
        tell(supervisors(task), Notice.Kind.REVIEW, task, _("Closing to verify:"), asked.statement)
    else:
        _tell_back(asked, task, note)
    return asked


@transaction.atomic
def verify_closing(
    *, actor, request_id: int, strike_off: bool, method: str, finding: str, back_reason: str = ""
) -> ClosingRequest:
    """A supervisor outside the unit strikes the task off, or sends it back with a class of reason.

    Raises:
        ValidationError: `required` without method, finding, or (sent back) the class of the reason;
            `already_decided` when somebody was faster.
    """
    change, asked = _open(request_id)
    task = change.task
    require(rules.may_verify_closing(actor, task, asked))
    _still(asked, Decision.SUPERVISOR)
    _check_finding(strike_off, method, finding, back_reason)
    asked.method, asked.finding = method, finding
    asked.back_reason = "" if strike_off else back_reason
    asked.state = Decision.GRANTED if strike_off else Decision.REFUSED
    asked.decided_by, asked.decided_at, asked.decision_note = actor, clock.now(), finding
    asked.save()
    details = {"request": asked.pk, "method": method, "finding": finding}
    if strike_off:
        _strike_off(change, actor, asked, details)
    else:
        task.status = Status.ACTIVE
        change.keep(actor, "tasks.closing_sent_back", back_reason=back_reason, **details)
        _tell_back(asked, task, finding)
    return asked


@transaction.atomic
def reopen_task(*, actor, task_id: int, reason: str) -> Task:
    """The chief reopens a closed task 重启 under its own number; the old closing is kept."""
    change = Change(task_id)
    task = change.task
    rules.ensure("reopen", actor, task)
    needed(reason, _("Say why the task is reopened."))
    task.status = Status.ACTIVE
    task.closed_on = None
    task.reopen_count += 1
    move(task, Flow.REOPENED)
    change.keep(actor, "tasks.reopened", reason=reason)
    fulfil(actor=actor, verb="reopen", tasks=[task])
    people = {*unit_people(task, Role.LIAISON, Role.UNIT_HEAD), *holders([task.post_id])}
    tell(people, Notice.Kind.RETURNED, task, _("Reopened:"), reason, about="reopened")
    return task


def withdraw_closing(*, actor, request: ClosingRequest) -> ClosingRequest:
    """Who may submit may also take the application back while it waits; the task goes on."""
    change, asked = _open(request.pk)
    require(rules.permitted("submit_closing", actor, change.task))
    if asked.state not in PENDING:
        raise already_decided()
    asked.state, asked.decided_at = Decision.WITHDRAWN, clock.now()
    asked.save(update_fields=["state", "decided_at"])
    change.task.status = Status.ACTIVE
    change.keep(actor, "tasks.closing_withdrawn", request=asked.pk)
    return asked


def _open(request_id: int) -> tuple[Change, ClosingRequest]:
    change = Change(ClosingRequest.objects.values_list("task_id", flat=True).get(pk=request_id))
    return change, ClosingRequest.objects.select_for_update().get(pk=request_id)


def _still(asked: ClosingRequest, state: Decision) -> None:
    if asked.state == state:
        return
    if asked.state == Decision.UNIT:
        raise ValidationError(_("The unit has not reviewed this application yet."), code="wrong_state")
    raise already_decided()


def _refuse_unready(task: Task, evidence: list[Evidence]) -> None:
    waiting = task.milestones.filter(done_on=None, waived_because="").values_list("title", flat=True)
    if waiting:
        sentence = _("These milestones are neither done nor waived: %(milestones)s.")
        raise ValidationError(sentence % {"milestones": _(", ").join(waiting)}, code="milestones_open")
    if task.evidence_required and not evidence and not task.evidence.exists():
        sentence = _("The completion standard asks for evidence. Add a file first.")
        raise ValidationError(sentence, code="evidence_missing")


def _check_finding(strike_off: bool, method: str, finding: str, back_reason: str) -> None:
    if method not in ClosingRequest.Method.values:
        raise ValidationError(_("Choose how it was verified."), code="required")
    needed(finding, _("Say what was found."))
    if not strike_off and back_reason not in ClosingRequest.BackReason.values:
        raise ValidationError(_("Choose the class of the reason for sending it back."), code="required")


def _strike_off(change: Change, actor, asked: ClosingRequest, details: dict) -> None:
    task = change.task
    withdraw_pending(task, _("The task was closed."))
    # Nothing holds up what is done: a blocker left open would never end.
    task.blockers.filter(closed_on=None).update(closed_on=clock.today(), outcome=_("The task was closed."))
    task.blocked_since = None
    task.status = Status.CLOSED
    task.closed_on = clock.today()
    task.percent = 100
    move(task, Flow.CLOSED)
    change.keep(actor, "tasks.closed", **details)
    people = {asked.asked_by_id, *unit_people(task, Role.UNIT_HEAD)}
    tell(people, Notice.Kind.DECIDED, task, _("Closed:"), asked.finding)


def _tell_back(asked: ClosingRequest, task: Task, note: str) -> None:
    people = {asked.asked_by_id, *holders([task.post_id])}
    tell(people, Notice.Kind.RETURNED, task, _("Sent back:"), note)
