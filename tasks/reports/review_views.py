"""The review of a Report: its page, its steps, and what others do meanwhile. A step answers with what has changed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments.parts import part
from departments.verdicts import require
from tasks.models import Report, Task
from tasks.reports import changes, presentation, review_forms, rules, services
from tasks.reports.cards import draft_rows
from tasks.reports.due_words import understand


@require_GET
def review(request, pk: int):
    """The text on the left, the drafts on the right."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if not rules.may_draft(request.user, report.jurisdiction_id):
        return redirect("reports:text", pk)
    return render(request, "tasks/reports/review.html", presentation.review_page(report, request))


@require_GET
def all_drafts(request, pk: int):
    """All drafts, for the page of a long report that was opened with the first of them."""
    report = drafted(request, pk)
    found = Task.objects.drafts().filter(report=report)
    return HttpResponse(
        format_html('<ol data-version="{}">{}</ol>', report.version, draft_rows(report, found))
    )


@require_POST
def bulk(request, pk: int):
    """One verb for all chosen drafts, or the department that a written name means on one of them."""
    report = drafted(request, pk)
    if means := request.POST.get("means", ""):
        return _name_unit(request, report, means)
    if give := request.POST.get("give", ""):
        return _give(request, report, give)
    verb = request.POST.get("verb", "")
    if verb not in _CALLS:
        return HttpResponse(status=400)
    form = _FORMS.get(verb, review_forms.ChosenForm)(request.POST, report=report)
    if not form.is_valid():
        return _refused(request, report, _errors(form))
    return answer(request, report, lambda common: _CALLS[verb](form, common))


_FORMS = {"set_aside": review_forms.SetAsideForm, "change": review_forms.BulkForm}
_CALLS = {
    "accept": lambda form, common: services.accept_drafts(**common, **form.common()),
    "merge": lambda form, common: services.merge_drafts(**common, **form.common()),
    "take_suggestions": lambda form, common: services.take_suggestions(**common, **form.common()),
    "take_text": lambda form, common: services.take_text_as_standard(**common, **form.common()),
    "set_aside": lambda form, common: services.set_aside(
        reason=form.cleaned_data["reason"], **common, **form.common()
    ),
    "change": lambda form, common: services.change_drafts(
        changes=form.changes(),
        supports=[unit.pk for unit in form.cleaned_data["supports"]] or None,
        **common,
        **form.common(),
    ),
}


@require_http_methods(["GET", "POST"])
def split(request, pk: int, task_pk: int):
    """Cut a draft in two or more."""
    report = drafted(request, pk)
    task = get_object_or_404(Task.objects.drafts().filter(report=report), pk=task_pk)
    form = review_forms.SplitForm(request.POST or None, task=task)
    if request.method == "POST" and form.is_valid():
        try:
            step = services.split_draft(actor=request.user, report_id=pk, task_id=task_pk, cuts=form.cuts())
        except ValidationError as error:
            form.add_error("text", error)
        else:
            return answered(request, report, changes.words_of(step), at=task_pk)
    context = {"report": report, "task": task, "form": form}
    return panel(request, "split", context, failed=bool(form.errors))


@require_POST
def restore(request, pk: int, number: int):
    """Make a task of a sentence, or of the words of it that were marked."""
    report = drafted(request, pk)
    passage = get_object_or_404(report.passages, number=number)
    words = request.POST.get("words", "")
    return answer(
        request,
        report,
        lambda common: services.make_task_of(passage_id=passage.pk, words=words, **common),
    )


@require_POST
def undo(request, pk: int):
    """Take back one's last step."""
    report = drafted(request, pk)
    return answer(request, report, lambda common: services.undo_step(**common))


