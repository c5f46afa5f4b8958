"""What an edit changed, before → after, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.models import Post
from tasks.choices import Rating
from tasks.register.models import Task
from tasks.register.presentation import departments

# Fields whose pair says nothing that the moment itself, or the page, does not say already.
_SILENT = {
    *("status", "light", "latest_report_id", "self_light", "missed_reports", "blocked_since", "rated_on"),
    *("rating_light", "percent", "accepted", "closed_on", "suspended_on"),
}
_LABELS = {
    "co_leads": gettext_lazy("co-lead departments"),
    "support": gettext_lazy("supporting departments"),
    "others": gettext_lazy("other actors"),
    "rating": gettext_lazy("rating"),
    "suspended_until": gettext_lazy("suspended until"),
    "parent_id": gettext_lazy("part of"),
}
_UNITS = ("lead_department_id", "co_leads", "support")
_POSTS = ("post_id", "leader_id")


class Difference(NamedTuple):
    """One field: its name, and how it stood before and after."""

    field: str
    before: str
    after: str


class Words:
    """Puts differences into words; the posts that several moments name are read in one statement."""

    def __init__(self, details: Iterable[dict]):
        ids = {value for one in details for name in _POSTS for value in _pair(one.get(name)) if value}
        posts = Post.objects.filter(pk__in=ids).select_related("department") if ids else ()
        self._posts = {post.pk: str(post) for post in posts}

    def differences(self, details: dict) -> list[Difference]:
        """Every field of an entry that has words for its reader."""
        found = []
        for name, pair in details.items():
            if name in _SILENT or not (isinstance(pair, list) and len(pair) == 2):
                continue
            if label := _label(name):
                found.append(Difference(label, *(self._said(name, value) for value in pair)))
        return [one for one in found if one.before != one.after]

    def _said(self, name: str, value) -> str:
        if name in _UNITS:
            return _units(value if isinstance(value, list) else [value] if value else [])
        if name in _POSTS:
            return self._posts.get(value, "") or "—"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            return _(", ").join(map(str, value)) or "—"
        return str(_choices(name).get(value, value)) if value not in (None, "") else "—"


def _pair(value) -> list:
    return value if isinstance(value, list) and len(value) == 2 else []


def _label(name: str) -> str:
    """The field's name in words; none for a field that is none of the reader's."""
    if name in _LABELS:
        return str(_LABELS[name])
    try:
        field = Task._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return ""
    # Words of our own are lazy, to be said in the reader's language; those Django makes up are plain.
    return str(field.verbose_name) if isinstance(field.verbose_name, Promise) else ""


def _choices(name: str) -> dict:
    if name == "rating":
        return dict(Rating.choices)
    try:
        return dict(Task._meta.get_field(name).choices or ())
    except FieldDoesNotExist:
        return {}


def _units(ids: list[int]) -> str:
    names = dict(departments())
    return _(", ").join(names.get(unit, _("a former department")) for unit in ids) or "—"
