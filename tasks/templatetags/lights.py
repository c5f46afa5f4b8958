"""Lights, bars and dates of tasks in templates: `{% load lights %}`."""

from __future__ import annotations

from functools import cache, lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from departments.parts import static
from tasks.choices import Light

register = template.Library()
WORDS = dict(Light.choices)


@register.simple_tag
def light(code: str, word: str = "", quiet: bool = False) -> SafeString:
    """A light as shape, colour and word; `quiet` leaves the word to screen readers and print."""
    if not code:
        return format_html('<span class="light" aria-hidden="true">{}</span>', shape("none"))
    return _light(code, str(word or WORDS[code]), " sr" if quiet else "")


@lru_cache(maxsize=1000)
def _light(code: str, word: str, quiet: str) -> SafeString:
    markup = '<span class="light {}">{}<span class="word{}">{}</span></span>'
    return format_html(markup, code, shape(code), quiet, word)


@register.simple_tag
def bar(percent: int, planned: int | None = None) -> SafeString:
    """A thin bar with the plan as a tick on it; say the figures in words beside it."""
    tick = (
        format_html('<rect class="plan" x="{}" y="0" width="2" height="14"/>', min(planned, 99))
        if planned
        else ""
    )
    return format_html(
        '<svg class="bar" viewBox="0 0 100 14" aria-hidden="true"><rect class="track" y="4" width="100" height="6" rx="3"/>'
        '<rect class="done" y="4" width="{}" height="6" rx="3"/>{}</svg>',
        percent,
        tick,
    )


@cache
def shape(code: str) -> SafeString:
    """The bare shape of a light from the sprite."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), code
    )
