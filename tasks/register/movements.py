"""A task enters or leaves a department's account; the statements 对账单 are sums of these rows."""

from __future__ import annotations

from audit import clock
from tasks.choices import Flow
from tasks.register.models import Movement, Task


def movement(task: Task, flow: Flow, department_id: int | None = None) -> Movement:
    """A movement of today, unsaved, of the lead department unless another is named."""
    return Movement(
        task_id=task.pk,
        jurisdiction_id=task.jurisdiction_id,
        department_id=department_id or task.lead_department_id,
        flow=flow,
        on=clock.today(),
    )


def move(task: Task, flow: Flow) -> None:
    """Write that the task entered or left the account of its lead department today."""
    movement(task, flow).save(force_insert=True)


def transfer(task: Task, *, before: int, after: int) -> None:
    """Out of one department's account and into another's, on the same day."""
    Movement.objects.bulk_create(
        [
            movement(task, Flow.TRANSFERRED_OUT, before),
            movement(task, Flow.TRANSFERRED_IN, after),
        ]
    )
