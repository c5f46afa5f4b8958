"""What a unit says of its task: progress, evidence, blockers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.statements import insert
from departments.choices import Role
from departments.models import Person
from departments.permissions import scopes
from notifications.models import Notice
from tasks import rules
from tasks.choices import SelfLight
from tasks.progress.models import Blocker, Evidence, ProgressReport, Reading
from tasks.progress.uploads import inspect
from tasks.register.changing import Change, plain
from tasks.register.models import Indicator, Task
from tasks.register.signing import needed
from tasks.register.telling import supervisors, tell, unit_people

TWICE_WITHIN = timedelta(minutes=1)


def report_within(
    *,
    actor,
    task_id: int,
    percent: int,
    self_light: str,
    done: str,
    problem: str = "",
    next_step: str = "",
    readings: dict[int, object] | None = None,
    no_change: bool = False,
    submission: UUID | None = None,
    seen: int | None = None,
) -> ProgressReport:
    """The post's holder or the unit's liaison reports progress; `readings` are values by indicator id.

    A percent may fall only with a problem stated; 100 % does not close a task. The caller holds the transaction.
    What was sent before under the same `submission` is given back; `seen` is the report the writer had before their
    eyes (0 for none).

    Raises:
        ValidationError: `percent_range`, `percent_fell`, `required`, `invalid`, `wrong_state`; `changed_meanwhile`
            with the newer report in its params when somebody reported since `seen`.
    """
    change = Change(task_id)
    task = change.task
    if submission and (sent := _sent_before(actor, task, submission)):
        return sent
    rules.ensure("report_progress", actor, task)
    _refuse_unseen(task, seen)
    _check(task, percent, self_light, done, problem)
    if not readings:
        _refuse_twice(actor, task, (percent, self_light, done, problem, next_step))
    words = {"done": done, "problem": problem, "next_step": next_step}
    report = _write(
        actor,
        task,
        percent=percent,
        self_light=self_light,
        no_change=no_change,
        submission=submission,
        **words,
    )
    measured = _read(report, readings or {})
    task.percent, task.self_light, task.missed_reports, task.latest_report = percent, self_light, 0, report
    details = {"report": report.pk, "no_change": no_change}
    change.keep(actor, "tasks.progress_reported", **details, **({"readings": measured} if measured else {}))
    if problem:
        _warn_head(actor, task, report)
    return report


report_progress = transaction.atomic(report_within)


@transaction.atomic
def add_evidence(
    *,
    actor: Person,
    task_id: int,
    upload: File,
    report_id: int | None = None,
    milestone_id: int | None = None,
) -> Evidence:
    """Keep a file that shows it is so; a file used before points to its first use.

    Raises:
        ValidationError: `file_too_large`, `file_empty`, `file_type`.
    """
    change = Change(task_id)
    task = change.task
    rules.ensure("add_evidence", actor, task)
    checked = inspect(upload)
    report = task.progress_reports.get(pk=report_id) if report_id else None
    milestone = task.milestones.get(pk=milestone_id) if milestone_id else None
    first_use = Evidence.objects.filter(sha256=checked.sha256).order_by("id").first()
    # On disk a file has a name of our own; the cleaned one is shown and used for downloads.
    upload.name = f"{uuid4().hex}.{checked.extension}"
    evidence = Evidence.objects.create(
        task=task,
        report=report,
        milestone=milestone,
        file=upload,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        first_use=first_use,
        uploaded_by=actor,
        uploaded_at=clock.now(),
    )
    change.keep(
        actor,
        "tasks.evidence_added",
        name=checked.name,
        sha256=checked.sha256,
        first_use=first_use.pk if first_use else None,
    )
    return evidence


@transaction.atomic
def open_blocker(
    *, actor, task_id: int, text: str, waiting_for_id: int | None = None, waiting_for_text: str = ""
) -> Blocker:
    """The unit says what must be done by somebody else first, and by whom; from today that time is not its own."""
    change = Change(task_id)
    task = change.task
    rules.ensure("open_blocker", actor, task)
    needed(text, _("Say what blocks the task."))
    if not waiting_for_id:
        needed(waiting_for_text, _("Name who must act."))
    if task.blockers.filter(closed_on=None, text=text).exists():
        raise ValidationError(_("This blocker is open already."), code="already_there")
    blocker = Blocker.objects.create(
        task=task,
        text=text,
        waiting_for_id=waiting_for_id,
        waiting_for_text=waiting_for_text[:120],
        opened_by=actor,
        opened_on=clock.today(),
    )
    task.blocked_since = task.blocked_since or clock.today()
    change.keep(actor, "tasks.blocked", text=text, waiting_for=waiting_for_id or waiting_for_text)
    tell(supervisors(task), Notice.Kind.REVIEW, task, _("Blocked:"), text, about="blocked")
    return blocker


@transaction.atomic
def close_blocker(*, actor, blocker_id: int, outcome: str) -> Blocker:
    """The unit says how a blocker was resolved."""
    blocker = Blocker.objects.only("task_id").get(pk=blocker_id)
    change = Change(blocker.task_id)
    task = change.task
    rules.ensure("close_blocker", actor, task)
    blocker = Blocker.objects.select_for_update().get(pk=blocker_id)
    if blocker.closed_on:
        raise ValidationError(_("This blocker is closed already."), code="already_decided")
    needed(outcome, _("Say how it was resolved."))
    blocker.closed_on, blocker.outcome = clock.today(), outcome
    blocker.save(update_fields=["closed_on", "outcome"])
    task.blocked_since = min(
        task.blockers.filter(closed_on=None).values_list("opened_on", flat=True), default=None
    )
    change.keep(actor, "tasks.unblocked", outcome=outcome)
    return blocker


def _refuse_twice(actor, task: Task, said: tuple) -> None:
    """The same words of the same person within a minute are one press of the button too many."""
    # The task was written with its last report; mostly that is long ago, and nothing more need be read.
    last = task.latest_report if clock.now() - task.updated_at < TWICE_WITHIN else None
    if last is None or last.reporter_id != actor.pk or clock.now() - last.reported_at > TWICE_WITHIN:
        return
    if (last.percent, last.self_light, last.done, last.problem, last.next_step) == said:
        raise ValidationError(_("This report has arrived already."), code="already_there")


def _sent_before(actor, task: Task, submission: UUID) -> ProgressReport | None:
    sent = ProgressReport.objects.filter(submission=submission).first()
    if sent and (sent.reporter_id, sent.task_id) != (actor.pk, task.pk):
        raise ValidationError(_("This report has arrived already."), code="already_there")
    return sent


def _refuse_unseen(task: Task, seen: int | None) -> None:
    """Nobody overwrites silently what somebody else reported meanwhile."""
    if seen is None or seen == (task.latest_report_id or 0):
        return
    raise ValidationError(
        _("%(name)s has reported on this task meanwhile. Compare, then send yours again."),
        code="changed_meanwhile",
        params={"name": task.latest_report.reporter.name, "theirs": task.latest_report},
    )


def _check(task: Task, percent: int, self_light: str, done: str, problem: str) -> None:
    if not isinstance(percent, int) or not 0 <= percent <= 100:
        raise ValidationError(_("Progress is a whole number from 0 to 100."), code="percent_range")
    if self_light not in SelfLight.values:
        raise ValidationError(_("Choose green, amber or red."), code="invalid")
    needed(done, _("Say what was done."))
    if percent < task.percent and not problem.strip():
        raise ValidationError(
            _("Progress falls from %(before)s %% to %(now)s %%: state the problem.")
            % {"before": task.percent, "now": percent},
            code="percent_fell",
        )


def _write(actor, task: Task, **said) -> ProgressReport:
    post_id, department_id = _speaks_for(actor, task)
    report = ProgressReport(
        task_id=task.pk,
        **said,
        reporter=actor,
        post_id=post_id,
        department_id=department_id,
        reported_at=clock.now(),
        reported_on=clock.today(),
    )
    insert([report])
    return report


def _speaks_for(actor, task: Task) -> tuple[int | None, int]:
    """The post by which the actor reports: the task's own, else the one that reaches it."""
    grants = [grant for _scope, grant in scopes(actor.acting, "report_progress")]
    own = [grant for grant in grants if grant.post_id == task.post_id]
    home = [grant for grant in grants if grant.department_id == task.lead_department_id]
    grant = (own or home or grants)[0]
    return grant.post_id, grant.department_id


def _read(report: ProgressReport, readings: dict) -> dict[str, str]:
    if not readings:
        return {}
    indicators = Indicator.objects.filter(task_id=report.task_id).in_bulk([int(key) for key in readings])
    rows = []
    for key, value in readings.items():
        if int(key) not in indicators:
            raise ValidationError(_("This indicator is not one of the task's."), code="invalid")
        indicator = indicators[int(key)]
        indicator.latest = _number(value, indicator)
        rows.append(Reading(report=report, indicator=indicator, value=indicator.latest))
    Reading.objects.bulk_create(rows)
    Indicator.objects.bulk_update(indicators.values(), ["latest"])
    return {row.indicator.name: plain(row.value) for row in rows}


def _number(value, indicator: Indicator) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        sentence = _("The value of “%(name)s” must be a number.") % {"name": indicator.name}
        raise ValidationError(sentence, code="invalid") from error
    return Reading._meta.get_field("value").clean(number, None)


def _warn_head(actor, task: Task, report: ProgressReport) -> None:
    """A stated problem reaches the unit head early."""
    heads = [head for head in unit_people(task, Role.UNIT_HEAD) if head != actor.pk]
    tell(heads, Notice.Kind.REVIEW, task, _("Problem reported:"), report.problem, about="problem")
