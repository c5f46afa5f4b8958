"""Everything that happened to a task, in words, newest first."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import AuditEntry
from tasks.progress.models import ProgressReport
from tasks.register.models import Task
from tasks.register.presentation import departments

ACTIONS = {
    "tasks.drafted": gettext_lazy("Drafted"),
    "tasks.issued": gettext_lazy("Issued"),
    "tasks.signed": gettext_lazy("Signed for"),
    "tasks.returned": gettext_lazy("Returned for reassignment"),
    "tasks.edited": gettext_lazy("Edited"),
    "tasks.post_assigned": gettext_lazy("Given to a post"),
    "tasks.milestone_done": gettext_lazy("Milestone done"),
    "tasks.milestone_added": gettext_lazy("Milestone added"),
    "tasks.milestone_changed": gettext_lazy("Milestone changed"),
    "tasks.milestone_waived": gettext_lazy("Milestone waived"),
    "tasks.rated": gettext_lazy("Rated"),
    "tasks.evidence_added": gettext_lazy("Evidence added"),
    "tasks.blocked": gettext_lazy("Blocked"),
    "tasks.unblocked": gettext_lazy("No longer blocked"),
    "tasks.extension_asked": gettext_lazy("Extension asked"),
    "tasks.extension_reviewed": gettext_lazy("Extension reviewed in the unit"),
    "tasks.extension_decided": gettext_lazy("Extension decided"),
    "tasks.extension_withdrawn": gettext_lazy("Extension request withdrawn"),
    "tasks.closing_submitted": gettext_lazy("Closing applied for"),
    "tasks.closing_reviewed": gettext_lazy("Closing reviewed in the unit"),
    "tasks.closing_sent_back": gettext_lazy("Closing sent back"),
    "tasks.closing_withdrawn": gettext_lazy("Closing application withdrawn"),
    "tasks.closed": gettext_lazy("Struck off"),
    "tasks.reopened": gettext_lazy("Reopened"),
    "tasks.suspended": gettext_lazy("Suspended"),
    "tasks.resumed": gettext_lazy("Resumed"),
    "tasks.terminated": gettext_lazy("Terminated"),
    "tasks.carried_over": gettext_lazy("Carried over to next year"),
    "supervision.urged": gettext_lazy("Urged"),
    "supervision.replied": gettext_lazy("Replied to an urging"),
    "tasks.turned_red": gettext_lazy("Turned red"),
    "tasks.caught_up": gettext_lazy("Caught up: was behind"),
}
# The progress reports themselves say these.
_TOLD_BY_REPORTS = ("tasks.progress_reported", "supervision.confirmed_unchanged")
# What people wrote, and plain particulars, in the order in which they are shown.
WRITTEN = (
    "milestone",
    "changed_to",
    "name",
    "statement",
    "text",
    "reply",
    "outcome",
    "finding",
    "reason",
    "note",
    "document_no",
)
_SILENT = {
    "status",
    "light",
    "latest_report_id",
    "self_light",
    "missed_reports",
    "blocked_since",
    "rated_on",
    "rating_light",
}


class Moment(NamedTuple):
    """One thing that happened: when (local time), who, what, and what they wrote."""

    at: datetime
    who: str
    what: str
    text: str = ""

    @property
    def minute(self) -> str:
        """When, to the minute."""
        return f"{self.at:%Y-%m-%d %H:%M}"


class Timeline(NamedTuple):
    """The newest moments; and day and percent of every report, when these are all there are."""

    moments: list[Moment]
    reports: list[tuple[date, int]] | None


_ENTRY = ("at", "actor_id", "actor_name", "action", "details")
_REPORT = (
    "reported_at",
    "reported_on",
    "reporter__name",
    "percent",
    "no_change",
    "done",
    "problem",
    "next_step",
)


def timeline(task: Task, most: int) -> Timeline:
    """The newest moments of a task; two statements."""
    entries = AuditEntry.objects.filter(target_type="tasks.task", target_id=task.pk)
    entries = entries.exclude(action__in=_TOLD_BY_REPORTS).order_by("-id").values_list(*_ENTRY)[:most]
    reports = list(ProgressReport.objects.filter(task=task).values_list(*_REPORT)[:most])
    moments = [_acted(*entry) for entry in entries] + [_reported(*report) for report in reports]
    moments.sort(key=lambda moment: moment.at, reverse=True)
    days = [(on, percent) for _at, on, _name, percent, *_words in reports]
    return Timeline(moments[:most], days if len(reports) < most else None)


def _acted(at: datetime, actor_id: int | None, name: str, action: str, details: dict) -> Moment:
    what = ACTIONS.get(action) or action.rpartition(".")[2].replace("_", " ")
    return Moment(timezone.localtime(at), name or _("Luoshi"), str(what), _text(actor_id, details))


def _reported(
    at: datetime, _on: date, name: str, percent: int, no_change: bool, done: str, problem: str, then: str
) -> Moment:
    what, local = _("Progress reported: %(percent)s%%") % {"percent": percent}, timezone.localtime(at)
    if no_change:
        return Moment(local, name, what, _("Confirmed without change."))
    parts = [done]
    parts += [_("Problem: %(text)s") % {"text": problem}] if problem else []
    parts += [_("Next: %(text)s") % {"text": then}] if then else []
    return Moment(local, name, what, "\n".join(parts))


def _text(actor_id: int | None, details: dict) -> str:
    lines = [str(details[key]) for key in WRITTEN if isinstance(details.get(key), str) and details[key]]
    if actor_id is None:
        lines = []
    for name, pair in details.items():
        if isinstance(pair, list) and len(pair) == 2 and name not in _SILENT:
            lines += _difference(name, *pair)
    return "\n".join(lines)


def _difference(name: str, before, after) -> list[str]:
    try:
        field = Task._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return []
    if field.verbose_name == field.name.replace("_", " "):
        return []  # a field without words is none of the reader's
    if name == "lead_department_id":
        names = dict(departments())
        before, after = names.get(before, before), names.get(after, after)
    elif field.is_relation:
        return [str(field.verbose_name)]
    words = dict(field.choices or ())
    shown = [str(words.get(value, "—" if value in (None, "") else value)) for value in (before, after)]
    return [f"{field.verbose_name}: {shown[0]} → {shown[1]}"]
