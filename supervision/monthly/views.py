"""Bulletins and statements: read, edit the words, sign, confirm or dispute."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit import log
from departments.choices import Area
from departments.verdicts import require
from supervision.models import MonthlyBulletin, Statement
from supervision.monthly import forms, rules, services
from supervision.monthly.docx import bulletin_document
from supervision.monthly.paper import paper
from tasks.choices import Light, ScheduleClass, Status

# What the list behind a figure can be narrowed to.
ROW_CODES = {
    "light": Light.values,
    "schedule_class": ScheduleClass.values,
    "status": Status.values,
    "area": Area.values,
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def bulletin(request, pk: int):
    """One bulletin as it will be printed, and the list behind its figures."""
    found = _visible(request, pk)
    context = {
        "bulletin": found,
        "paper": paper(found, request.user),
        "may_edit": found.state == MonthlyBulletin.State.DRAFT and rules.may_draft(request.user, found),
        "may_sign": found.state == MonthlyBulletin.State.DRAFT and rules.may_sign(request.user, found),
    }
    return render(request, "supervision/monthly/bulletin.html", context)


@require_http_methods(["GET", "POST"])
def edit(request, pk: int):
    """Edit the words; the figures stay."""
    found = _visible(request, pk)
    require(rules.may_draft(request.user, found))
    form = forms.WordsForm(request.POST or None, bulletin=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_bulletin(
                actor=request.user, bulletin_id=pk, version=form.cleaned_data["version"], words=form.words()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("supervision:bulletin", pk)
    context = {"bulletin": found, "form": form}
    return render(request, "supervision/monthly/edit.html", context, status=400 if form.errors else 200)


@require_POST
def sign(request, pk: int):
    """Sign: the bulletin gets its number and is frozen."""
    _visible(request, pk)
    try:
        signed = services.sign_bulletin(actor=request.user, bulletin_id=pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Signed and issued as number %(n)s of the year.") % {"n": signed.issue})
    return redirect("supervision:bulletin", pk)


@require_GET
def document(request, pk: int):
    """The bulletin as docx."""
    return bulletin_file(request.user, _visible(request, pk))


def bulletin_file(person, found: MonthlyBulletin) -> HttpResponse:
    """The bulletin as docx; who took it is recorded."""
    log.record(actor=person, action="supervision.bulletin_exported", target=found, form="docx")
    response = HttpResponse(bulletin_document(found), content_type=DOCX)
    response["Content-Disposition"] = (
        f"attachment; filename=\"bulletin.docx\"; filename*=UTF-8''{quote(found.title, safe='')}.docx"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def rows(request, pk: int):
    """The list behind a figure, as it stood on that day."""
    found = _visible(request, pk)
    seen = found.rows_seen_by(request.user)
    behind = seen.select_related("task", "lead_department").order_by("task__number")
    chosen = {name: request.GET[name] for name in ROW_CODES if request.GET.get(name) in ROW_CODES[name]}
    unit = request.GET.get("lead_department", "")
    if unit.isdecimal() and len(unit) < 19:
        chosen["lead_department"] = unit
    context = {"bulletin": found, "rows": behind.filter(**chosen)[:1000], "lights": Light, "chosen": chosen}
    return render(request, "supervision/monthly/rows.html", context)


@require_GET
def statements(request):
    """The statements of one's units, or of the whole jurisdiction."""
    found = Statement.objects.visible_to(request.user).select_related("department", "jurisdiction")
    return render(request, "supervision/monthly/statements.html", {"statements": found[:300]})


@require_http_methods(["GET", "POST"])
def statement(request, pk: int):
    """One statement: its sum, and its answer."""
    found = get_object_or_404(Statement.objects.visible_to(request.user).select_related("department"), pk=pk)
    confirm = request.POST.get("answer") == "confirm"
    form = forms.DisputeForm(request.POST if request.method == "POST" and not confirm else None)
    if request.method == "POST" and (confirm or form.is_valid()):
        try:
            services.answer_statement(
                actor=request.user,
                statement_id=pk,
                confirm=confirm,
                dispute="" if confirm else form.cleaned_data["dispute"],
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            return redirect("supervision:statements")
    context = {
        "statement": found,
        "form": form,
        "may_answer": rules.may_answer_statement(request.user, found),
    }
    return render(request, "supervision/monthly/statement.html", context, status=400 if form.errors else 200)


def _visible(request, pk: int) -> MonthlyBulletin:
    return get_object_or_404(
        MonthlyBulletin.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk
    )
