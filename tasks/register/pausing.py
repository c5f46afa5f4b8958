"""Leaving the run for a while or for good: suspend, resume, terminate, carry over."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.calendar import city_calendar
from departments.choices import Role
from notifications.models import Notice
from tasks import rules
from tasks.choices import DateOrigin, Flow, Status
from tasks.decisions.models import PENDING, Decision, ExtensionRequest
from tasks.decisions.proposals import fulfil
from tasks.register.changing import Change
from tasks.register.models import Milestone, Party, Task
from tasks.register.movements import move
from tasks.register.signing import needed
from tasks.register.telling import holders, tell, unit_people


@transaction.atomic
def suspend_task(*, actor, task_id: int, reason: str, until: date) -> Task:
    """The chief suspends a task 暂缓 until a day; its clocks stop and it is shown grey."""
    change = Change(task_id)
    task = change.task
    rules.ensure("suspend", actor, task)
    needed(reason, _("Say why the task is suspended."))
    if until <= clock.today():
        raise ValidationError(_("A task is suspended until a day to come."), code="date_past")
    withdraw_pending(task, _("The task was suspended."))
    task.status = Status.SUSPENDED
    task.suspended_on = clock.today()
    task.suspended_until = until
    change.keep(actor, "tasks.suspended", reason=reason)
    fulfil(actor=actor, verb="suspend", tasks=[task])
    _tell_unit(task, _("Suspended:"), reason)
    return task


@transaction.atomic
def resume_task(*, actor, task_id: int, reason: str = "") -> Task:
    """The chief lets a task run again 恢复; open dates move by the working days it stood still."""
    change = Change(task_id)
    task = change.task
    rules.ensure("resume", actor, task)
    calendar = city_calendar()
    since = task.suspended_on or clock.today()
    days = calendar.between(since, clock.today())
    if days:
        task.due_on = calendar.add(task.due_on, days)
        for milestone in task.milestones.filter(done_on=None, waived_because="", due_on__gte=since):
            milestone.due_on = calendar.add(milestone.due_on, days)
            milestone.save(update_fields=["due_on"])
    task.status = Status.ACTIVE
    task.suspended_on = task.suspended_until = None
    change.keep(actor, "tasks.resumed", reason=reason, working_days_stopped=days)
    fulfil(actor=actor, verb="resume", tasks=[task])
    _tell_unit(task, _("Resumed:"), reason)
    return task


@transaction.atomic
def terminate_task(*, actor, task_id: int, reason: str, document_no: str = "") -> Task:
    """The chief ends a task 终止 with the reason; it stays on the list."""
    change = Change(task_id)
    rules.ensure("terminate", actor, change.task)
    needed(reason, _("Say why the task is terminated."))
    ended = _end(change, actor, "tasks.terminated", reason=reason, document_no=document_no)
    fulfil(actor=actor, verb="terminate", tasks=[ended])
    return ended


@transaction.atomic
def carry_over_task(*, actor, task_id: int, reason: str) -> Task:
    """The chief carries a task over 结转: the old one ends, next year's draft is linked to it and given back."""
    change = Change(task_id)
    old = change.task
    rules.ensure("carry_over", actor, old)
    needed(reason, _("Say why the task is carried over."))
    new = _next_year(old)
    _end(change, actor, "tasks.carried_over", reason=reason, carried_to=new.pk)
    fulfil(actor=actor, verb="carry_over", tasks=[old])
    log.record(actor=actor, action="tasks.drafted", target=new, carried_from=old.pk, reason=reason)
    return new


def withdraw_pending(task: Task, note: str) -> None:
    """An extension that still waits is moot once its task leaves the run."""
    ExtensionRequest.objects.filter(task=task, state__in=PENDING).update(
        state=Decision.WITHDRAWN, decided_at=clock.now(), decision_note=note
    )


def _end(change: Change, actor, action: str, **details) -> Task:
    task = change.task
    withdraw_pending(task, _("The task was ended."))
    move(task, Flow.TERMINATED)
    task.status = Status.TERMINATED
    task.suspended_on = task.suspended_until = None
    change.keep(actor, action, **details)
    _tell_unit(task, _("Ended:"), details["reason"])
    return task


# What next year's draft takes over from the task it continues; the parent and the source are this year's.
_TAKEN_OVER = [
    "jurisdiction_id",
    "title",
    "text",
    "standard",
    "kind",
    "area",
    "path",
    "leader_id",
    "lead_department_id",
    "lead_rule",
    "others",
    "post_id",
    "weight",
    "priority",
    "major",
    "visibility",
    "evidence_required",
    "percent",
    "report_id",
]


def _next_year(old: Task) -> Task:
    new = Task(**{name: getattr(old, name) for name in _TAKEN_OVER})
    new.year = old.year + 1
    new.number = ""
    new.carried_from = old
    new.starts_on = date(new.year, 1, 1)
    new.due_on = date(new.year, 12, 31)
    new.due_origin = DateOrigin.DEFAULT
    new.light_reason = new.status
    new.save(force_insert=True)
    new.passages.set(old.passages.all())
    Party.objects.bulk_create(
        Party(task=new, department_id=p.department_id, part=p.part, position=p.position)
        for p in old.parties.all()
    )
    open_steps = old.milestones.filter(done_on=None, waived_because="")
    Milestone.objects.bulk_create(
        Milestone(task=new, title=m.title, stage=m.stage, due_on=max(m.due_on, new.starts_on))
        for m in open_steps
    )
    _carry_indicators(old, new)
    return new


def _carry_indicators(old: Task, new: Task) -> None:
    for indicator in old.indicators.all():
        indicator.baseline = indicator.latest if indicator.latest is not None else indicator.baseline
        indicator.pk, indicator.task_id, indicator.latest = None, new.pk, None
        indicator.save(force_insert=True)


def _tell_unit(task: Task, title: str, text: str) -> None:
    people = {*unit_people(task, Role.LIAISON, Role.UNIT_HEAD), *holders([task.post_id])}
    tell(people, Notice.Kind.DECIDED, task, title, text, about=task.status)
