"""Take the answers: one by one with news, or many at once without change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from audit import clock, log
from audit.statements import composed, composed_of_many, insert, write
from departments.permissions import Reach, reaches
from supervision.models import WeeklyCheck
from supervision.weekly import rules
from tasks.choices import SelfLight, Status
from tasks.models import Party, ProgressReport, Task
from tasks.progress.services import report_within
from tasks.register.assessing import COMPUTED, assess_task, city_ruler, milestones_of
from tasks.register.changing import turned

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
        write([check], ["state", "report", "skipped_because", "answered_at", "answered_by"])
    return check


@transaction.atomic
def confirm_unchanged(*, actor, check_ids: Iterable[int]) -> dict:
    """Confirm "no change" for many checks at once; red tasks and the like are refused one by one.

    Gives `{"confirmed": [check ids], "refused": [{"check", "task", "code", "reason"}]}`.
    """
    confirmed, refused = [], []
    for check, reach in _chosen(check_ids):
        # What one may not know about is passed over in silence: the same answer as `visible_to` gives.
        if not reaches(actor.acting, "read_task", reach):
            continue
        if why := rules.why_not_unchanged(actor, check, reach):
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
    task = {"task_status": F("task__status"), "task_number": F("task__number")}
    return _checks([check_id]).annotate(**task)


def _chosen(check_ids: Iterable[int]) -> list[tuple[WeeklyCheck, Reach]]:
    """The checks with their tasks and last reports, all locked, and how far each task reaches; four statements."""
    checks = composed_of_many(_checks, sorted(set(check_ids)))
    tasks = composed_of_many(_tasks, sorted({check.task_id for check in checks}))
    last = composed_of_many(_reports, [task.latest_report_id for task in tasks if task.latest_report_id])
    parties, reports = defaultdict(list), {report.pk: report for report in last}
    for party in composed_of_many(_parties, [task.pk for task in tasks]):
        parties[party.task_id].append((party.department_id, party.part))
    by_number = {task.pk: task for task in tasks}
    for task in tasks:
        task.latest_report = reports.get(task.latest_report_id)
    for check in checks:
        check.task = by_number[check.task_id]
    return [(check, check.task.reach(parties[check.task_id])) for check in checks]


def _checks(check_ids: list[int]) -> QuerySet:
    checks = WeeklyCheck.objects.filter(pk__in=check_ids).select_for_update(of=("self",))
    return checks.annotate(closed_at=F("round__closed_at")).order_by("pk")


def _tasks(task_ids: list[int]) -> QuerySet:
    return Task.objects.filter(pk__in=task_ids).select_for_update().order_by("pk")


def _reports(report_ids: list[int]) -> QuerySet:
    return ProgressReport.objects.filter(pk__in=report_ids).order_by()


def _parties(task_ids: list[int]) -> QuerySet:
    return Party.objects.filter(task_id__in=task_ids).only("task_id", "department_id", "part").order_by()


def _confirm(actor, checks: list[WeeklyCheck]) -> None:
    """The last report stands: a copy of it for each task, by a fixed number of statements."""
    now, ruler, tasks = clock.now(), city_ruler(), [check.task for check in checks]
    steps = milestones_of([task.pk for task in tasks])
    reports = [_repeated(actor, check, now) for check in checks]
    insert(reports)
    entries = []
    for check, task, report in zip(checks, tasks, reports, strict=True):
        check.state, check.report, check.answered_at, check.answered_by = State.CONFIRMED, report, now, actor
        before = task.light
        task.latest_report, task.missed_reports = report, 0
        task.version, task.updated_at = task.version + 1, now
        assess_task(task, ruler, steps[task.pk])
        entries += turned(task, before)
    entries += [
        log.entry(actor=actor, action="supervision.confirmed_unchanged", target=check.task, check=check.pk)
        for check in checks
    ]
    write(checks, ["state", "report", "answered_at", "answered_by"])
    Task.objects.write(tasks, ["latest_report", "missed_reports", "version", "updated_at", *COMPUTED])
    log.record_many(entries)


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
