"""Pages by which the house is kept in order: the working calendar, and the departments from a file."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from audit import clock
from departments import services
from departments.calendar import missing_years
from departments.catalogue_file import MOST_BYTES
from departments.holiday_notice import read_notice
from departments.models import CalendarYear, SpecialDay
from departments.permissions import may
from departments.verdicts import require


class NoticeForm(forms.Form):
    """The official notice of a year, as it was published."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2004, max_value=2100)
    text = forms.CharField(
        label=gettext_lazy("Text of the official notice"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy("Paste the numbered lines; nothing is stored before you have seen the days."),
    )


class CatalogueForm(forms.Form):
    """A CSV file, or the file of the preview that is now saved."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        error_messages={"required": gettext_lazy("Choose a CSV file.")},
        help_text=gettext_lazy(
            "Columns: 全称, 常用简称, 类别, 上级, 别名, 曾用名, 职能, 排序. At most 5 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    top = forms.CharField(
        label=gettext_lazy("Full name of the city government"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only for the first import: the units without a parent stand under it."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("kept")

    def clean(self) -> dict:
        given = super().clean()
        upload = given.get("file")
        if upload and upload.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB."))
        try:
            given["content"] = (
                upload.read() if upload else base64.b64decode(given.get("kept") or "", validate=True)
            )
        except binascii.Error as error:
            raise ValidationError(_("Choose the file again.")) from error
        return given


@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The years whose notice is loaded; a new one is pasted, looked at, then saved."""
    require(may(request.user, "edit_calendar"))
    missing = missing_years(clock.today())
    form = NoticeForm(
        request.POST or None, initial={"year": missing[0] if missing else clock.today().year + 1}
    )
    notice = None
    if form.is_valid():
        notice = read_notice(form.cleaned_data["text"], form.cleaned_data["year"])
        for line, what in notice.errors:
            form.add_error("text", _("Line %(line)s: %(what)s") % {"line": line, "what": what})
        if "save" in request.POST and not notice.errors:
            services.load_calendar_notice(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The calendar of %(year)s is loaded.") % form.cleaned_data)
            return redirect("calendar")
    context = {"form": form, "notice": notice, "missing": missing, "years": _years()}
    return render(request, "departments/calendar.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Departments from a CSV file: what it would create and change, or which cells are wrong; then saved."""
    require(may(request.user, "edit_departments"))
    sent = request.method == "POST"
    form = CatalogueForm(request.POST if sent else None, request.FILES if sent else None)
    plan = None
    if form.is_valid():
        given, save = form.cleaned_data, "save" in request.POST
        try:
            plan = services.import_departments(
                actor=request.user, content=given["content"], top=given["top"], dry_run=not save
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            if save:
                messages.success(request, _("The departments are stored."))
                return redirect("directory")
            form.data = {**form.data.dict(), "kept": base64.b64encode(given["content"]).decode()}
    context = {"form": form, "plan": plan}
    return render(request, "departments/import.html", context, status=422 if form.errors else 200)


def _years() -> list[dict]:
    """Each loaded year with the number of its holidays and make-up working days, newest first."""
    days = (
        SpecialDay.objects.order_by()
        .values("date__year")
        .annotate(off=Count("pk", filter=Q(is_workday=False)), worked=Count("pk", filter=Q(is_workday=True)))
    )
    counted = {row["date__year"]: row for row in days}
    return [{"year": year, **counted.get(year.year, {})} for year in CalendarYear.objects.order_by("-year")]
