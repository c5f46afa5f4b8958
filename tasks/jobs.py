"""Jobs of this app; each only calls its service and may run twice."""

from celery import shared_task

from tasks.register.services import assess_tasks as assess


@shared_task(name="tasks.assess_tasks")
def assess_tasks() -> dict:
    """Assess every open task as of today."""
    return assess()
