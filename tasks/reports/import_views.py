"""The page on which a file is imported, and what would be read of it before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from departments.verdicts import require
from tasks.models import Report
from tasks.reports import forms, rules, services
from tasks.reports.cautions import sentence
from tasks.reports.decomposition.shapes import Decomposition, DraftTask

FIRST = 8  # drafts that the preview shows


@dataclass(frozen=True)
class Preview:
    """What a file holds, in figures and by its first drafts."""

    title: str
    kind: str
    year: int | None
    characters: int
    tasks: int
    with_unit: int
    with_date: int
    aside: int
    first: list[dict]
    warnings: list[str]


@require_http_methods(["GET", "POST"])
def import_page(request):
    """Choose a file; it is decomposed at once and opens on its review, or is only looked at first."""
    require(rules.may_draft(request.user))
    jurisdictions = rules.jurisdictions(request.user)
    form = forms.ImportForm(request.POST or None, request.FILES or None, jurisdictions=jurisdictions)
    only_look = "preview" in request.POST
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            if only_look:
                preview = _look(form)
            else:
                return redirect("reports:review", _import(request.user, form).pk)
        except ValidationError as error:
            form.add_error("year" if error.code == "no_year" else "file", error)
    status = 400 if form.errors else 200
    context = {"form": form, "preview": preview, "hint": preview and not request.htmx}
    if only_look and request.htmx:
        context["errors"] = [message for errors in form.errors.values() for message in errors]
        return render(request, "tasks/reports/_preview.html", context, status=status)
    return render(request, "tasks/reports/import.html", context, status=status)


def _import(actor, form: forms.ImportForm) -> Report:
    upload = form.cleaned_data["file"]
    return services.import_report(
        actor=actor,
        jurisdiction_id=form.cleaned_data["jurisdiction"].pk,
        data=upload.read(),
        file_name=upload.name,
        year=form.cleaned_data["year"],
    )


def _look(form: forms.ImportForm) -> Preview:
    upload, place = form.cleaned_data["file"], form.cleaned_data["jurisdiction"]
    found = services.read_report(upload.read(), upload.name, place.pk, form.cleaned_data["year"])
    return preview_of(found, upload.name)


def preview_of(found: Decomposition, file_name: str) -> Preview:
    """What a decomposition found, in figures."""
    return Preview(
        title=found.document.title or file_name,
        kind=str(Report.Kind(found.document.kind).label),
        year=found.document.year,
        characters=len("".join(found.text.split())),
        tasks=len(found.tasks),
        with_unit=sum(bool(task.lead) for task in found.tasks),
        with_date=sum(bool(_stated(task)) for task in found.tasks),
        aside=len(found.set_aside),
        first=[
            {"title": task.title, "units": "、".join(task.lead), "due": _stated(task)}
            for task in found.tasks[:FIRST]
        ],
        warnings=[sentence(vars(warning)) for warning in found.warnings],
    )


def _stated(task: DraftTask) -> str:
    days = [deadline.date for deadline in task.deadlines if deadline.origin == "stated"]
    return max(days).isoformat() if days else ""
