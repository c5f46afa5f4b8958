"""Strings joined: what the limits write instead of templates. The figures and words of a row, nothing made once too often."""

from __future__ import annotations

from html import escape

from django.templatetags.static import static

FRAME = (
    '<!doctype html><html lang="zh-hans"><head><meta charset="utf-8"><title>落实</title></head><body><main>'
    "{}</main></body></html>"
)


def frame(body: str) -> str:
    """A page around the body."""
    return FRAME.format(body)


def lights(*codes: str) -> str:
    """The lights of a row as the page draws them."""
    sprite = static("icons.svg")
    return "".join(
        f'<span class="light {code}"><svg class="icon" aria-hidden="true"><use href="{sprite}#{code}"/></svg></span>'
        for code in codes
    )


def bar(percent: int, planned: int) -> str:
    """The bar of a row as the page draws it."""
    return (
        '<svg class="bar" viewBox="0 0 100 14" aria-hidden="true"><rect class="track" y="4" width="100" height="6"'
        f' rx="3"/><rect class="done" y="4" width="{percent}" height="6" rx="3"/><rect class="plan" x="{planned}"'
        ' width="2" height="14"/></svg>'
    )


def cells(*values: object) -> str:
    """Table cells with escaped text."""
    return "".join(f"<td>{escape(str(value))}</td>" for value in values)
