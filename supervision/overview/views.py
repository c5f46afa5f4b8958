"""The first screens of the supervision office and of the mayor's office."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from audit import clock
from departments.models import Department
from departments.permissions import may, scopes
from departments.verdicts import require
from supervision.overview.chart import trend_chart
from supervision.overview.dashboard import dashboard
from supervision.overview.queue import queue
from tasks.models import Task


@require_GET
def queue_page(request):
    """What waits for the supervision office, with its age."""
    require(may(request.user, "verify_closing"))
    sections = queue(request.user, clock.today())
    wanted = request.GET.get("show") or next((s.code for s in sections if s.total), sections[0].code)
    shown = next((section for section in sections if section.code == wanted), sections[0])
    context = {"sections": sections, "shown": shown, "total": sum(section.total for section in sections)}
    return render(request, "supervision/overview/queue.html", context)


@require_GET
def dashboard_page(request):
    """The city, or another jurisdiction, at one glance."""
    require(may(request.user, "see_dashboard"))
    places = _places(request.user)
    place = (
        get_object_or_404(places, pk=request.GET["place"])
        if request.GET.get("place", "").isdigit()
        else places.first()
    )
    years = list(
        Task.objects.filter(jurisdiction=place)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()[:5]
    )
    asked = request.GET.get("year", "")
    year = (
        int(asked) if asked.isdigit() and int(asked) in years else (years[0] if years else clock.today().year)
    )
    found = dashboard(request.user, clock.today(), place, year)
    context = {**found, "place": place, "places": places, "year": year, "years": years, "now": clock.now()}
    context["chart"] = trend_chart(found["trend"])
    return render(request, "supervision/overview/dashboard.html", context)


def _places(person):
    """The jurisdictions whose dashboard the person may open, the city first."""
    reaching = scopes(person.acting, "see_dashboard")
    found = Department.objects.jurisdictions().order_by("position", "pk")
    if any(scope in ("all", "area") for scope, _grant in reaching):
        return found
    return found.filter(
        pk__in={person.acting.tree.jurisdiction(grant.department_id) for _scope, grant in reaching}
    )
