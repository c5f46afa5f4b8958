"""Parts of pages in Jinja2, about ten times faster than a Django template (bench/): what every page shows, or repeats."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from django.template.loader import get_template
from django.templatetags import static as files
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

# The name of a file and the address of a page are the same for everybody, so each is looked up once a process.
static = cache(files.static)


def part(name: str, **context) -> SafeString:
    """A template of `templates/rows/` with its words (`_`), addresses, files and icons at hand."""
    at_hand = {"_": _spoken(get_language()), "address": address, "static": static, "icon": icon}
    at_hand["said_alike"] = said_alike
    # Jinja2 escapes whatever is put into it, as Django does.
    return mark_safe(get_template(f"{name}.jinja", using="jinja2").render(at_hand | context))  # noqa: S308


def said_alike(name: str) -> SafeString:
    """A part that says the same to everybody and on every page: put together once a process for each language."""
    return _said_alike(name, get_language(), get_script_prefix())


@cache
def _said_alike(name: str, _language: str | None, _prefix: str) -> SafeString:
    return part(name)


@cache
def _spoken(language: str | None) -> Callable[[str], str]:
    """`gettext` that remembers: a part asks for the same hundred words of a language again and again."""
    return cache(gettext)


def address(name: str, *args: object) -> str:
    """The address of a page by its name."""
    return _address(get_script_prefix(), name, args)


@lru_cache(maxsize=1000)
def _address(prefix: str, name: str, args: tuple) -> str:
    return reverse(name, args=args)


@cache
def icon(name: str) -> SafeString:
    """One line icon of static/icons.svg, silent for screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )
