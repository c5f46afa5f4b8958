"""No address depends on which app is asked first."""

import re

import pytest
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from config.urls import urlpatterns
from departments.upkeep.acts import KINDS

SAMPLES = {"int": "7", "slug": "word", "str": "word", "kind": "people", "act": "edit", "path": "word"}


def addresses(patterns, before: str = "") -> list[str]:
    """One address for every page, with something for each of its parts."""
    found = []
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += addresses(one.url_patterns, route)
        elif not re.search(r"[\^$\\(]", route):
            found.append("/" + re.sub(r"<(?:(\w+):)?\w+>", lambda part: SAMPLES[part[1] or "str"], route))
    return found


@pytest.mark.parametrize("address", sorted(set(addresses(urlpatterns))))
def test_each_address_is_the_same_page_when_the_apps_are_asked_in_reverse(address):
    turned = URLResolver(RegexPattern(r"^/"), urlpatterns[::-1])
    assert turned.resolve(address)._func_path == get_resolver().resolve(address)._func_path


@pytest.mark.parametrize("kind", KINDS)
def test_every_act_has_its_address_and_nothing_else_has(kind):
    resolver = get_resolver()
    for verb in KINDS[kind].acts:
        assert resolver.resolve(f"/{kind}/7/{verb}/").view_name == "upkeep:do"
    assert resolver.resolve("/bulletins/7/edit/").view_name == "supervision:bulletin_edit"
