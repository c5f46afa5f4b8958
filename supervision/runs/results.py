"""What a run did, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# What the jobs count, in the order in which it is said; %(n)s is the number.
COUNTED = {
    "rounds": _("weeks: %(n)s"),
    "checks": _("checks: %(n)s"),
    "missed": _("missed: %(n)s"),
    "assessed": _("tasks looked at: %(n)s"),
    "written": _("written: %(n)s"),
    "turned_red": _("turned red: %(n)s"),
    "caught_up": _("caught up: %(n)s"),
    "bulletins": _("bulletins: %(n)s"),
    "steps": _("steps: %(n)s"),
    "routed": _("messages taken: %(n)s"),
    "confirmations": _("addresses to confirm: %(n)s"),
    "messages": _("messages: %(n)s"),
    "sent": _("sent: %(n)s"),
    "failed": _("failed: %(n)s"),
    "postponed": _("postponed: %(n)s"),
    "dropped": _("no longer wanted: %(n)s"),
    "outdated": _("thrown away after a week: %(n)s"),
    "sealed": _("entries sealed: %(n)s"),
}


def result_words(result: dict[str, int]) -> str:
    """The counts of a run in the reader's language; empty when nothing was due."""
    said = [str(words) % {"n": result[name]} for name, words in COUNTED.items() if name in result]
    return " · ".join([*said, *(f"{name}: {n}" for name, n in result.items() if name not in COUNTED)])
