"""The search page and the command box: what is found, drawn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from departments.parts import part
from supervision.search.finding import find, find_quickly

ON_THE_PAGE, IN_THE_BOX = 8, 6


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything found, in groups; without a query, what can be looked for."""
    query = request.GET.get("q", "").strip()
    groups = find(request.user, query, most=ON_THE_PAGE)
    found = part("found", groups=groups)
    return render(request, "supervision/search/page.html", {"query": query, "groups": groups, "found": found})


@require_safe
def box(request: HttpRequest) -> HttpResponse:
    """The options of the command box for what has been typed so far."""
    query = request.GET.get("q", "").strip()
    groups = find_quickly(request.user, query, most=IN_THE_BOX)
    answer = HttpResponse(part("box", groups=groups, query=query))
    # What one may see changes with one's posts; a device keeps nothing of it.
    patch_cache_control(answer, no_store=True)
    return answer
