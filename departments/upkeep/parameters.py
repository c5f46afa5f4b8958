"""The page of the city's numbers, with what they were before."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from audit.models import AuditEntry
from departments import services
from departments.models import Parameter
from departments.parameter_words import WORDS, written
from departments.permissions import may
from departments.upkeep.number_form import ParametersForm
from departments.verdicts import require

MOST_SHOWN = 50


@require_http_methods(["GET", "POST"])
def parameters(request: HttpRequest) -> HttpResponse:
    """Every number with its default and its meaning; what is changed holds at once and is written into the trail."""
    require(may(request.user, "edit_parameters"))
    values = dict(Parameter.objects.values_list("name", "value"))
    form = ParametersForm(request.POST or None, values=values)
    if form.is_valid():
        changed = {
            name: value
            for name, value in form.cleaned_data.items()
            if written(value) != written(values.get(name, WORDS[name].default))
        }
        with transaction.atomic():
            for name, value in changed.items():
                services.set_parameter(actor=request.user, name=name, value=value)
        words = ngettext("%(n)s number changed.", "%(n)s numbers changed.", len(changed))
        messages.success(request, words % {"n": len(changed)} if changed else _("Nothing was changed."))
        return redirect("upkeep:parameters")
    context = {"form": form, "history": _history()}
    return render(request, "departments/parameters.html", context, status=422 if form.errors else 200)


def _history() -> list[dict]:
    entries = AuditEntry.objects.filter(action="departments.parameter_set").order_by("-id")[:MOST_SHOWN]
    return [
        {
            "at": entry.at,
            "who": entry.actor_name,
            "label": WORDS[name].label,
            "before": written(
                WORDS[name].default if entry.details["before"] is None else entry.details["before"]
            ),
            "after": written(entry.details["after"]),
        }
        for entry in entries
        if (name := entry.details.get("name")) in WORDS
    ]
