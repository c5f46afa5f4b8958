"""What the acts of the audit trail are called; the apps to the right add the words for theirs when they are loaded."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str] = {
    "departments.logged_in": _("Logged in"),
    "departments.logged_out": _("Logged out"),
    "departments.login_failed": _("Log-in failed"),
    "departments.locked_out": _("Locked out"),
    "departments.account_unlocked": _("Account unlocked"),
    "departments.sessions_ended": _("Sessions ended"),
    "departments.password_changed": _("Password changed"),
    "departments.password_reset": _("Temporary password given"),
    "departments.token_created": _("API token created"),
    "departments.token_revoked": _("API token revoked"),
    "departments.person_created": _("Account created"),
    "departments.person_edited": _("Account edited"),
    "departments.person_switched_off": _("Account switched off"),
    "departments.imported": _("Departments or people imported"),
    "departments.department_created": _("Department created"),
    "departments.department_edited": _("Department edited"),
    "departments.department_closed": _("Department closed"),
    "departments.merged": _("Departments merged"),
    "departments.alias_added": _("Name of a department added"),
    "departments.post_created": _("Post created"),
    "departments.post_edited": _("Post edited"),
    "departments.post_abolished": _("Post abolished"),
    "departments.nominated": _("Nominated for a post"),
    "departments.nomination_declined": _("Nomination declined"),
    "departments.appointed": _("Appointed to a post"),
    "departments.tenure_ended": _("Left a post"),
    "departments.handed_over": _("Post handed over"),
    "departments.delegated": _("Decisions delegated"),
    "departments.delegation_ended": _("Delegation ended"),
    "departments.parameter_set": _("City number set"),
    "departments.calendar_loaded": _("Working calendar loaded"),
    "departments.list_taken": _("List exported"),
    "departments.list_asked": _("Long list asked for"),
    "departments.view_shared": _("View shared"),
    "departments.view_deleted": _("View deleted"),
    "departments.first_administrator": _("First administrator made"),
    "departments.set_up_code_made": _("Set-up code made"),
    "departments.set_up_opened": _("Set-up opened"),
    "departments.founded": _("City set up"),
}

# What an act is about, by the table it stands in.
THINGS: dict[str, str] = {
    "tasks.task": _("Task"),
    "tasks.report": _("Report"),
    "tasks.responsibilitylist": _("Responsibility list"),
    "supervision.weeklyround": _("Weekly round"),
    "supervision.statement": _("Statement"),
    "supervision.monthlybulletin": _("Bulletin"),
    "departments.department": _("Department"),
    "departments.post": _("Post"),
    "departments.person": _("Account"),
    "departments.savedview": _("Shared view"),
    "departments.listfile": _("Exported list"),
    "departments.bulkact": _("Change of many"),
    "notifications.suggestion": _("Suggestion"),
    "notifications.mute": _("Muted task"),
}


def thing(kind: str, pk: int | None) -> str:
    """What an act is about, with its number."""
    return f"{THINGS.get(kind, kind)} {pk or ''}".strip()


def in_words(code: str) -> str:
    """What an act is called; its own name where nobody has said it in words."""
    return str(WORDS.get(code) or code.rpartition(".")[2].replace("_", " "))


def codes_of(words: str) -> list[str]:
    """The acts whose words in the reader's language hold these."""
    wanted = words.casefold()
    return [code for code, said in WORDS.items() if wanted in str(said).casefold()]
