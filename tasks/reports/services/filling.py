"""What many drafts of a plain Report lack, filled in one step: the department suggested first, the text as the standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from departments.models import Department
from tasks.models import ReviewStep, Task
from tasks.reports.models import Report
from tasks.reports.services.steps import drafts_of, lock, passages_of, picture, save_step

Seen = Mapping[int, int] | None


@transaction.atomic
def take_suggestions(*, actor, report_id: int, task_ids: Iterable[int], seen: Seen = None) -> ReviewStep:
    """The department suggested first takes the lead of every draft that has none; the others stay as they are.

    Raises:
        ValidationError: none of the drafts waits for a department that is suggested.
    """
    report = lock(actor, report_id)
    first = {
        task: task.suggested[0]["department"]
        for task in drafts_of(report, task_ids, seen)
        if task.suggested and not task.lead_department_id
    }
    standing = Department.objects.filter(short_name__in=first.values(), dissolved_on=None)
    named = dict(standing.values_list("short_name", "pk"))
    leads = {task: named[name] for task, name in first.items() if name in named}
    if not leads:
        raise ValidationError(
            _("None of the chosen drafts waits for a suggested unit."), code="nothing_to_do"
        )
    return _filled(actor, report, {task: {"lead_department_id": lead} for task, lead in leads.items()})


@transaction.atomic
def take_text_as_standard(*, actor, report_id: int, task_ids: Iterable[int], seen: Seen = None) -> ReviewStep:
    """The promise as the Report words it is the completion standard of every draft that has none.

    Raises:
        ValidationError: all of the drafts have a completion standard.
    """
    report = lock(actor, report_id)
    bare = [task for task in drafts_of(report, task_ids, seen) if not task.standard.strip()]
    if not bare:
        raise ValidationError(_("All of the chosen drafts have a completion standard."), code="nothing_to_do")
    return _filled(actor, report, {task: {"standard": task.text.strip()} for task in bare})


def _filled(actor, report: Report, changes: dict[Task, dict]) -> ReviewStep:
    ids, passages = [task.pk for task in changes], passages_of(list(changes))
    before = picture(ids, passages)
    for task, fields in changes.items():
        for name, value in fields.items():
            setattr(task, name, value)
        task.version += 1
        task.save()
    return save_step(report, "change", actor=actor, before=before, task_ids=ids, passage_ids=passages)
