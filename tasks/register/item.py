"""The page of one task: everything it shows, read in a bounded number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import filesizeformat, linebreaksbr
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from audit import clock
from departments.parameters import Parameters
from departments.parts import address, part
from departments.permissions import Reach
from departments.verdicts import Verdict
from tasks import rules
from tasks.choices import Comparator, Light, Part, Rating, Status
from tasks.decisions.models import PENDING, Decision, ExtensionRequest, Proposal
from tasks.progress import readings
from tasks.progress.downloads import IMAGES, SHOWN
from tasks.progress.models import Evidence
from tasks.register.around import Around, around
from tasks.register.chart import Chart, plan_chart
from tasks.register.models import Indicator, Milestone, Task
from tasks.register.presentation import (
    Dates,
    departments,
    light_sentence,
    month_words,
    parameters,
    rating_stands,
    schedule_sentence,
)
from tasks.register.story import FIRST_MOMENTS, story
from tasks.register.timeline import Wanted, percents, timeline
from tasks.register.verbs import labels
from tasks.reports.models import Passage
from tasks.templatetags.lights import light

FIRST_FILES = 6
EVERYTHING = Wanted(FIRST_MOMENTS)


@dataclass(frozen=True)
class Button:
    """A verb with its words, and why not when it may not be done."""

    verb: str
    label: str
    verdict: Verdict


def page(task: Task, person, *, here: str, wanted: Wanted = EVERYTHING, csrf_token: str = "") -> SafeString:
    """The page of a task for this person, without its frame; `here` is its address."""
    shown = gather(task, person, wanted)
    return part(
        "task",
        here=here,
        csrf_token=csrf_token,
        person=person,
        light=light,
        breaks=linebreaksbr,
        plain=plain_number,
        **shown,
    )


def gather(task: Task, person, wanted: Wanted = EVERYTHING) -> dict:
    """What the page shows."""
    dates, settings = Dates.now(), parameters()
    found = around(task, dates.today)
    told = timeline(task, wanted, discussed="comments" in found.filled)
    steps, extensions = found.of(task, "milestones"), found.of(task, "extensions")
    words, urgency = dates.say(task.status, task.due_on, task.next_due_on, task.closed_on)
    chart = _chart(task, dates, steps, told.reports)
    reach = found.reach(task)
    proposals = found.of(task, "proposals", "asked_by")
    proposals = [asked for asked in proposals if asked.state == Proposal.State.WAITING]
    return {
        "task": task,
        "base": address("register:task", task.pk),
        "city": dict(departments()).get(task.jurisdiction_id, ""),
        "today": dates.today.isoformat(),
        "passages": [_quoted(passage) for passage in found.of(task, "passages")],
        "due_words": words,
        "due_class": urgency,
        "promised": _promised(task, extensions),
        "system_sentence": light_sentence(task, dates),
        "rating": _rating(task, dates, settings),
        "finding": schedule_sentence(task.percent, task.planned_percent, task.status),
        "chart": chart,
        "months": month_words(chart.months) if chart else [],
        "pending": _pending([asked for asked in extensions if asked.state in PENDING]),
        "leads": _leads(task, found),
        "supporting": _(", ").join([*found.names(Part.SUPPORT), *task.others]),
        "post": found.posts.get(task.post_id, ""),
        "leader": found.posts.get(task.leader_id, ""),
        "holder": found.holders.get(task.post_id, ""),
        "leader_name": found.holders.get(task.leader_id, ""),
        "milestones": [
            (step, *_step_light(step, dates), dates.short(step.done_on or step.due_on)) for step in steps
        ],
        "indicators": _indicators(task, found),
        "blockers": found.of(task, "blockers", "waiting_for"),
        **_files(task, found),
        **story(task, told, wanted),
        **_buttons(task, person, reach, extensions, proposals),
    }


def _indicators(task: Task, found: Around) -> list[dict]:
    """Each target with its newest value, its small line, and every reading."""
    indicators = found.of(task, "indicators")
    reads = readings.history(task.pk) if any(one.latest is not None for one in indicators) else {}
    return [
        {
            "it": indicator,
            "target": target_words(indicator),
            "latest": latest_words(indicator),
            "line": readings.line(indicator, reads.get(indicator.pk, ())),
            "readings": [
                (read.on.isoformat(), f"{plain_number(read.value)} {indicator.unit}", read.who)
                for read in reads.get(indicator.pk, ())
            ],
        }
        for indicator in indicators
    ]


def _files(task: Task, found: Around) -> dict:
    """The evidence: what is seen at once, and what is one click away."""
    files = [
        {
            "it": file,
            "address": address("register:evidence", task.pk, file.pk),
            "preview": address("register:preview", task.pk, file.pk) if file.content_type in SHOWN else "",
            "picture": file.content_type in IMAGES,
            "ending": file.name.rpartition(".")[2].upper()[:4],
            "particulars": _particulars(file),
        }
        for file in found.of(task, "evidence", "uploaded_by")
    ]
    further = len(files) - FIRST_FILES
    more = ngettext("%(count)s further file", "%(count)s further files", further) % {"count": further}
    return {"files": files[:FIRST_FILES], "more_files": files[FIRST_FILES:], "more_files_words": more}


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
    return f"{plain_number(indicator.latest)} {indicator.unit}"


def plain_number(value: Decimal | int) -> str:
    """A decimal without the zeros that only the column adds."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _buttons(
    task: Task, person, reach: Reach, extensions: list[ExtensionRequest], proposals: list[Proposal]
) -> dict:
    verdicts = dict(rules.verbs(person, task, reach, extensions))
    buttons = [
        Button(verb, label, verdicts[verb])
        for verb, label in labels(get_language()).items()
        if verb in verdicts and verb != "comment"
    ]
    allowed = [button for button in buttons if button.verdict]
    # Of what may not be done only what the state allows is worth a reason.
    refused: dict[str, list[str]] = {}
    for button in buttons:
        if not (button.verdict or button.verdict.idle) and rules.in_time(button.verb, task):
            refused.setdefault(button.verdict.reason, []).append(button.label)
    return {
        "first": allowed[:3],
        "further": allowed[3:],
        "refused": [(reason, _(", ").join(labels)) for reason, labels in refused.items()],
        "askable": _askable(task, verdicts, proposals),
        "proposals": [_proposal(asked, person, task, verdicts) for asked in proposals],
        "may_urge": verdicts["urge"],
        "may_comment": verdicts["comment"],
        "may_report": verdicts["report_progress"],
    }