@require_POST
def look(request, pk: int):
    """What has changed since the page was drawn, and who else is here; nothing at all when nothing has."""
    found = changes.watch(pk, request.user)
    if found is None:
        raise Http404
    require(rules.may_draft(request.user, found.jurisdiction_id))
    draft, editing = presentation.number(request.POST.get("draft")), "editing" in request.POST
    if found.stale(draft, editing):
        services.note_presence(actor=request.user, report_id=pk, draft=draft, editing=editing)
    since = presentation.number(request.POST.get("since")) or 0
    if request.POST.get("mark") == found.mark and since >= found.version:
        return HttpResponse(status=204)
    html = part("others", others=found.others, mark=found.mark)
    if since < found.version:
        report = Report.objects.defer("text", "difference").get(pk=pk)
        html += changes.draw(changes.changes_since(report, since, request.user))
    return HttpResponse(html)


@require_GET
def date_words(request, pk: int):
    """How the words for a date are understood, while one types them."""
    report = drafted(request, pk)
    written = (request.GET.get("due_on") or "").strip()
    try:
        day = understand(written, report.year) if written else None
    except ValidationError as error:
        return HttpResponse(part("understood", day="", error=" ".join(error.messages)))
    return HttpResponse(part("understood", day=date_format(day, "Y-m-d l") if day else "", error=""))


def drafted(request, pk: int) -> Report:
    """The Report, for whoever drafts in its jurisdiction."""
    report = get_object_or_404(Report.objects.visible_to(request.user).defer("text", "difference"), pk=pk)
    require(rules.may_draft(request.user, report.jurisdiction_id))
    return report


def answer(request, report: Report, call, *, at: int | None = None) -> HttpResponse:
    """Take a step and answer with what it did, or with why it was refused."""
    try:
        step = call({"actor": request.user, "report_id": report.pk})
    except ValidationError as error:
        return _refused(request, report, " ".join(error.messages))
    return answered(request, report, changes.words_of(step), at=at)


def answered(
    request, report: Report, words: str, *, at: int | None = None, bad: bool = False
) -> HttpResponse:
    """What has changed since the reviewer's version; without scripts the page they came from, with a message."""
    if not request.htmx:
        (messages.error if bad else messages.success)(request, words)
        return _back(request, report, at)
    since = presentation.number(request.POST.get("since")) or 0
    report = Report.objects.defer("text", "difference").get(pk=report.pk)
    found = changes.changes_since(report, since, request.user)
    return HttpResponse(changes.draw(found, said=words, bad=bad))


def panel(request, name: str, context: dict, *, failed: bool) -> HttpResponse:
    """A form of one draft: as a part for the card that it stands in, or as a page of its own."""
    status = 400 if failed else 200
    if not request.htmx:
        return render(request, f"tasks/reports/{name}.html", context, status=status)
    response = render(request, f"tasks/reports/_{name}.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#panel", "innerHTML"
    return response


def _refused(request, report: Report, words: str) -> HttpResponse:
    return answered(request, report, words, bad=True)


def _name_unit(request, report: Report, means: str) -> HttpResponse:
    task, department, written = [*means.split("|", 2), "", ""][:3]
    if not (task.isdecimal() and department.isdecimal()):
        return HttpResponse(status=400)
    named = {"written": written, "department_id": int(department), "task_ids": [int(task)]}
    return answer(request, report, lambda common: services.name_unit(**named, **common))


def _give(request, report: Report, give: str) -> HttpResponse:
    """One click takes a suggested department as the lead."""
    task, _bar, department = give.partition("|")
    sent = {"tasks": [task], "lead_department": department, "seen": request.POST.get("seen", "")}
    form = review_forms.GiveForm(sent, report=report)
    if not form.is_valid():
        return _refused(request, report, _errors(form))
    lead = form.cleaned_data["lead_department"]
    return answer(
        request,
        report,
        lambda common: services.change_drafts(
            changes={"lead_department_id": lead.pk}, **common, **form.common()
        ),
    )


def _errors(form) -> str:
    return " ".join(message for errors in form.errors.values() for message in errors)


def _back(request, report: Report, at: int | None = None) -> HttpResponse:
    """To where the reviewer was, filters and all."""
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        wanted = reverse("reports:review", args=[report.pk]) + (f"?at={at}#draft-{at}" if at else "")
    return redirect(wanted)
