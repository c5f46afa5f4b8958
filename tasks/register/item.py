"""The page of one task: everything it shows, read in a bounded number of statements."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat, floatformat, linebreaksbr
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.parameters import Parameters
from departments.parts import address, part
from departments.permissions import Reach
from departments.verdicts import Verdict
from tasks import rules
from tasks.choices import Comparator, Light, Part, Rating, Status
from tasks.decisions.models import PENDING, Decision, ExtensionRequest
from tasks.progress.models import Evidence
from tasks.register.around import Around, around
from tasks.register.chart import Chart, plan_chart
from tasks.register.models import Indicator, Milestone, Task
from tasks.register.presentation import (
    Dates,
    light_sentence,
    parameters,
    rating_stands,
    schedule_sentence,
)
from tasks.register.timeline import timeline
from tasks.register.verbs import VERBS
from tasks.reports.models import Passage
from tasks.templatetags.lights import light

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


def page(task: Task, person, *, here: str, whole_timeline: bool = False) -> SafeString:
    """The page of a task for this person, without its frame; `here` is its address."""
    return part("task", here=here, light=light, breaks=linebreaksbr, **gather(task, person, whole_timeline))


def gather(task: Task, person, whole_timeline: bool = False) -> dict:
    """What the page shows."""
    dates, settings = Dates.now(), parameters()
    found = around(task, dates.today)
    told = timeline(task, ALL_MOMENTS if whole_timeline else FIRST_MOMENTS)
    steps, extensions = found.of(task, "milestones"), found.of(task, "extensions")
    words, urgency = dates.say(task.status, task.due_on, task.next_due_on, task.closed_on)
    chart = _chart(task, dates, steps, told.reports)
    return {
        "task": task,
        "base": address("register:task", task.pk),
        "passages": [_quoted(passage) for passage in found.of(task, "passages")],
        "due_words": words,
        "due_class": urgency,
        "promised": _promised(task, extensions),
        "system_sentence": light_sentence(task, dates),
        "rating": _rating(task, dates, settings),
        "finding": schedule_sentence(task.percent, task.planned_percent, task.status),
        "chart": chart,
        "months": [_("%(month)s mo.") % {"month": month} for month in chart.months] if chart else [],
        "pending": _pending([asked for asked in extensions if asked.state in PENDING]),
        "leads": _leads(task, found),
        "supporting": _(", ").join([*found.names(Part.SUPPORT), *task.others]),
        "holder": found.holders.get(task.post_id, ""),
        "leader_name": found.holders.get(task.leader_id, ""),
        "milestones": [
            (step, *_step_light(step, dates), dates.short(step.done_on or step.due_on)) for step in steps
        ],
        "indicators": [
            (indicator, target_words(indicator), latest_words(indicator))
            for indicator in found.of(task, "indicators")
        ],
        "blockers": found.of(task, "blockers", "waiting_for"),
        "evidence": [(file, _particulars(file)) for file in found.of(task, "evidence", "uploaded_by")],
        "moments": told.moments,
        "more_moments": not whole_timeline and len(told.moments) == FIRST_MOMENTS,
        **_buttons(task, person, found.reach(task), extensions),
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


def latest_words(indicator: Indicator) -> str:
    """The value reported last, with its unit."""
    if indicator.latest is None:
        return "—"
    return f"{floatformat(indicator.latest, '-2g')} {indicator.unit}"


def plain_number(value) -> str:
    """A decimal without the zeros that only the column adds."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _buttons(task: Task, person, reach: Reach, extensions: list[ExtensionRequest]) -> dict:
    verdicts = dict(rules.verbs(person, task, reach, extensions))
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
    return {
        "first": allowed[:3],
        "further": allowed[3:],
        "refused": reasons,
        "may_urge": verdicts["urge"],
    }


def _chart(task: Task, dates: Dates, milestones: list, reports: list | None) -> Chart | None:
    if not (task.starts_on and task.due_on and task.starts_on < task.due_on) or task.status == Status.DRAFT:
        return None
    steps = [(s.due_on, s.planned_percent) for s in milestones if s.planned_percent is not None]
    if reports is None:
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


def _step_light(step: Milestone, dates: Dates) -> tuple[str, str]:
    """The light of a milestone and its words."""
    if step.waived_because:
        return Light.GREY, _("Waived")
    if step.done_on:
        return Light.DONE, _("Done")
    if step.due_on < dates.today:
        return Light.RED, _("Overdue")
    if dates.left(step.due_on) <= dates.soon_wd:
        return Light.AMBER, _("Due soon")
    return Light.GREY, _("Ahead of us")


def _leads(task: Task, found: Around) -> str:
    first = task.lead_department.name if task.lead_department else "—"
    return _(", ").join([first, *found.names(Part.CO_LEAD)])


def _promised(task: Task, extensions: list[ExtensionRequest]) -> str:
    """The first promised date when it is another one, else where the date comes from."""
    if not task.first_due_on or task.first_due_on == task.due_on:
        return task.get_due_origin_display()
    times = sum(asked.state == Decision.GRANTED for asked in extensions)
    return ngettext(
        "First promised %(first)s, %(times)s extension granted",
        "First promised %(first)s, %(times)s extensions granted",
        times,
    ) % {"first": task.first_due_on, "times": times}


def _quoted(passage: Passage) -> dict:
    words = _("Report, sentence %(number)s") % {"number": passage.number}
    return {"text": passage.text, "number": passage.number, "words": words}


def _particulars(file: Evidence) -> str:
    day = timezone.localdate(file.uploaded_at)
    return f"{filesizeformat(file.size)} · {file.uploaded_by.name} · {day}"


def _pending(asked: list[ExtensionRequest]) -> str:
    return render_to_string("tasks/register/_pending.html", {"pending": asked}) if asked else ""
