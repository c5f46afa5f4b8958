"""How a change to a task travels: the row is locked, changed, assessed, written once, and recorded."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Model, QuerySet

from audit import clock, log
from audit.statements import composed
from tasks.choices import Light
from tasks.register.assessing import COMPUTED, assess_task
from tasks.register.models import Task

_FIELDS = [
    field.attname
    for field in Task._meta.concrete_fields
    if field.name not in ("id", "created_at", "updated_at")
]
_SILENT = {*COMPUTED, "version"} - {"light"}  # what the audit trail need not repeat


class Change:
    """One change of one task inside a transaction; `keep` writes it with its audit entry."""

    def __init__(self, task_id: int):
        self.task = locked(task_id)
        self._before = {name: getattr(self.task, name) for name in _FIELDS}

    def keep(self, actor, action: str, **details) -> None:
        """Write what changed in one statement and record it with the field differences (`{"percent": [75, 80]}`)."""
        task = self.task
        task.version += 1
        assess_task(task)
        changed = {name: getattr(task, name) for name in _FIELDS if getattr(task, name) != self._before[name]}
        task.updated_at = clock.now()
        Task.objects.write([task], [*changed, "updated_at"])
        differences = {
            name: [plain(self._before[name]), plain(value)]
            for name, value in changed.items()
            if name not in _SILENT
        }
        entries = [log.entry(actor=actor, action=action, target=task, **{**differences, **details})]
        entries += turned(task, self._before["light"])
        log.record_many(entries)
        self._before |= changed


def locked(task_id: int) -> Task:
    """The task, locked until the transaction ends.

    Raises:
        Task.DoesNotExist: there is none with this number.
    """
    for task in composed(_whole, task_id):
        return task
    raise Task.DoesNotExist


def _whole(task_id: int) -> QuerySet:
    return Task.objects.select_for_update().filter(pk=task_id)


def turned(task: Task, before: str) -> list:
    """The entry that keeps a red period on the timeline 曾滞后: when it began, and when it was caught up."""
    if (before == Light.RED) == (task.light == Light.RED):
        return []
    action = "tasks.turned_red" if task.light == Light.RED else "tasks.caught_up"
    return [
        log.entry(
            actor=None, action=action, target=task, light=[before, task.light], reason=task.light_reason
        )
    ]


def plain(value: object) -> str | int | float | list | dict | bool | None:
    """A value as the audit trail keeps it: text, numbers, lists."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Model):
        return value.pk
    return value if isinstance(value, str | int | float | list | dict | bool | None) else str(value)
