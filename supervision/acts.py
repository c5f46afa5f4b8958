"""What the acts of supervision are called in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str] = {
    "supervision.week_opened": _("Week opened"),
    "supervision.week_topped_up": _("Week topped up"),
    "supervision.week_closed": _("Week closed"),
    "supervision.confirmed_unchanged": _("Confirmed without change"),
    "supervision.reminded": _("Reminders sent"),
    "supervision.proposal_set_aside": _("Proposal of the ladder set aside"),
    "supervision.bulletin_drafted": _("Bulletin drafted"),
    "supervision.bulletin_edited": _("Bulletin edited"),
    "supervision.bulletin_signed": _("Bulletin signed"),
    "supervision.bulletin_exported": _("Bulletin exported"),
    "supervision.statement_confirmed": _("Statement confirmed"),
    "supervision.statement_disputed": _("Statement disputed"),
    "supervision.job_asked": _("Job started by hand"),
}

# What the details of these acts are called.
DETAILS: dict[str, str] = {
    "asked": _("asked"),
    "check": _("check"),
    "checks": _("checks"),
    "dispute": _("objection"),
    "issue": _("issue"),
    "job": _("job"),
    "level": _("level"),
    "missed": _("missed"),
    "month": _("month"),
    "overdue": _("overdue tasks"),
    "reply": _("reply"),
    "statements": _("statements"),
    "urging": _("reminder"),
    "week": _("week"),
    "words": _("words"),
}
