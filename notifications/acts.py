"""What the acts around messages and suggestions are called in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str] = {
    "notifications.task_muted": _("Task muted"),
    "notifications.task_unmuted": _("Task no longer muted"),
    "notifications.address_confirmed": _("Address for mail confirmed"),
    "notifications.suggestion_answered": _("Suggestion answered"),
    "notifications.suggestion_closed": _("Suggestion closed"),
}
