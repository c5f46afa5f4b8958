"""The timeline as the page shows it: its moments, and the links by which it is filtered."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tasks.register.acts import Happening
from tasks.register.models import Task
from tasks.register.timeline import Timeline, Wanted

FIRST_MOMENTS, ALL_MOMENTS = 20, 500


def story(task: Task, told: Timeline, wanted: Wanted) -> dict:
    """What the timeline shows; every link keeps the rest of the address's conditions."""
    return {
        "moments": told.moments,
        "whose": (wanted.kind or "", wanted.who),
        "kinds": [(_("All"), _link(None, wanted.who), wanted.kind is None)]
        + [(str(kind.label), _link(kind, wanted.who), wanted.kind == kind) for kind in Happening],
        "only_who": _name(told, wanted.who) if wanted.who is not None else "",
        "anybody": _link(wanted.kind, None),
        "by": {moment.who_id: _link(wanted.kind, moment.who_id) for moment in told.moments},
        "everything": _link(wanted.kind, wanted.who, whole=True)
        if told.more and wanted.most < ALL_MOMENTS
        else "",
        "unfiltered": wanted.whole,
    }


def _link(kind: str | None, who: int | None, *, whole: bool = False) -> str:
    asked = [("kind", str(kind))] if kind else []
    asked += [("who", str(who))] if who is not None else []
    asked += [("whole", "1")] if whole else []
    return f"?{urlencode(asked)}#timeline"


def _name(told: Timeline, who: int) -> str:
    return next((moment.who for moment in told.moments), _("Luoshi") if who == 0 else _("nobody here"))
