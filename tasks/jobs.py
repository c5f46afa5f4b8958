"""The jobs of the tasks: each calls one service and may run twice, or late."""

from celery import shared_task

from audit import clock
from audit.runs import run
from tasks.register.services import assess_tasks as assess


@shared_task(name="tasks.assess_tasks")
def assess_tasks(asked_by: str = "") -> None:
    """Light, schedule class and planned percent of every open task for today."""
    with run("assess_tasks", asked_by=asked_by) as result:
        result.update(assess(clock.today()))
