"""The job of the outbox."""

from __future__ import annotations

from celery import shared_task

from audit import clock
from audit.runs import run
from notifications.delivery import deliver


@shared_task(name="notifications.deliver_messages")
def deliver_messages(asked_by: str = "") -> None:
    """Carry the messages that are due out of the house."""
    with run("deliver_messages", asked_by=asked_by) as result:
        result.update(deliver(clock.now()))
