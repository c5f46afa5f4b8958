"""The job of the lists."""

from __future__ import annotations

from celery import shared_task

from audit.runs import run
from departments.lists.taking import write_files


@shared_task(name="departments.write_list_files")
def write_list_files(asked_by: str = "") -> None:
    """Write the long lists that wait, and throw old files away."""
    with run("write_list_files", asked_by=asked_by) as result:
        result.update(write_files())
