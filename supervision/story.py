"""What supervision tells of a task on its timeline: urgings the ladder sent, and weekly checks nobody answered."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit import clock
from audit.statements import composed
from supervision.models import Urging, WeeklyCheck, WeeklyRound
from tasks.models import Task
from tasks.register.acts import Happening
from tasks.register.timeline import Moment, Wanted


def lend(task: Task, wanted: Wanted) -> list[Moment]:
    """The machine's part in the story; a statement for each kind. Urging by hand and replies are in the audit trail."""
    moments: list[Moment] = []
    if wanted.who:
        return moments
    if wanted.asks(Happening.URGING):
        moments += [_sent(urging) for urging in composed(_urgings, task.pk, wanted.most)]
    if wanted.asks(Happening.CHECK):
        moments += [_missed(week) for week in composed(_missed_weeks, task.pk, wanted.most)]
    return moments


def _urgings(task_id: int, most: int) -> QuerySet:
    rows = Urging.objects.filter(task=task_id, sent_by=None).order_by("-id")
    return rows.only("level", "sent_at", "opened_at")[: most + 1]


def _missed_weeks(task_id: int, most: int) -> QuerySet:
    missed = WeeklyCheck.objects.filter(task=task_id, state=WeeklyCheck.State.MISSED)
    rows = WeeklyRound.objects.filter(pk__in=missed.values("round"), closed_at__isnull=False)
    return rows.order_by("-closed_at").only("closed_at")[: most + 1]


def _sent(urging: Urging) -> Moment:
    opened = urging.opened_at and clock.local(urging.opened_at)
    text = _("Opened %(when)s") % {"when": f"{opened:%m-%d %H:%M}"} if opened else ""
    label = str(Urging.Level(urging.level).label)
    return Moment(clock.local(urging.sent_at), _("Luoshi"), 0, label, text)


def _missed(week: WeeklyRound) -> Moment:
    return Moment(clock.local(week.closed_at), _("Luoshi"), 0, _("Weekly check not answered"))
