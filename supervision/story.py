"""What supervision tells of a task on its timeline: urgings the ladder sent, and weekly checks nobody answered."""

from __future__ import annotations

from django.db.models import CharField, F, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from supervision.models import Urging, WeeklyCheck
from tasks.models import Task
from tasks.register.acts import Happening
from tasks.register.timeline import Moment, Wanted

_MISSED = "missed"


def lend(task: Task, wanted: Wanted) -> list[Moment]:
    """The machine's part in the story; one statement. Urging by hand and replies are in the audit trail."""
    if wanted.who or not wanted.asks(Happening.URGING, Happening.CHECK):
        return []
    rows = []
    if wanted.asks(Happening.URGING):
        sent = Urging.objects.filter(task=task, sent_by=None).order_by()
        rows.append(sent.values_list("sent_at", "level", "opened_at"))
    if wanted.asks(Happening.CHECK):
        missed = WeeklyCheck.objects.filter(task=task, state=WeeklyCheck.State.MISSED).order_by()
        rows.append(
            missed.annotate(
                at=F("round__closed_at"), what=Value(_MISSED, CharField()), opened=F("answered_at")
            ).values_list("at", "what", "opened")
        )
    told = rows[0].union(*rows[1:], all=True) if rows[1:] else rows[0]
    name = "sent_at" if wanted.asks(Happening.URGING) else "at"
    return [_moment(*row) for row in told.order_by(F(name).desc())[: wanted.most + 1]]


def _moment(at, what: str, opened_at) -> Moment:
    local = timezone.localtime(at)
    if what == _MISSED:
        return Moment(local, _("Luoshi"), 0, _("Weekly check not answered"))
    text = (
        _("Opened %(when)s") % {"when": f"{timezone.localtime(opened_at):%m-%d %H:%M}"} if opened_at else ""
    )
    return Moment(local, _("Luoshi"), 0, str(Urging.Level(what).label), text)
