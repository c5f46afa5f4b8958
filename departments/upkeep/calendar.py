"""The page of the working calendar."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from audit import clock
from departments import services
from departments.calendar import missing_years
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


def _years() -> list[dict]:
    """Each loaded year with the number of its holidays and make-up working days, newest first."""
    days = (
        SpecialDay.objects.order_by()
        .values("date__year")
        .annotate(off=Count("pk", filter=Q(is_workday=False)), worked=Count("pk", filter=Q(is_workday=True)))
    )
    counted = {row["date__year"]: row for row in days}
    return [{"year": year, **counted.get(year.year, {})} for year in CalendarYear.objects.order_by("-year")]
