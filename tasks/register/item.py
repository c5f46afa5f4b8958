"""The page of one task: everything it shows, read in a bounded number of statements."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.parameters import Parameters
from departments.verdicts import Verdict
from tasks import rules
from tasks.choices import Comparator, Light, Part, Rating, Status
from tasks.decisions.models import Decision
from tasks.register.chart import Chart, plan_chart
from tasks.register.models import Indicator, Task
from tasks.register.presentation import (
    Dates,
    holders,
    light_sentence,
    parameters,
    rating_stands,
    schedule_sentence,
)
from tasks.register.timeline import timeline
from tasks.register.verbs import VERBS

FIRST_MOMENTS, ALL_MOMENTS = 20, 500
CHART_REPORTS = 120


@dataclass(frozen=True)
class Button:
    """A verb with its words, and why not when it may not be done."""

    verb: str
    label: str
    verdict: Verdict


def with_relations(tasks):
    """Tasks with what every page of theirs names, in one statement; what few have (a parent …) is read when it is."""
    # Ten joins took the planner longer than all other statements of the page together.
    return tasks.select_related("lead_department", "leader", "post")


def gather(task: Task, person, *, whole_timeline: bool = False) -> dict:
    """The context of the page."""
    prefetch_related_objects(
        [task],
        "parties__department",
        "passages",
        "milestones",
        "indicators",
        "evidence__uploaded_by",
        "extensions",
        "children",
    )
    dates, settings = Dates.now(), parameters()
    blockers = list(task.blockers.select_related("waiting_for"))
    moments = timeline(task, ALL_MOMENTS if whole_timeline else FIRST_MOMENTS)
    held = holders([pk for pk in (task.post_id, task.leader_id) if pk], dates.today)
    words, urgency = dates.say(task.status, task.due_on, task.next_due_on, task.closed_on)
    return {
        "task": task,
        "dates": dates,
        "today": dates.today,
        "due_words": words,
        "due_class": urgency,
        "system_sentence": light_sentence(task, dates),
        "rating": _rating(task, dates, settings),
        "finding": schedule_sentence(task.percent, task.planned_percent, task.status),
        "chart": _chart(task, dates),
        "extensions": [asked for asked in task.extensions.all() if asked.state == Decision.GRANTED],
        "pending": [
            asked for asked in task.extensions.all() if asked.state in (Decision.UNIT, Decision.SUPERVISOR)
        ],
        "co_leads": _units(task, Part.CO_LEAD),
        "support": _units(task, Part.SUPPORT),
        "holder": held.get(task.post_id, ""),
        "leader_name": held.get(task.leader_id, ""),
        "milestones": [
            (step, _step_light(step, dates), dates.short(step.done_on or step.due_on))
            for step in task.milestones.all()
        ],
        "indicators": [(indicator, target_words(indicator)) for indicator in task.indicators.all()],
        "blockers": blockers,
        "moments": moments,
        "more_moments": not whole_timeline and len(moments) == FIRST_MOMENTS,
        **_buttons(task, person),
    }


def target_words(indicator: Indicator) -> str:
    """The target exactly as promised: sign, number, unit."""
    if indicator.target is None:
        return indicator.text or indicator.stretch
    low, unit = plain_number(indicator.target), indicator.unit
    if indicator.comparator == Comparator.RANGE and indicator.high is not None:
        return f"{low}–{plain_number(indicator.high)} {unit}".strip()
    sign = indicator.comparator if indicator.comparator in "≥≤=≈><" else ""
    return f"{sign} {low} {unit}".strip()


def plain_number(value) -> str:
    """A decimal without the zeros that only the column adds."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _buttons(task: Task, person) -> dict:
    verdicts = dict(rules.verbs(person, task))
    buttons = [
        Button(verb, str(entry.label), verdicts[verb]) for verb, entry in VERBS.items() if verb in verdicts
    ]
    allowed = [button for button in buttons if button.verdict]
    # Of what may not be done only what the state allows is worth a reason.
    refused: dict[str, list[str]] = {}
    for button in buttons:
        if not (button.verdict or button.verdict.idle) and rules.in_time(button.verb, task):
            refused.setdefault(button.verdict.reason, []).append(button.label)
    reasons = [(reason, _(", ").join(labels)) for reason, labels in refused.items()]
    return {"first": allowed[:3], "further": allowed[3:], "refused": reasons}


def _chart(task: Task, dates: Dates) -> Chart | None:
    if not (task.starts_on and task.due_on and task.starts_on < task.due_on) or task.status == Status.DRAFT:
        return None
    steps = [(s.due_on, s.planned_percent) for s in task.milestones.all() if s.planned_percent is not None]
    reports = task.progress_reports.values_list("reported_on", "percent")[:CHART_REPORTS]
    return plan_chart(task.starts_on, task.due_on, dates.today, steps, reports)


def _rating(task: Task, dates: Dates, settings: Parameters) -> dict | None:
    if not rating_stands(task.rated_on, dates.today, settings.rating_days):
        return None
    days = settings.rating_days - (dates.today - task.rated_on).days
    ends = ngettext("expires in %(days)s day", "expires in %(days)s days", days) % {"days": days}
    sentence = Rating(task.rating).label if task.rating in Rating.values else ""
    return {
        "light": task.rating_light,
        "sentence": sentence,
        "when": f"{dates.short(task.rated_on)} · {ends}",
    }


def _step_light(step, dates: Dates) -> str:
    if not step.is_open:
        return Light.DONE
    if step.due_on < dates.today:
        return Light.RED
    return Light.AMBER if dates.left(step.due_on) <= dates.soon_wd else Light.GREY


def _units(task: Task, part: str) -> str:
    return _(", ").join(party.department.short_name for party in task.parties.all() if party.part == part)
