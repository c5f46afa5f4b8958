"""Which jurisdiction and year a dashboard is about, asked by page and API alike."""

from __future__ import annotations

from django.db.models import QuerySet

from audit import clock
from audit.statements import values
from departments.models import Department, Person
from departments.permissions import scopes
from departments.querysets import DepartmentQuerySet
from supervision.overview.dashboard import dashboard
from tasks.models import Task

YEARS = 5


def overview(person: Person, place_asked: str, year_asked: str) -> dict:
    """The dashboard of the place and year asked for; of the first place and newest year otherwise.

    Raises:
        Department.DoesNotExist: a place whose dashboard the person may not open, or there is none at all.
    """
    places = list(places_of(person))
    chosen = (
        [place for place in places if str(place.pk) == place_asked] if place_asked.isdecimal() else places
    )
    if not chosen:
        raise Department.DoesNotExist(place_asked)
    place = chosen[0]
    years = [year for (year,) in values(_years, place.pk)]
    newest = years[0] if years else clock.today().year
    year = next((year for year in years if str(year) == year_asked), newest)
    return {
        **dashboard(person, clock.today(), place, year),
        "place": place,
        "places": places,
        "year": year,
        "years": years,
    }


def _years(jurisdiction_id: int) -> QuerySet:
    listed = Task.objects.filter(jurisdiction=jurisdiction_id).order_by("-year")
    return listed.values_list("year").distinct()[:YEARS]


def places_of(person: Person) -> DepartmentQuerySet:
    """The jurisdictions whose dashboard the person may open, the city first."""
    reaching = scopes(person.acting, "see_dashboard")
    found = Department.objects.jurisdictions().order_by("position", "pk")
    if any(scope in ("all", "area") for scope, _grant in reaching):
        return found
    return found.filter(
        pk__in={person.acting.tree.jurisdiction(grant.department_id) for _scope, grant in reaching}
    )
