"""The security administrator decides on many who are named at once: appoint them, or decline with a reason."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from audit import clock
from departments import services
from departments.lists.asking import Asked
from departments.lists.page import filtered
from departments.models import Nomination
from departments.permissions import may
from departments.upkeep.lists import NOMINATIONS
from departments.verdicts import Forbidden, require

MOST = 500


class DecideForm(forms.Form):
    """From when they are appointed, or why not."""

    starts_on = forms.DateField(
        label=gettext_lazy("Appointed from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=gettext_lazy("Reason, when you decline"), required=False, max_length=500)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """The chosen people with their posts; each is decided by the rules of a single appointment."""
    require(may(request.user, "grant_roles"))
    chosen = list(_chosen(request)[: MOST + 1])
    if not chosen:
        messages.warning(request, _("Choose at least one person in the list."))
        return redirect("upkeep:nominations")
    form = DecideForm(request.POST or None, initial={"starts_on": clock.today()})
    lines = [(one, "") for one in chosen[:MOST]]
    if form.is_valid():
        declined = "decline" in request.POST
        if declined and not form.cleaned_data["reason"].strip():
            form.add_error("reason", _("Say why."))
        elif not declined and not form.cleaned_data["starts_on"]:
            form.add_error("starts_on", _("Choose the first day."))
        else:
            lines = _decided(request, [one for one, _why in lines], form.cleaned_data, declined)
            if not lines:
                return redirect("upkeep:nominations")
    context = {
        "form": form,
        "lines": lines,
        "refused": any(why for _one, why in lines),
        "more": len(chosen) > MOST,
    }
    return render(request, "departments/decide.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> QuerySet:
    rows = Nomination.objects.select_related("person", "post__department", "named_by")
    if request.GET.get("all") == "on":
        _filter, found = filtered(request.user, Asked(NOMINATIONS, request.GET))
        return rows.filter(pk__in=found.order_by().values("pk"))
    ids = request.POST.getlist("ids") or request.GET.getlist("ids")
    return rows.filter(pk__in=[number for number in ids if number.isdecimal()][: MOST + 1])


def _decided(
    request: HttpRequest, chosen: list[Nomination], given: dict, declined: bool
) -> list[tuple[Nomination, str]]:
    """Decide one by one; those that are refused come back with the reason."""

    def one(named: Nomination) -> object:
        if declined:
            return services.decline_nominee(
                actor=request.user, nomination_id=named.pk, reason=given["reason"]
            )
        return services.appoint_nominee(
            actor=request.user, nomination_id=named.pk, starts_on=given["starts_on"]
        )

    refused = [(named, why) for named in chosen if (why := _refusal(one, named))]
    done = len(chosen) - len(refused)
    words = (
        ngettext("%(n)s declined.", "%(n)s declined.", done)
        if declined
        else ngettext("%(n)s person appointed.", "%(n)s people appointed.", done)
    )
    if done:
        messages.success(request, words % {"n": done})
    return refused


def _refusal(act: Callable[[Nomination], object], named: Nomination) -> str:
    try:
        with transaction.atomic():
            act(named)
    except ValidationError as error:
        return " ".join(error.messages)
    except Forbidden as error:
        return str(error)
    except Nomination.DoesNotExist:
        return _("Somebody decided on this meanwhile.")
    return ""
