"""Pages of the Reports: import, read, review, issue."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments.verdicts import require
from tasks.models import Report, Task
from tasks.register.services import issue_list
from tasks.reports import forms, presentation, rules, services
from tasks.reports.querysets import coverage


@require_GET
def report_list(request):
    """All Reports one may read, newest first, with how far each has come."""
    reports = (
        Report.objects.visible_to(request.user).select_related("jurisdiction").defer("text", "difference")
    )
    rows = [(report, coverage(report)) for report in reports[:50]]
    may_import = rules.may_draft(request.user)
    return render(request, "tasks/reports/list.html", {"rows": rows, "may_import": may_import})


@require_http_methods(["GET", "POST"])
def import_page(request):
    """Choose a file; it is decomposed at once and opens on its review."""
    require(rules.may_draft(request.user))
    jurisdictions = rules.jurisdictions(request.user)
    form = forms.ImportForm(request.POST or None, request.FILES or None, jurisdictions=jurisdictions)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            report = services.import_report(
                actor=request.user,
                jurisdiction_id=form.cleaned_data["jurisdiction"].pk,
                data=upload.read(),
                file_name=upload.name,
                year=form.cleaned_data["year"],
            )
        except ValidationError as error:
            form.add_error("year" if error.code == "no_year" else "file", error)
        else:
            return redirect("reports:review", report.pk)
    return render(request, "tasks/reports/import.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def review(request, pk: int):
    """The text on the left, the drafts on the right."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if not rules.may_draft(request.user, report.jurisdiction_id):
        return redirect("reports:text", pk)
    return render(request, "tasks/reports/review.html", presentation.review_page(report, request))


@require_GET
def text(request, pk: int):
    """The Report itself: every sentence in the colour of its tasks, one click from them."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    return render(request, "tasks/reports/text.html", presentation.text_page(report, request))


@require_GET
def difference(request, pk: int):
    """What a corrected text changed, sentence by sentence."""
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("corrects"), pk=pk)
    return render(request, "tasks/reports/difference.html", {"report": report})


@require_http_methods(["GET", "POST"])
def correct(request, pk: int):
    """Import a corrected text of this Report; links and edits are kept."""
    report = _drafted(request, pk)
    form = forms.CorrectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            new = services.import_correction(
                actor=request.user, report_id=report.pk, data=upload.read(), file_name=upload.name
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("reports:difference", new.pk)
    context = {"form": form, "report": report}
    return render(request, "tasks/reports/correct.html", context, status=400 if form.errors else 200)


@require_POST
def bulk(request, pk: int):
    """One verb for all ticked drafts."""
    report = _drafted(request, pk)
    if means := request.POST.get("means", ""):
        return _name_unit(request, report, means)
    verb = request.POST.get("verb", "")
    form_class = {"set_aside": forms.SetAsideForm, "change": forms.BulkForm}.get(verb, forms.ChosenForm)
    form = form_class(request.POST, report=report)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return _back(request, report)
    calls = {
        "accept": lambda **common: services.accept_drafts(**common),
        "merge": lambda **common: services.merge_drafts(**common),
        "set_aside": lambda **common: services.set_aside(reason=form.cleaned_data["reason"], **common),
        "change": lambda **common: services.change_drafts(
            changes=form.changes(), supports=_ids(form.cleaned_data["supports"]) or None, **common
        ),
    }
    if verb not in calls:
        return HttpResponse(status=400)
    return _step(
        request, report, lambda: calls[verb](actor=request.user, report_id=pk, task_ids=form.task_ids())
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk: int, task_pk: int):
    """One draft with everything that its issue needs."""
    report = _drafted(request, pk)
    task = get_object_or_404(Task.objects.drafts().filter(report=report), pk=task_pk)
    initial = {
        part: [p.department_id for p in task.parties.all() if p.part == code] for part, code in _PARTS.items()
    }
    initial["milestones"] = "\n".join(f"{step.due_on} {step.title}" for step in task.milestones.all())
    form = forms.DraftForm(request.POST or None, instance=task, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_drafts(
                actor=request.user,
                report_id=pk,
                task_ids=[task_pk],
                changes=form.changes(),
                supports=_ids(form.cleaned_data["supports"]),
                co_leads=_ids(form.cleaned_data["co_leads"]),
                milestones=form.cleaned_data["milestones"],
                version=form.cleaned_data["version"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(reverse("reports:review", args=[pk]) + f"#draft-{task_pk}")
    stored = Task.objects.select_related("lead_department").get(pk=task_pk)
    context = {"report": report, "task": stored, "form": form}
    return render(request, "tasks/reports/edit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def split(request, pk: int, task_pk: int):
    """Cut a draft in two or more."""
    report = _drafted(request, pk)
    task = get_object_or_404(Task.objects.drafts().filter(report=report), pk=task_pk)
    form = forms.SplitForm(request.POST or None, task=task)
    if request.method == "POST" and form.is_valid():
        try:
            services.split_draft(actor=request.user, report_id=pk, task_id=task_pk, cuts=form.cuts())
        except ValidationError as error:
            form.add_error("text", error)
        else:
            return redirect(reverse("reports:review", args=[pk]) + f"#draft-{task_pk}")
    context = {"report": report, "task": task, "form": form}
    return render(request, "tasks/reports/split.html", context, status=400 if form.errors else 200)


@require_POST
def restore(request, pk: int, passage_pk: int):
    """Make a task of a sentence that was set aside."""
    report = _drafted(request, pk)
    get_object_or_404(report.passages, pk=passage_pk)
    return _step(
        request,
        report,
        lambda: services.restore_passage(actor=request.user, report_id=pk, passage_id=passage_pk),
    )


@require_POST
def undo(request, pk: int):
    """Take back one's last step."""
    report = _drafted(request, pk)
    return _step(request, report, lambda: services.undo_step(actor=request.user, report_id=pk), undone=True)


