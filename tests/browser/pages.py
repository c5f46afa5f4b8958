"""Which pages there are: addresses of one kind differ in their rows only, so one of each is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

# Files to download, what leads to another page at once, what answers to programs only, and what only developers see.
NO_PAGES = {
    "style",
    "lists:download",
    "supervision:bulletin_document",
    "register:evidence",
    "register:preview",
    "register:readers",
    "reports:date",
    "reports:drafts",
    "upkeep:blank",
    "founding:template",
    "views:file",
    "departments:logout",
    "notifications:open",
    "home",
    "account:confirm",
    "healthz",
    "supervision:manifest",
    "supervision:service_worker",
    "supervision:box",
}
# What an address asks beyond choosing rows, and with it shows a page of another kind.
NOTHING = "没有这样的一行"
SHAPES = ("panel", "group", "density", "columns", "whole", "all")


def kind_of(path: str) -> str | None:
    """The kind of page that an address opens; None for what is no page of ours."""
    parts = urlsplit(path)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    asked = dict(parse_qsl(parts.query))
    if match.view_name in NO_PAGES or parts.path.startswith("/api/") or "file" in asked:
        return None
    said = [match.view_name, *(str(match.kwargs[name]) for name in ("verb", "topic") if name in match.kwargs)]
    # One of them is enough: together they show nothing new.
    shapes = (f"{name}={asked[name]}" if name == "panel" else name for name in SHAPES if name in asked)
    said += ["nothing"] if NOTHING in asked.values() else [*shapes][:1]
    return " ".join(said)


def every_page() -> set[str]:
    """The names of all addresses that show a page when they are opened."""
    return {
        name
        for name, view in _named(get_resolver())
        if name not in NO_PAGES and not name.startswith("api") and "GET" in _methods(view)
    }


def states_of(path: str) -> list[str]:
    """The further states of a list page: its panels, close together under headings, and without a row."""
    declared = getattr(resolve(urlsplit(path).path).func, "declared", None)
    if declared is None or urlsplit(path).query:
        return []
    asked = [{"panel": "display"}]
    if len(declared.filter.base_filters) > 1:
        asked.append({"panel": "conditions"})
    if "q" in declared.filter.base_filters:
        asked.append({"q": NOTHING})
    if declared.groups:
        asked.append({"group": declared.groups[0].name, "density": "tight"})
    return [f"{path}?{urlencode(one)}" for one in asked]


def _named(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Callable]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{prefix}{pattern.name}", pattern.callback
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _named(pattern, inner)


def _methods(view: Callable) -> list[str]:
    """The methods that a view declares with Django's decorators; all of them when it declares none."""
    while view is not None:
        cells = (
            dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True))
            if hasattr(view, "__code__")
            else {}
        )
        if "request_method_list" in cells:
            return list(cells["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return ["GET"]
