"""Ask the worker to run a job now."""

from __future__ import annotations

from celery import current_app
from kombu.exceptions import OperationalError

from audit import log
from departments.models import Person
from supervision.runs.schedule import job_of

BROKER_SECONDS = 2


def ask_for(person: Person, name: str) -> bool:
    """Put the job in the queue and record who asked; False when the broker can't be reached."""
    log.record(actor=person, action="supervision.job_asked", job=name)
    try:
        with current_app.connection_for_write() as broker:
            # One attempt: a person waits for the answer.
            broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
            current_app.send_task(
                job_of(name), kwargs={"asked_by": person.name}, retry=False, connection=broker
            )
    except OperationalError:
        return False
    return True
