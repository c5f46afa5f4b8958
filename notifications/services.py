"""What a person does with the inbox, and how they want to be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from audit import clock, log
from notifications.models import AddressChange, MailChoice, Mute, Notice


def mark_read(*, actor, notice_ids: Iterable[int]) -> int:
    """Mark some of one's own messages as read, and say how many were new."""
    return Notice.objects.of(actor).filter(pk__in=list(notice_ids)).unread().update(read_at=clock.now())


def mark_all_read(*, actor) -> int:
    """Mark everything in one's inbox as read."""
    return Notice.objects.of(actor).unread().update(read_at=clock.now())


def mark_done(*, actor, **which) -> tuple[int, datetime]:
    """Put one's own messages aside as done (`notice_ids`, or a condition such as `task_id`); done is also read.

    Says how many, and the moment by which `take_back` finds them again.
    """
    now = clock.now()
    if "notice_ids" in which:
        which["pk__in"] = list(which.pop("notice_ids"))
    waiting = Notice.objects.of(actor).filter(done_at=None, **which)
    return waiting.update(done_at=now, read_at=Coalesce(F("read_at"), now)), now


def mark_seen_done(*, actor) -> tuple[int, datetime]:
    """Put everything aside that has been looked at; says how many and when, as `mark_done`."""
    return mark_done(actor=actor, read_at__isnull=False, muted=False)


def take_back(*, actor, done_at: datetime | None = None, notice_ids: Iterable[int] = ()) -> int:
    """Put messages back into the inbox: those set aside at one moment, or these."""
    done = Notice.objects.of(actor).filter(done_at__isnull=False)
    chosen = done.filter(done_at=done_at) if done_at else done.filter(pk__in=list(notice_ids))
    return chosen.update(done_at=None)


@transaction.atomic
def mute_task(*, actor, task_id: int, reason: str) -> Mute:
    """Hear no more of a task of which one was told; its messages are kept, urging from slip L1 on goes on.

    Raises:
        ValidationError: `reason_missing`; `not_told` of a task about which nothing stands in the inbox.
    """
    told = Notice.objects.of(actor).filter(task_id=task_id)
    newest = told.first()
    if newest is None:
        raise ValidationError(_("You have had no message about this task."), code="not_told")
    if not reason.strip():
        raise ValidationError(_("Say in a sentence why."), code="reason_missing")
    mute, made = Mute.objects.get_or_create(
        person=actor,
        task_id=task_id,
        ended_at=None,
        defaults={
            "task_name": newest.task_name,
            "reason": reason.strip()[:300],
            "muted_at": clock.now(),
        },
    )
    if made:
        told.filter(done_at=None, instant=False).update(muted=True)
        log.record(
            actor=actor, action="notifications.task_muted", target=mute, task=task_id, reason=mute.reason
        )
    return mute


@transaction.atomic
def unmute_task(*, actor, task_id: int) -> None:
    """Hear of the task again; what is not done comes back into the inbox."""
    mute = Mute.objects.of(actor).select_for_update().get(task_id=task_id)
    mute.ended_at = clock.now()
    mute.save(update_fields=["ended_at"])
    Notice.objects.of(actor).filter(task_id=task_id, done_at=None).update(muted=False)
    log.record(actor=actor, action="notifications.task_unmuted", target=mute, task=task_id)


def choose_mail(*, actor, digest: str, hour: int | None) -> None:
    """How and when one is told by mail; urgings leave at once whatever one chooses."""
    MailChoice.objects.update_or_create(person=actor, defaults={"digest": digest, "hour": hour})


def ask_address(*, actor, address: str) -> None:
    """Ask for another mail address: the sweep sends a link there, and only who follows it has the address."""
    AddressChange.objects.update_or_create(
        person=actor,
        defaults={"address": address, "asked_at": clock.now(), "sent_at": None, "error": ""},
    )
