"""Urging: the ladder by the clock, by hand, and the replies."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.calendar import city_calendar
from departments.choices import Role
from departments.parameters import city_parameters
from departments.permissions import may
from departments.verdicts import require
from notifications import outbox
from supervision.models import Urging
from supervision.urging import ladder
from supervision.urging.sending import send_reminders
from tasks.models import Task
from tasks.progress.services import TWICE_WITHIN
from tasks.register.telling import holders, unit_people

__all__ = ["reply_to_urging", "send_reminders", "settle_proposal", "urge"]


@transaction.atomic
def urge(*, actor, task_id: int, text: str) -> Urging:
    """Urge the unit by hand; handler and unit head are told at once. Gives the Urging."""
    task = Task.objects.select_for_update().get(pk=task_id)
    require(may(actor, "urge", task.reach()))
    if not task.is_open:
        raise ValidationError(_("Only an open task can be urged."), code="wrong_state")
    if not text.strip():
        raise ValidationError(_("Say what you urge the unit to do."), code="text_missing")
    today = clock.today()
    due_on = task.next_due_on or task.due_on or today
    before = Urging.objects.filter(task=task, level=Urging.Level.BY_HAND, due_on=due_on)
    if before.filter(sent_by=actor, text=text.strip(), sent_at__gt=clock.now() - TWICE_WITHIN).exists():
        raise ValidationError(_("This urging has been sent already."), code="already_there")
    made = Urging.objects.create(
        task=task,
        level=Urging.Level.BY_HAND,
        due_on=due_on,
        ordinal=before.count() + 1,
        text=text.strip(),
        sent_at=clock.now(),
        sent_on=today,
        sent_by=actor,
        reply_by_on=city_calendar().add(today, city_parameters().urging_reply_wd),
    )
    log.record(actor=actor, action="supervision.urged", target=task, urging=made.pk, text=made.text)
    outbox.queue(
        people={*holders([task.post_id]), *unit_people(task, Role.LIAISON, Role.UNIT_HEAD)},
        kind="urging",
        key=f"urging:{made.pk}",
        instant=True,
        title=_("Urged: %(task)s") % {"task": task.name_for_mail},
        text=made.text,
        url=f"/tasks/{task.pk}/",
        task_id=task.pk,
        task_name=task.name_for_mail,
    )
    return made


@transaction.atomic
def settle_proposal(*, actor, urging_id: int, urge_again: bool, text: str) -> Urging:
    """The last step of the ladder is a person's: urge the unit once more, or set the proposal aside with a reason.

    Raises:
        ValidationError: `already_decided` when somebody was faster, `text_missing`.
    """
    task = Task.objects.select_for_update().get(urgings=urging_id)
    found = Urging.objects.select_for_update().get(pk=urging_id)
    require(may(actor, "urge", task.reach()))
    if found.level != Urging.Level.PROPOSAL or found.replied_at:
        raise ValidationError(_("This proposal was decided already."), code="already_decided")
    if not text.strip():
        raise ValidationError(_("Say what the unit should do, or why nothing is done."), code="text_missing")
    if urge_again:
        urge(actor=actor, task_id=task.pk, text=text)
    found.reply, found.replied_at, found.replied_by = text.strip(), clock.now(), actor
    found.save(update_fields=["reply", "replied_at", "replied_by"])
    if not urge_again:
        log.record(
            actor=actor,
            action="supervision.proposal_set_aside",
            target=task,
            urging=found.pk,
            reason=found.reply,
        )
    return found


@transaction.atomic
def reply_to_urging(*, actor, urging_id: int, reply: str) -> Urging:
    """Reply to an urging; a reply stops the ladder for this date. Gives the Urging."""
    found = Urging.objects.select_for_update(of=("self",)).select_related("task").get(pk=urging_id)
    require(may(actor, "reply_urging", found.task.reach()))
    if found.level not in ladder.WANT_REPLY:
        raise ValidationError(_("This message asks for no reply."), code="wrong_state")
    if found.replied_at:
        raise ValidationError(_("This urging has been replied to already."), code="already_decided")
    if not reply.strip():
        raise ValidationError(_("Write what will be done and by when."), code="text_missing")
    found.reply, found.replied_at, found.replied_by = reply.strip(), clock.now(), actor
    found.opened_at = found.opened_at or found.replied_at
    found.save(update_fields=["reply", "replied_at", "replied_by", "opened_at"])
    log.record(
        actor=actor, action="supervision.replied", target=found.task, urging=found.pk, reply=found.reply
    )
    if found.sent_by_id:
        outbox.queue(
            people=[found.sent_by_id],
            kind="urging",
            key=f"reply:{found.pk}",
            title=_("Reply: %(task)s") % {"task": found.task.name_for_mail},
            text=found.reply,
            url=f"/tasks/{found.task_id}/",
            task_id=found.task_id,
            task_name=found.task.name_for_mail,
        )
    return found
