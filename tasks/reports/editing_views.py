"""Editing one draft: the form, what it changes, and both versions when somebody else was quicker."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from tasks.choices import Part
from tasks.models import Report, Task
from tasks.reports import changes, services
from tasks.reports.cards import candidates, units_named
from tasks.reports.review_forms import DraftForm
from tasks.reports.review_views import answered, drafted, panel

_PARTIES = {"co_leads": Part.CO_LEAD, "supports": Part.SUPPORT}


@dataclass(frozen=True)
class Version:
    """A field that somebody else has changed meanwhile: how it stands now, and what was typed here."""

    label: str
    theirs: str
    mine: str


@require_http_methods(["GET", "POST"])
def edit(request, pk: int, task_pk: int):
    """One draft with everything that its issue needs, or one part of it (`?part=unit`, `?part=date`)."""
    report = drafted(request, pk)
    drafts = Task.objects.drafts().filter(report=report).select_related("lead_department", "leader", "post")
    task = get_object_or_404(drafts, pk=task_pk)
    part = request.GET.get("part", "")
    form = DraftForm(request.POST or None, instance=task, initial=initial(task), part=part)
    theirs: list[Version] = []
    if request.method == "POST" and form.is_valid():
        try:
            step = services.change_drafts(
                actor=request.user, report_id=pk, task_ids=[task_pk], **form.arguments()
            )
        except ValidationError as error:
            if error.code == "changed_meanwhile":
                # What was read before the other's step was finished is old by now.
                task = get_object_or_404(drafts.all(), pk=task_pk)
                form = DraftForm(request.POST, instance=task, initial=initial(task), part=part)
                form.is_valid()
                theirs = both_versions(form, report, task)
            form.add_error(None, error)
        else:
            return answered(request, report, changes.words_of(step), at=task_pk)
    named = {} if task.lead_department_id else units_named([task])
    context = {
        "report": report,
        "task": task,
        "form": form,
        "part": part,
        "candidates": candidates(task, named),
        "theirs": theirs,
        "who": _who(report, request.user, task_pk) if theirs else "",
    }
    return panel(request, "edit", context, failed=bool(form.errors))


def initial(task: Task) -> dict:
    """What the form shows of a draft besides its own columns."""
    parties = list(task.parties.all())
    found: dict = {
        name: [party.department_id for party in parties if party.part == part]
        for name, part in _PARTIES.items()
    }
    found["milestones"] = "\n".join(f"{step.due_on} {step.title}" for step in task.milestones.all())
    return found


def both_versions(form: DraftForm, report: Report, task: Task) -> list[Version]:
    """Where both have changed the same field, both versions; what was not touched here follows the other's change.

    The form is made to answer for what stands now, so that saving again is a decision.
    """
    base = _base(report, task, form.data.get("version", ""))
    data, found = form.data.copy(), []
    for name in form.changed_data:
        stands, mine = _values(form[name].initial), _values(form.data.getlist(name))
        if base is not None and mine == base.get(name, mine if name == "version" else None):
            data.setlist(name, stands)
        elif name != "version":
            found.append(Version(str(form[name].label), _words(form, name, stands), _words(form, name, mine)))
    data["version"] = str(task.version)
    form.data = data
    return found


def _base(report: Report, task: Task, version: str) -> dict[str, list[str]] | None:
    """The draft as it stood when the form was opened, from the step that changed it since."""
    for step in report.steps.filter(undone_at__isnull=True):
        stood = [one for one in step.before["objects"] if task.pk in (one["pk"], one["fields"].get("task"))]
        tasks = [one["fields"] for one in stood if one["model"] == "tasks.task" and one["pk"] == task.pk]
        if tasks and str(tasks[0]["version"]) == version:
            parties = [one["fields"] for one in stood if one["model"] == "tasks.party"]
            steps = [one["fields"] for one in stood if one["model"] == "tasks.milestone"]
            base = {name: _values(value) for name, value in tasks[0].items()}
            for name, part in _PARTIES.items():
                base[name] = _values([one["department"] for one in parties if one["part"] == part])
            base["milestones"] = _values("\n".join(f"{one['due_on']} {one['title']}" for one in steps))
            return base
    return None


def _values(value) -> list[str]:
    """A value as a form sends it."""
    if isinstance(value, (list, tuple)):
        return sorted(str(one).replace("\r\n", "\n") for one in value)
    if value is None or value is False:
        return [""] if value is None else []
    return ["on"] if value is True else [str(value)]


def _words(form: DraftForm, name: str, values: list[str]) -> str:
    """The values of a field as one reads them."""
    field = form.fields[name]
    if hasattr(field, "queryset"):
        chosen = [value for value in values if value]
        return "、".join(map(str, field.queryset.filter(pk__in=chosen))) or "—"
    choices = dict(getattr(field, "choices", ()))
    return "；".join(str(choices.get(value, value)) for value in values) or "—"


def _who(report: Report, person, task_pk: int) -> str:
    """Who has changed the draft last."""
    for step in report.steps.exclude(actor=person).select_related("actor")[:30]:
        if task_pk in step.after["tasks"]:
            return step.actor.name
    return ""
