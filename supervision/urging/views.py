"""Urge a unit by hand."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from departments.verdicts import require
from supervision.urging import services
from tasks import rules
from tasks.models import Task

EARLIER = 5


class UrgeForm(forms.Form):
    """What the unit is urged to do."""

    text = forms.CharField(
        label=gettext_lazy("What the unit should do, and by when"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The post, the liaison and the unit head are told at once and asked to reply."
        ),
    )


@require_http_methods(["GET", "POST"])
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what was sent and answered before."""
    task = get_object_or_404(Task.objects.visible_to(request.user).select_related("lead_department"), pk=pk)
    require(rules.permitted("urge", request.user, task))
    form = UrgeForm(request.POST or None)
    if form.is_valid():
        try:
            services.urge(actor=request.user, task_id=pk, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The unit has been urged."))
            return redirect(_back(request, pk))
    earlier = task.urgings.select_related("sent_by", "replied_by")[:EARLIER]
    context = {"task": task, "form": form, "earlier": earlier, "back": _back(request, pk)}
    return render(request, "supervision/urging/urge.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, pk: int) -> str:
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, None) else reverse("register:task", args=[pk])
