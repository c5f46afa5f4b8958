"""Take the answers: one by one with news, or many at once without change."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from audit import clock, log
from supervision.models import WeeklyCheck
from supervision.weekly import rules
from tasks.choices import SelfLight, Status
from tasks.models import ProgressReport, Task
from tasks.progress.services import report_within
from tasks.register.assessing import assess_tasks
from tasks.register.composed import composed

State = WeeklyCheck.State


@transaction.atomic
def answer_check(
    *,
    actor,
    check_id: int,
    percent: int,
    self_light: str,
    done: str,
    problem: str = "",
    next_step: str = "",
    readings: dict | None = None,
    submission: UUID | None = None,
    seen: int | None = None,
) -> WeeklyCheck:
    """Answer the week's question with a progress report; gives the check.

    After the round has closed the report is kept as any report, and a missed check stays missed. `submission` and
    `seen` as in `report_within`.
    """
    check = _locked(check_id)
    if check.task_status == Status.ISSUED:
        raise ValidationError(_("Sign the task first; signing answers the check."), code="wrong_state")
    report = report_within(
        actor=actor,
        task_id=check.task_id,
        percent=percent,
        self_light=self_light,
        done=done,
        problem=problem,
        next_step=next_step,
        readings=readings,
        submission=submission,
        seen=seen,
    )
    if not check.closed_at:
        check.state, check.report, check.skipped_because = State.ANSWERED, report, ""
        check.answered_at, check.answered_by = report.reported_at, actor
        check.save(update_fields=["state", "report", "skipped_because", "answered_at", "answered_by"])
    return check


@transaction.atomic
def confirm_unchanged(*, actor, check_ids: Iterable[int]) -> dict:
    """Confirm "no change" for many checks at once; red tasks and the like are refused one by one.

    Gives `{"confirmed": [check ids], "refused": [{"check", "task", "code", "reason"}]}`.
    """
    chosen = (
        WeeklyCheck.objects.select_for_update(of=("self", "task"))
        .filter(pk__in=set(check_ids))
        .order_by("pk")
    )
    related = chosen.visible_to(actor).select_related("round", "task__latest_report")
    confirmed, refused = [], []
    for check in related.prefetch_related("task__parties"):
        why = rules.why_not_unchanged(actor, check)
        if why:
            refused.append({"check": check.pk, "task": check.task_id, "code": why[0], "reason": why[1]})
        else:
            confirmed.append(check)
    if confirmed:
        _confirm(actor, confirmed)
    return {"confirmed": [check.pk for check in confirmed], "refused": refused}


def _locked(check_id: int) -> WeeklyCheck:
    """The check, with the state and number of its task, and when its round was closed."""
    for check in composed(_check, check_id):
        return check
    raise WeeklyCheck.DoesNotExist


def _check(check_id: int) -> QuerySet:
    # The report reads and locks the whole task; here these are enough.
    checks = WeeklyCheck.objects.filter(pk=check_id).select_for_update(of=("self",))
    task = {"task_status": F("task__status"), "task_number": F("task__number")}
    return checks.annotate(**task, closed_at=F("round__closed_at"))


def _confirm(actor, checks: list[WeeklyCheck]) -> None:
    """The last report stands: a copy of it for each task, by a fixed number of statements."""
    now = clock.now()
    reports = ProgressReport.objects.bulk_create([_repeated(actor, check, now) for check in checks])
    for check, report in zip(checks, reports, strict=True):
        check.state, check.report = State.CONFIRMED, report
        check.answered_at, check.answered_by = now, actor
    WeeklyCheck.objects.bulk_update(checks, ["state", "report", "answered_at", "answered_by"], batch_size=500)
    tasks = [Task(pk=report.task_id, latest_report=report) for report in reports]
    Task.objects.bulk_update(tasks, ["latest_report"], batch_size=500)
    rows = Task.objects.filter(pk__in=[task.pk for task in tasks])
    rows.update(missed_reports=0, version=F("version") + 1, updated_at=now)
    assess_tasks(clock.today(), rows)
    log.record_many(
        log.entry(actor=actor, action="supervision.confirmed_unchanged", target=check.task, check=check.pk)
        for check in checks
    )


def _repeated(actor, check: WeeklyCheck, now) -> ProgressReport:
    task, last = check.task, check.task.latest_report
    return ProgressReport(
        task=task,
        percent=task.percent,
        self_light=task.self_light or SelfLight.GREEN,
        done=last.done,
        problem=last.problem,
        next_step=last.next_step,
        no_change=True,
        reporter=actor,
        post_id=task.post_id
        if task.post_id in actor.acting.post_ids
        else (actor.acting.post_ids or [None])[0],
        department_id=task.lead_department_id or last.department_id,
        reported_at=now,
        reported_on=clock.today(),
    )
