"""The audit trail for the audit administrator: search, and the state of the chain."""

from __future__ import annotations

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from audit.models import AuditEntry, AuditSeal
from departments.permissions import may
from departments.verdicts import require

SHOWN = 100


class SearchForm(forms.Form):
    """What the auditor looks for."""

    actor = forms.CharField(label=_("Who"), required=False)
    action = forms.CharField(label=_("Action"), required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)


@require_GET
def trail(request):
    """The entries, newest first, with what isn't sealed yet."""
    require(may(request.user, "read_audit"))
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    before = asked.pop("before", None)
    entries = AuditEntry.objects.search(**asked)
    if before:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: SHOWN + 1])
    context = {
        "form": form,
        "entries": found[:SHOWN],
        "older": found[SHOWN - 1].pk if len(found) > SHOWN else None,
        "unsealed": AuditEntry.objects.unsealed_count(),
        "head": AuditSeal.objects.head(),
        "asked": {name: value for name, value in request.GET.items() if name != "before"},
    }
    return render(request, "departments/trail.html", context)
