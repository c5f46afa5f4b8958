"""Delegations: who decides on whose behalf, given and ended on one page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit import clock
from departments.delegation import rules
from departments.models import Delegation
from departments.permissions import may
from departments.verdicts import require
from supervision.delegations import services
from supervision.delegations.forms import DelegationForm

SHOWN = 60


@require_http_methods(["GET", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Those one gave or was given, and the form for whoever may give."""
    gives = bool(rules.own_posts(request.user))
    if request.method == "POST":
        require(may(request.user, "delegate"))
    form = DelegationForm(request.POST or None, person=request.user) if gives else None
    if form and form.is_valid():
        try:
            made = services.delegate(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("%(name)s decides on your behalf from %(first)s to %(last)s.")
            days = {"name": made.deputy.name, "first": made.starts_on, "last": made.ends_on}
            messages.success(request, said % days)
            return redirect("supervision:delegations")
    context = {
        "form": form,
        "delegations": services.known(request.user, SHOWN),
        "today": clock.today(),
        "all": may(request.user, "grant_roles"),
    }
    status = 422 if form and form.errors else 200
    return render(request, "supervision/delegations/delegations.html", context, status=status)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one before its last day."""
    mine = Delegation.objects if may(request.user, "grant_roles") else Delegation.objects.of(request.user)
    found = get_object_or_404(mine, pk=pk)
    try:
        services.end_delegation(actor=request.user, delegation_id=found.pk)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("The delegation has ended."))
    return redirect("supervision:delegations")
