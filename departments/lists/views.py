"""The one view of all lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from departments.lists.asking import SHAPE, Asked, changed
from departments.lists.conditions import chips_of, heads_of, views_of
from departments.lists.declaring import List
from departments.lists.file_views import file_of
from departments.lists.files import FORMS
from departments.lists.filters import ListFilter
from departments.lists.page import Page, filtered, page_of
from departments.lists.picking import offer_picking
from departments.parts import address, part
from departments.permissions import may
from departments.verdicts import require


@dataclass(frozen=True)
class Panel:
    """What is fetched when it is opened, because its fields cost more than fifty rows; until then it keeps its values."""

    name: str
    label: str
    icon: str
    url: str
    kept: list[tuple[str, str]]
    drawn: str


# Templates of the panels; which parameters of the address they hold is in `_panel`.
PANELS = {
    "conditions": ("lists/_conditions.html", _("Conditions"), "plus"),
    "display": ("lists/_display.html", _("Display"), "down"),
}


def list_page(declared: List) -> Callable[[HttpRequest], HttpResponse]:
    """The page of a list, for its address; `view.declared` says which list an address shows."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        if declared.verb:
            require(may(request.user, declared.verb))
        asked = Asked(declared, request.GET)
        if asked.params.get("file") in FORMS:
            return file_of(request, asked)
        target = request.htmx.target or ""
        if target in PANELS:
            answer = HttpResponse(_drawn(request, asked, target))
        else:
            answer = _answer(request, asked, alone=target == "results")
        patch_vary_headers(answer, ["HX-Request", "HX-Target"])
        return answer

    view.declared = declared
    return view


def _answer(request: HttpRequest, asked: Asked, *, alone: bool) -> HttpResponse:
    declared = asked.declared
    found, rows = filtered(request.user, asked)
    results = part("results", **_results(request, asked, found, page_of(rows, asked)))
    if alone:
        return HttpResponse(results)
    opened = "conditions" if found.form.errors else asked.params.get("panel", "")
    context = {"list": declared, "results": results, "toolbar": _toolbar(request, asked, opened)}
    around = declared.around(request) if declared.around else {}
    return render(request, declared.page, context | around)


def _results(request: HttpRequest, asked: Asked, found: ListFilter, page: Page) -> dict:
    declared = asked.declared
    bulk = declared.bulk if declared.bulk and declared.bulk.may(request.user) else None
    return {
        "page": page,
        "list": declared,
        "shown": {column.name: True for column in asked.columns},
        "rows_template": f"{declared.template}.jinja",
        "tight": asked.tight,
        "here": address(declared.name),
        "views": views_of(asked, request.user),
        "chips": chips_of(asked, found),
        "clear_url": changed(asked.params, **{name: None for name, _value in asked.conditions()}),
        "heads": heads_of(asked),
        "bulk": bulk,
        "bulk_url": address(bulk.url) if bulk else "",
        "all_words": _("Choose all %(count)s") % {"count": page.count},
        "state": asked.state(),
        "saved_url": f"{address('views:saved')}?{urlencode({'list': declared.name})}",
        "save_url": f"{address('views:save')}?{urlencode({'list': declared.name, 'query': asked.state()})}",
        "files": [(form, changed(asked.params, file=form)) for form in _forms(request, declared)],
        "files_url": address("views:files"),
        "views_url": address("views:saved"),
    }


def _forms(request: HttpRequest, declared: List) -> list[str]:
    """As what the list may be taken away by this person."""
    return list(FORMS) if declared.export and may(request.user, declared.export) else []


def _toolbar(request: HttpRequest, asked: Asked, opened: str) -> SafeString:
    declared, params = asked.declared, asked.params
    panels = [
        Panel(
            name,
            str(label),
            icon,
            changed(params, panel=name),
            _kept(asked, name),
            _drawn(request, asked, name) if name == opened else "",
        )
        for name, (_template, label, icon) in PANELS.items()
        if name != "conditions" or declared.filter.base_filters.keys() - {"q"}
    ]
    return part(
        "toolbar",
        here=address(declared.name),
        panels=panels,
        sort=params.get("sort", ""),
        asked_for=params.get("q", ""),
        searches="q" in declared.filter.base_filters,
    )


def _kept(asked: Asked, panel: str) -> list[tuple[str, str]]:
    """The values of the fields that are not there until the panel is opened."""
    names = (
        asked.declared.filter.base_filters.keys() - {"q"} if panel == "conditions" else {*SHAPE} - {"sort"}
    )
    return [
        (name, value) for name, values in asked.params.lists() for value in values if name in names and value
    ]


def _drawn(request: HttpRequest, asked: Asked, panel: str) -> str:
    declared = asked.declared
    context = {"asked": asked, "list": declared}
    if panel == "conditions":
        rows = declared.query(request.user)
        context["form"] = declared.filter(asked.params, rows, request=request, whole=True).form
        offer_picking(context["form"])
    return render_to_string(PANELS[panel][0], context, request)