def _askable(task: Task, verdicts: dict[str, Verdict], proposals: list[Proposal]) -> list[tuple[str, str]]:
    """What this person may propose that others do: the words and the address."""
    waiting = {asked.verb for asked in proposals}
    return [
        (_("Propose: %(what)s") % {"what": verb.label}, address("register:propose", task.pk, verb.value))
        for verb in Proposal.Verb
        if verdicts[verb].ask and rules.in_time(verb, task) and verb not in waiting
    ]


def _proposal(asked: Proposal, person, task: Task, verdicts: dict[str, Verdict]) -> dict:
    """A proposal that waits, with what this person may answer: do it, decline it, or take it back."""
    verb = Proposal.Verb(asked.verb)
    if verb == Proposal.Verb.ISSUE:
        accept = address("reports:issue", task.report_id) if task.report_id else ""
    else:
        accept = f"{address('register:task', task.pk)}do/{verb.value}/"
    return {
        "it": asked,
        "what": str(verb.label),
        "when": f"{clock.local(asked.asked_at):%Y-%m-%d %H:%M}",
        "accept": accept if verdicts[verb] else "",
        "decline": address("register:decline", task.pk, asked.pk) if verdicts[verb] else "",
        "withdraw": address("register:withdraw_proposal", task.pk, asked.pk)
        if asked.asked_by_id == person.pk
        else "",
    }


def _chart(task: Task, dates: Dates, milestones: list, reports: list | None) -> Chart | None:
    if not (task.starts_on and task.due_on and task.starts_on < task.due_on) or task.status == Status.DRAFT:
        return None
    steps = [(s.due_on, s.planned_percent) for s in milestones if s.planned_percent is not None]
    if reports is None:
        reports = percents(task.pk)
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
