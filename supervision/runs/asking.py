"""Ask the worker to run a job now."""

from __future__ import annotations

from celery import current_app
from kombu.exceptions import OperationalError

from audit import log
from departments.models import Person
from supervision.runs.schedule import job_of


def ask_for(person: Person, name: str) -> bool:
    """Put the job in the queue and record who asked; False when the broker can't be reached."""
    log.record(actor=person, action="supervision.job_asked", job=job_of(name))
    try:
        current_app.send_task(job_of(name), kwargs={"asked_by": person.name}, retry=False)
    except OperationalError:
        return False
    return True
