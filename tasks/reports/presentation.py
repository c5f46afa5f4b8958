"""What the pages of a Report show: sentences and drafts as plain values, made once a request."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Min, Q, QuerySet
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from departments.matching import How, Match
from departments.models import Person
from tasks.choices import DateOrigin, Light, Part, Status
from tasks.models import Indicator, Party, Passage, Report, Task
from tasks.reports.forms import BulkForm
from tasks.reports.querysets import coverage
from tasks.reports.rules import may_issue

FILTERS = {
    "all": Q(),
    "to_review": Q(accepted=False),
    "accepted": Q(accepted=True),
    "no_unit": Q(lead_department__isnull=True),
    "no_date": Q(due_origin=DateOrigin.DEFAULT),
    "unsure": ~Q(unmatched=[]) | Q(lead_department__isnull=True, suggested__isnull=False) & ~Q(suggested=[]),
}

# The worst light of a sentence's tasks colours the sentence.
_WORST = (Light.RED, Light.AMBER, Light.GREEN, Light.DONE_LATE, Light.DONE, Light.GREY)


def review_page(report: Report, request) -> dict:
    """Everything of the review page: paragraphs left, drafts right, what the filters count."""
    drafts = Task.objects.drafts().filter(report=report)
    chosen = request.GET.get("show", "to_review")
    chosen = chosen if chosen in FILTERS else "all"
    counts = drafts.aggregate(
        **{name: Count("pk", filter=condition or None) for name, condition in FILTERS.items()}
    )
    words = {
        "to_review": _("To review"),
        "all": _("All"),
        "accepted": _("Accepted"),
        "no_unit": _("No unit"),
        "no_date": _("No date in the text"),
        "unsure": _("Unsure"),
    }
    return {
        "report": report,
        "coverage": coverage(report),
        "text": text_rows(report, request.user, drafting=True),
        "drafts": draft_rows(report, drafts.filter(FILTERS[chosen])),
        "tabs": [(name, words[name], counts[name], name == chosen) for name in words],
        "reasons": Passage.Reason.choices,
        "bulk_form": BulkForm(report=report),
        "last_step": report.steps.filter(undone_at__isnull=True, actor=request.user).first(),
        "others_at_work": others_at_work(report, request.user),
        "may_issue": may_issue(request.user, report.jurisdiction_id),
    }


def text_page(report: Report, request) -> dict:
    """The Report as a page: every sentence with the light of its tasks and the way to them."""
    text = text_rows(report, request.user, drafting=False)
    return {"report": report, "coverage": coverage(report), "text": text}


def text_rows(report: Report, reader: Person, *, drafting: bool) -> SafeString:
    """The text with its sentences as HTML; a Report has hundreds, so they are a Jinja2 part (bench/)."""
    address = reverse("reports:review", args=[report.pk])
    context = {
        "paragraphs": paragraphs(report, reader),
        "drafting": drafting,
        "tasks": reverse("register:list"),
        "restore": f"{address}sentences/",
        "w": {"restore": _("Make a task of this sentence")},
    }
    return mark_safe(get_template("sentences.jinja").render(context))  # noqa: S308 - Jinja2 has escaped it


def draft_rows(report: Report, drafts: QuerySet) -> SafeString:
    """The drafts as HTML, empty when none meets the filter."""
    words = {
        "accepted": _("Accepted"),
        "supported_by": _("supported by"),
        "no_unit": _("No unit"),
        "default": _("(default)"),
        "it_is": _("It is"),
        "accept": _("Accept"),
        "edit": _("Edit"),
        "split": _("Split"),
    }
    base = reverse("reports:review", args=[report.pk]) + "drafts/"
    rows = get_template("drafts.jinja").render({"drafts": draft_cards(drafts), "base": base, "w": words})
    return mark_safe(rows.strip())  # noqa: S308 - Jinja2 has escaped it


def sentences_with_tasks(report: Report, reader: Person) -> list[Passage]:
    """The sentences in order, each with the ids of those of its tasks that exist for this reader as `seen`."""
    tasks: dict[int, list[int]] = defaultdict(list)
    for passage_id, task_id in (
        _links(report, reader).values_list("passage_id", "task_id").order_by("task_id")
    ):
        tasks[passage_id].append(task_id)
    passages = list(report.passages.all())
    for passage in passages:
        passage.seen = tasks[passage.pk]
    return passages


def _links(report: Report, reader: Person) -> QuerySet:
    link = Task.passages.through
    return link.objects.filter(passage__report=report, task__in=Task.objects.visible_to(reader).values("pk"))


def paragraphs(report: Report, reader: Person) -> list[dict]:
    """The sentences by paragraph, each with its state, and as far as the reader may know its tasks and their worst light."""
    tasks: dict[int, list] = defaultdict(list)
    rows = _links(report, reader).values_list(
        "passage_id", "task_id", "task__number", "task__status", "task__light", "task__accepted"
    )
    for passage_id, *task in rows.order_by("task_id"):
        tasks[passage_id].append(task)
    covered = set(
        Task.passages.through.objects.filter(passage__report=report).values_list("passage_id", flat=True)
    )
    grouped: dict[int, list] = defaultdict(list)
    reasons = dict(Passage.Reason.choices)
    for passage in report.passages.values("id", "number", "paragraph", "text", "state", "reason"):
        own = tasks.get(passage["id"], [])
        passage["css"] = _css(passage, own) if own or passage["id"] not in covered else "elsewhere"
        passage["reason_words"] = reasons.get(passage["reason"], "")
        if own:
            passage["task"], passage["numbered"] = own[0][0], own[0][2] != Status.DRAFT
        grouped[passage["paragraph"]].append(passage)
    return [{"number": number, "sentences": grouped[number]} for number in sorted(grouped)]


def _css(passage: dict, tasks: list) -> str:
    if passage["state"] == Passage.State.SET_ASIDE:
        return "aside " + ("is-heading" if passage["reason"] == Passage.Reason.HEADING else "")
    if not tasks:
        return "uncovered"
    if all(status == Status.DRAFT for _id, _number, status, _light, _accepted in tasks):
        return "accepted" if all(task[4] for task in tasks) else "draft"
    lights = {task[3] for task in tasks}
    return "light-" + next((light for light in _WORST if light in lights), Light.GREY)


def draft_cards(drafts) -> list[dict]:
    """The drafts in reading order, as plain values with their words made."""
    rows = list(
        drafts.annotate(place=Min("passages__number"), passage=Min("passages__id"))
        .order_by("place", "id")
        .select_related("lead_department", "leader", "post")
    )
    supports, goals = defaultdict(list), defaultdict(list)
    ids = [task.pk for task in rows]
    for task_id, part, name in Party.objects.filter(task_id__in=ids).values_list(
        "task_id", "part", "department__short_name"
    ):
        supports[task_id].append((part, name))
    for task_id, words in Indicator.objects.filter(task_id__in=ids).values_list("task_id", "text"):
        goals[task_id].append(words)
    return [_card(task, supports[task.pk], goals[task.pk]) for task in rows]


def _card(task: Task, parties: list, goals: list[str]) -> dict:
    return {
        "id": task.pk,
        "passage": task.passage,
        "number": task.place,
        "title": task.title,
        "text": task.text,
        "path": task.path,
        "lead": task.lead_department.short_name if task.lead_department_id else "",
        "co_leads": [name for part, name in parties if part == Part.CO_LEAD],
        "supports": [name for part, name in parties if part == Part.SUPPORT],
        "others": task.others,
        "unmatched": [{**unit, "why": _recognised(unit)} for unit in task.unmatched],
        "matched": [{**unit, "why": _recognised(unit)} for unit in task.matched],
        "suggested": [] if task.lead_department_id else task.suggested[:3],
        "leader": task.leader.title if task.leader_id else "",
        "post": task.post.title if task.post_id else "",
        "due": date_format(task.due_on, "Y-m-d") if task.due_on else "",
        "due_default": task.due_origin == DateOrigin.DEFAULT,
        "goals": goals,
        "standard": task.standard,
        "accepted": task.accepted,
        "version": task.version,
        "kind": task.get_kind_display(),
        "area": task.get_area_display(),
    }


def _recognised(unit: dict) -> str:
    """How a written name was recognised, in the reader's language."""
    if unit["how"] == "reviewer":
        return _("chosen by the reviewer")
    return Match(None, How(unit["how"]), sure=False, until=unit.get("until")).words()


def others_at_work(report: Report, person) -> list[str]:
    """The names of others who took a step on this text in the last hours' work, newest first."""
    recent = report.steps.exclude(actor=person).values_list("actor__name", flat=True)[:20]
    return list(dict.fromkeys(recent))[:3]
