"""The log of jobs: every run leaves a row with what it did, or why it failed."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from audit import clock
from audit.models import JobRun
from audit.numbering import numbered

State = JobRun.State
logger = logging.getLogger(__name__)
KEPT = timedelta(days=90)
# A run on another machine that has not finished by then has died.
LONGEST = timedelta(hours=2)


@contextmanager
def run(job: str, *, asked_by: str = "") -> Iterator[dict]:
    """Log one run of a job; the block fills the dictionary with counts of what it did.

    A failure is logged and raised again. Of the runs that found nothing to do only the newest is kept.
    """
    bury_dead_runs()
    JobRun.objects.filter(job=job, started_at__lt=clock.real() - KEPT).delete()
    logged = JobRun.objects.create(job=job, started_at=clock.real(), asked_by=asked_by[:80], worker=_me())
    result: dict = {}
    with numbered(f"job-{logged.pk}"):
        try:
            yield result
        except BaseException as error:
            logger.error("%s failed: %s: %s", job, type(error).__name__, error)
            _finish(logged, State.FAILED, result, f"{type(error).__name__}: {error}")
            raise
    _finish(logged, State.DONE, result)
    if not logged.result:
        JobRun.objects.filter(job=job, state=State.DONE, result={}).exclude(pk=logged.pk).delete()


def bury_dead_runs() -> int:
    """Mark runs whose worker was killed as failed, and say how many; a slow one is left alone."""
    dead = [logged.pk for logged in JobRun.objects.filter(state=State.RUNNING) if not _may_live(logged)]
    if not dead:
        return 0
    return JobRun.objects.filter(pk__in=dead, state=State.RUNNING).update(
        state=State.FAILED, finished_at=clock.real(), error="The worker died before the job was finished."
    )


def _finish(logged: JobRun, state: str, result: dict, error: str = "") -> None:
    logged.state, logged.error, logged.finished_at = state, error, clock.real()
    logged.result = {name: count for name, count in result.items() if count}
    logged.save(update_fields=["state", "error", "finished_at", "result"])


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _may_live(logged: JobRun) -> bool:
    machine, _colon, process = logged.worker.rpartition(":")
    if machine != socket.gethostname() or not process.isdecimal():
        return clock.real() - logged.started_at < LONGEST
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
