"""Who has read a sensitive task is recorded (GB/T 22239-2019, audit): its page, its API, its files."""

from __future__ import annotations

from audit import log
from departments.models import Person
from tasks.choices import Visibility
from tasks.register.models import Task


def note_reading(actor: Person, task: Task, what: str = "page") -> None:
    """Record that this person has read the task, when it is a sensitive one; not part of the task's own history."""
    if task.visibility == Visibility.SENSITIVE:
        log.record(actor=actor, action="tasks.sensitive_read", task=task.pk, number=task.number, what=what)