@require_http_methods(["GET", "POST"])
def issue(request, pk: int):
    """Issue all accepted drafts: a new version of the responsibility list is frozen."""
    report = _drafted(request, pk)
    require(rules.may_issue(request.user, report.jurisdiction_id))
    accepted = Task.objects.drafts().filter(report=report, accepted=True)
    # An official document is Chinese, whatever language its issuer reads.
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Responsibility list %(year)s of %(place)s")
    initial = {"title": title % {"year": report.year, "place": report.jurisdiction.name}}
    form = forms.IssueForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_list(
                actor=request.user,
                jurisdiction_id=report.jurisdiction_id,
                year=report.year,
                task_ids=list(accepted.values_list("pk", flat=True)),
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("lists:detail", issued.pk)
    context = {"report": report, "form": form, "accepted": accepted.count(), "coverage": coverage(report)}
    return render(request, "tasks/reports/issue.html", context, status=400 if form.errors else 200)


_PARTS = {"co_leads": "co_lead", "supports": "support"}


def _drafted(request, pk: int) -> Report:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(rules.may_draft(request.user, report.jurisdiction_id))
    return report


def _name_unit(request, report: Report, means: str) -> HttpResponse:
    task, department, written = [*means.split("|", 2), "", ""][:3]
    if not (task.isdecimal() and department.isdecimal()):
        return HttpResponse(status=400)
    return _step(
        request,
        report,
        lambda: services.name_unit(
            actor=request.user,
            report_id=report.pk,
            written=written,
            department_id=int(department),
            task_ids=[int(task)],
        ),
    )


def _ids(departments) -> list[int]:
    return [department.pk for department in departments]


def _step(request, report: Report, call, undone: bool = False) -> HttpResponse:
    try:
        step = call()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request, report)
    count = max(len(step.before["tasks"]), len(step.after["tasks"]))
    said = ngettext("%(count)s draft changed.", "%(count)s drafts changed.", count) % {"count": count}
    messages.success(request, _("Taken back.") if undone else said)
    return _back(request, report)


def _back(request, report: Report) -> HttpResponse:
    """To where the reviewer was, filters and all."""
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        wanted = reverse("reports:review", args=[report.pk])
    return redirect(wanted)
