"""The audit trail's job."""

from __future__ import annotations

from celery import shared_task

from audit import services
from audit.runs import run


@shared_task(name="audit.seal_audit")
def seal_audit(asked_by: str = "") -> None:
    """Seal what was committed since the last sweep."""
    with run("seal_audit", asked_by=asked_by) as result:
        result["sealed"] = services.seal_all()
