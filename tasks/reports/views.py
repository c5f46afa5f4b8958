"""Pages of the Reports: import, read, review, issue."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from departments.verdicts import require
from tasks.models import Report, Task
from tasks.register.services import issue_list
from tasks.reports import forms, presentation, rules, services
from tasks.reports.querysets import coverage
from tasks.reports.review_views import drafted


@require_GET
def report_list(request):
    """All Reports one may read, newest first, with how far each has come."""
    reports = (
        Report.objects.visible_to(request.user).select_related("jurisdiction").defer("text", "difference")
    )
    rows = [(report, coverage(report)) for report in reports[:50]]
    may_import = rules.may_draft(request.user)
    return render(request, "tasks/reports/list.html", {"rows": rows, "may_import": may_import})


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
    report = drafted(request, pk)
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


@require_http_methods(["GET", "POST"])
def issue(request, pk: int):
    """Issue all accepted drafts: a new version of the responsibility list is frozen."""
    report = drafted(request, pk)
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
    context = {
        "report": report,
        "form": form,
        "accepted": accepted.count(),
        "coverage": coverage(report),
        "hinder": presentation.hindrances_of(report),
    }
    return render(request, "tasks/reports/issue.html", context, status=400 if form.errors else 200)


@require_GET
def sentence(request, pk: int, number: int):
    """The tasks of one sentence: beside the text, or without scripts as a page of its own."""
    report = get_object_or_404(Report.objects.visible_to(request.user).defer("text", "difference"), pk=pk)
    passage = get_object_or_404(report.passages, number=number)
    tasks = Task.objects.visible_to(request.user).filter(passages=passage).select_related("lead_department")
    context = {
        "report": report,
        "passage": passage,
        "tasks": tasks.order_by("number", "pk"),
        "may_draft": rules.may_draft(request.user, report.jurisdiction_id),
    }
    name = "_sentence" if request.htmx else "sentence"
    return render(request, f"tasks/reports/{name}.html", context)
