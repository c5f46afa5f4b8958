"""The first screen of the mayor's office."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_GET

from audit import clock
from departments.models import Department
from departments.parts import part
from departments.permissions import may
from departments.verdicts import require
from supervision.delegations.services import on_first_page
from supervision.overview.chart import trend_chart
from supervision.overview.place import overview
from tasks.templatetags.lights import bar, light


@require_GET
def dashboard_page(request):
    """The city, or another jurisdiction, at one glance."""
    require(may(request.user, "see_dashboard"))
    try:
        found = overview(request.user, request.GET.get("place", ""), request.GET.get("year", ""))
    except Department.DoesNotExist as error:
        raise Http404 from error
    context = {**found, "now": clock.now(), "cards": _cards(found), "gap": _gap()}
    context |= on_first_page(request.user)
    return render(request, "supervision/overview/dashboard.html", context)


def _cards(found: dict) -> SafeString:
    asked = len(found["questions"])
    words = ngettext("%(n)s decision needed", "%(n)s decisions needed", asked) % {"n": asked}
    chart = trend_chart(found["trend"])
    return part("dashboard", **found, decisions=words, chart=chart, light=light, bar=bar)


def _gap() -> str:
    """What stands between two sentences: Chinese ones need nothing."""
    return "" if (get_language() or "").startswith("zh") else " "
