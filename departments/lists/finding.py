"""Which list an address shows: pages, files and jobs find it by the name of its address."""

from __future__ import annotations

from django.urls import NoReverseMatch, resolve, reverse

from departments.lists.declaring import List


def list_named(name: str) -> List | None:
    """The list at the address of that name; None when there is none."""
    try:
        return getattr(resolve(reverse(name)).func, "declared", None)
    except NoReverseMatch:
        return None
