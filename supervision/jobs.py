"""The jobs of supervision: each looks for everything that is due and may run twice, late, or on two machines."""

from __future__ import annotations

from celery import shared_task

from audit import clock
from audit.runs import run
from supervision.monthly import services as monthly
from supervision.urging import services as urging
from supervision.weekly import services as weekly
from supervision.weekly.rules import last_closing_day


@shared_task(name="supervision.open_week")
def open_week(asked_by: str = "") -> None:
    """Open the weekly rounds that are due."""
    with run("open_week", asked_by=asked_by) as result:
        done = weekly.open_week(clock.today())
        result.update(rounds=len(done["rounds"]), checks=done["checks"] + done["added"])


@shared_task(name="supervision.close_week")
def close_week(asked_by: str = "") -> None:
    """Close the weekly rounds whose last working day is over."""
    with run("close_week", asked_by=asked_by) as result:
        done = weekly.close_week(last_closing_day(clock.now()))
        result.update(rounds=len(done["rounds"]), missed=done["missed"])


@shared_task(name="supervision.draft_bulletins")
def draft_bulletins(asked_by: str = "") -> None:
    """Draft the monthly bulletins that are due."""
    with run("draft_bulletins", asked_by=asked_by) as result:
        result.update(bulletins=len(monthly.draft_bulletins(clock.today())["bulletins"]))


@shared_task(name="supervision.send_reminders")
def send_reminders(asked_by: str = "") -> None:
    """Send the steps of the urging ladder that are due."""
    with run("send_reminders", asked_by=asked_by) as result:
        done = urging.send_reminders(clock.today())
        result.update(steps=done["total"], messages=done["messages"])
