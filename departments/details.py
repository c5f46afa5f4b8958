"""What the details of an act are called; the apps to the right add the words for theirs when they are loaded."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str] = {
    "address": _("address"),
    "after": _("after"),
    "answer": _("answer"),
    "areas": _("areas"),
    "audience": _("for whom"),
    "before": _("before"),
    "changed": _("changed"),
    "created": _("created"),
    "delegation": _("delegation"),
    "departments": _("departments"),
    "deputy": _("deputy"),
    "door": _("by way of"),
    "ended": _("ended"),
    "ends_on": _("until"),
    "form": _("form of the file"),
    "giver": _("given by"),
    "holidays": _("holidays"),
    "items": _("tasks"),
    "left": _("left as they are"),
    "list": _("list"),
    "list_name": _("list"),
    "locks": _("locks lifted"),
    "name": _("name"),
    "on": _("day"),
    "outcomes": _("outcomes"),
    "part": _("part"),
    "people": _("people"),
    "person": _("person"),
    "planned": _("planned"),
    "posts": _("posts"),
    "query": _("search and filters"),
    "reason": _("reason"),
    "refused": _("refused"),
    "restored": _("restored"),
    "role": _("role"),
    "starts_on": _("beginning"),
    "title": _("title"),
    "to": _("handed to"),
    "token": _("token"),
    "username": _("log-in name"),
    "values": _("given"),
    "wishes": _("wished changes"),
    "worked": _("working days instead"),
    "year": _("year"),
}
# The words of a value that is kept as a code, by the detail it stands in.
CODES: dict[str, Mapping] = {"door": {"page": _("the log-in page"), "api": _("the API")}}


def lend(model: type[Model]) -> None:
    """Takes in the names of a model's fields and the words of their choices; what is said above stays as it is."""
    for field in model._meta.concrete_fields:
        # Words of our own are lazy, to be said in the reader's language; those Django makes up are plain.
        if isinstance(field.verbose_name, Promise):
            WORDS.setdefault(field.attname, field.verbose_name)
        if field.choices:
            CODES.setdefault(field.attname, dict(field.choices))


def in_words(details: dict) -> str:
    """The details of an act in the reader's language: what was and what is, or what was given."""
    details = dict(details)
    before, after = details.get("before"), details.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        del details["before"], details["after"]
        details |= {name: [before.get(name), value] for name, value in after.items()}
    return gettext("; ").join(said for name, value in details.items() if (said := _said(name, value)))


def _said(name: str, value: object) -> str:
    called = str(WORDS.get(name, name))
    if isinstance(value, list) and len(value) == 2:
        said = f"{_plain(name, value[0])} → {_plain(name, value[1])}"
    elif value in ("", None, [], {}):
        return ""
    else:
        said = _plain(name, value)
    return gettext("%(name)s: %(value)s") % {"name": called, "value": said}


def _plain(name: str, value: object) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dict):
        return gettext(", ").join(f"{WORDS.get(key, key)} {_plain(key, one)}" for key, one in value.items())
    if isinstance(value, list):
        return gettext(", ").join(_plain(name, one) for one in value) or "—"
    if value in ("", None):
        return "—"
    known = CODES.get(name, {})
    return str(known[value]) if isinstance(value, str | int) and value in known else str(value)
