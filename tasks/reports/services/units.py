"""Say which department a name of the text means, where the machine was not sure."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from departments.models import Department
from tasks.choices import Part
from tasks.models import Party, ReviewStep
from tasks.reports.services.steps import drafts_of, lock, passages_of, picture, save_step


@transaction.atomic
def name_unit(*, actor, report_id: int, written: str, department_id: int, task_ids: list[int]) -> ReviewStep:
    """This written name means that department, on these drafts: lead or support as the text says.

    Raises:
        ValidationError: none of the drafts waits for that name, or there is no such department.
    """
    report = lock(actor, report_id)
    tasks = drafts_of(report, task_ids)
    department = Department.objects.filter(pk=department_id).first()
    waiting = [task for task in tasks if any(unit["name"] == written for unit in task.unmatched)]
    if department is None or not waiting:
        raise ValidationError(
            _("No draft waits for “%(name)s” any more.") % {"name": written}, code="changed_meanwhile"
        )
    ids, passages = [task.pk for task in waiting], passages_of(waiting)
    before = picture(ids, passages)
    for task in waiting:
        _place(task, written, department)
    return save_step(report, "unit", actor=actor, before=before, task_ids=ids, passage_ids=passages)


def _place(task, written: str, department: Department) -> None:
    parts = [unit["part"] for unit in task.unmatched if unit["name"] == written]
    task.unmatched = [unit for unit in task.unmatched if unit["name"] != written]
    task.matched = [
        *task.matched,
        {"name": written, "department": department.pk, "how": "reviewer"},
    ]
    task.version += 1
    if "lead" in parts and task.lead_department_id is None:
        task.lead_department = department
    elif department.pk != task.lead_department_id:
        part = Part.CO_LEAD if "lead" in parts else Part.SUPPORT
        Party.objects.get_or_create(task=task, department=department, defaults={"part": part})
    task.save()
