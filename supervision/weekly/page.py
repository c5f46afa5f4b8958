"""My week: what a person has to do this week, gathered from everything that waits for their posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from departments.calendar import city_calendar
from departments.parameters import city_parameters
from departments.workdays import WorkCalendar
from supervision.models import Urging, WeeklyCheck
from supervision.weekly.forms import AnswerForm
from supervision.weekly.rules import why_not_unchanged
from tasks.choices import Light, SelfLight, Status
from tasks.models import ClosingRequest, Decision, ExtensionRequest, Task

# So many of a kind are shown at once; the rest is one link away.
SHOWN = 50


@dataclass
class Week:
    """Everything that waits, by kind; `count` is the N of the first sentence."""

    checks: list[dict] = field(default_factory=list)
    unchanged: list[WeeklyCheck] = field(default_factory=list)
    unsigned: list[Task] = field(default_factory=list)
    extensions: list[ExtensionRequest] = field(default_factory=list)
    closings: list[ClosingRequest] = field(default_factory=list)
    returned: list[ClosingRequest] = field(default_factory=list)
    urgings: list[Urging] = field(default_factory=list)
    due_soon: list[Task] = field(default_factory=list)
    minutes: int = 0

    @property
    def count(self) -> int:
        """How many things there are to do; what can be confirmed in one tap counts as one."""
        kinds = (self.checks, self.unsigned, self.extensions, self.closings, self.returned, self.urgings)
        return sum(map(len, kinds)) + bool(self.unchanged)


def my_week(person, today: date, bound: AnswerForm | None = None, bound_pk: int | None = None) -> Week:
    """What the person's posts have to do; `bound` is a form that was refused, with everything typed."""
    calendar, parameters = city_calendar(), city_parameters()
    soon = calendar.add(today, parameters.amber_within_wd)
    week = Week()
    for check in _checks(person):
        if _has_news(check, soon) or why_not_unchanged(person, check):
            form = bound if bound_pk == check.pk else AnswerForm.for_check(check)
            week.checks.append({"check": check, "form": form, "due": due_words(check.task, today, calendar)})
        else:
            week.unchanged.append(check)
    week.unsigned = list(
        _led(person, "sign").filter(status=Status.ISSUED).order_by("sign_by_on", "pk")[:SHOWN]
    )
    week.extensions = list(_requests(ExtensionRequest, person, "review_extension"))
    week.closings = list(_requests(ClosingRequest, person, "review_closing"))
    week.returned = list(_returned(person))
    week.urgings = list(_urgings(person))
    shown = {card["check"].task_id for card in week.checks} | {urging.task_id for urging in week.urgings}
    due = Task.objects.visible_to(person, verb="report_progress").filter(status=Status.ACTIVE)
    week.due_soon = list(
        due.filter(next_due_on__range=(today, soon)).exclude(pk__in=shown).order_by("next_due_on")[:SHOWN]
    )
    week.minutes = len(week.checks) * 2 + week.count
    return week


def due_words(task: Task, today: date, calendar: WorkCalendar) -> tuple[str, int]:
    """late, soon or far, with the working days that are over or left."""
    days = calendar.between(today, task.next_due_on)
    if task.next_due_on < today:
        return "late", -days
    return ("soon" if days <= 5 else "far"), days


def _checks(person) -> list[WeeklyCheck]:
    checks = WeeklyCheck.objects.to_answer_by(person).select_related(
        "round", "task__lead_department", "previous"
    )
    return list(checks.filter(task__status=Status.ACTIVE).prefetch_related("task__parties")[: SHOWN * 2])


def _has_news(check: WeeklyCheck, soon: date) -> bool:
    """Something is expected of this task this week: a date is near, or it does not go to plan."""
    task = check.task
    return task.next_due_on <= soon or task.light == Light.AMBER or task.self_light == SelfLight.AMBER


def _led(person, verb: str) -> QuerySet[Task]:
    return Task.objects.visible_to(person, verb=verb).select_related("lead_department")


def _requests(model, person, verb: str) -> QuerySet:
    tasks = Task.objects.visible_to(person, verb=verb)
    waiting = model.objects.filter(state=Decision.UNIT, task__in=tasks).exclude(asked_by=person)
    return waiting.select_related("task", "asked_by").order_by("asked_at")[:SHOWN]


def _returned(person) -> QuerySet[ClosingRequest]:
    """Applications to close that were sent back and not followed by another one."""
    tasks = Task.objects.visible_to(person, verb="submit_closing").filter(status=Status.ACTIVE)
    refused = ClosingRequest.objects.filter(state=Decision.REFUSED, task__in=tasks)
    later = ClosingRequest.objects.exclude(state=Decision.REFUSED).filter(task__in=tasks).values("task_id")
    return refused.exclude(task__in=later).select_related("task", "decided_by").order_by("-id")[:SHOWN]


def _urgings(person) -> QuerySet[Urging]:
    tasks = Task.objects.visible_to(person, verb="report_progress").open()
    waiting = Urging.objects.filter(task__in=tasks, replied_at__isnull=True, reply_by_on__isnull=False)
    return waiting.select_related("task").order_by("reply_by_on", "id")[:SHOWN]
