"""The jobs as the beat table schedules them, with their last runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from celery import current_app
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.models import JobRun
from supervision.runs.results import result_words

WORDS = {
    "assess_tasks": (
        _("Assess lights"),
        _("Light, class and planned percent of every open task for the new day."),
    ),
    "open_week": (_("Open the week"), _("One check for every open task.")),
    "close_week": (_("Close the week"), _("Unanswered checks are missed; figures and agenda are frozen.")),
    "draft_bulletins": (_("Draft the bulletins"), _("Statements, snapshot and draft of the month before.")),
    "send_reminders": (_("Send reminders"), _("The steps of the urging ladder that are due.")),
    "deliver_messages": (_("Deliver messages"), _("The inbox's messages by e-mail.")),
    "write_list_files": (_("Write files of lists"), _("Long lists that somebody asked for as a file.")),
    "seal_audit": (_("Seal the audit trail"), _("New entries join the hash chain.")),
}


@dataclass(frozen=True)
class Job:
    """One line of the page."""

    name: str
    title: str
    what: str
    last: JobRun | None
    next_at: datetime | None
    failed: JobRun | None

    @property
    def did(self) -> str:
        """What the last run did, in words."""
        return result_words(self.last.result) if self.last else ""


def jobs() -> list[Job]:
    """Every job of the beat table; two statements."""
    newest = _newest(JobRun.objects.all())
    failed = _newest(JobRun.objects.filter(state=JobRun.State.FAILED))
    table = current_app.conf.beat_schedule
    return [
        Job(name, *WORDS.get(name, (name, "")), newest.get(name), _next(entry), failed.get(name))
        for name, entry in table.items()
    ]


def job_of(name: str) -> str | None:
    """The Celery name of a job of the table; None for anything else."""
    entry = current_app.conf.beat_schedule.get(name)
    return entry["task"] if entry else None


def _newest(runs) -> dict[str, JobRun]:
    ids = runs.order_by().values("job").annotate(newest=Max("id")).values_list("newest", flat=True)
    return {run.job: run for run in JobRun.objects.filter(pk__in=list(ids))}


def _next(entry: dict) -> datetime | None:
    schedule = entry["schedule"]
    return clock.local(clock.now() + schedule.remaining_estimate(clock.now()))
