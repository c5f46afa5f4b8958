"""The first screen of the mayor's office."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import clock
from departments.models import Department
from departments.permissions import may
from departments.verdicts import require
from supervision.delegations.services import on_first_page
from supervision.overview.chart import trend_chart
from supervision.overview.place import overview


@require_GET
def dashboard_page(request):
    """The city, or another jurisdiction, at one glance."""
    require(may(request.user, "see_dashboard"))
    try:
        found = overview(request.user, request.GET.get("place", ""), request.GET.get("year", ""))
    except Department.DoesNotExist as error:
        raise Http404 from error
    context = {**found, "now": clock.now(), "chart": trend_chart(found["trend"])}
    context |= on_first_page(request.user)
    return render(request, "supervision/overview/dashboard.html", context)
