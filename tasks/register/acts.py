"""Every act on a task as its timeline calls it, and to which kind of happening it belongs."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.decisions.models import ClosingRequest, ExtensionRequest, Proposal


class Happening(TextChoices):
    """The kinds by which a timeline is filtered, in the order of the filter."""

    REPORT = "report", gettext_lazy("Progress")
    DISCUSSION = "discussion", gettext_lazy("Discussion")
    REQUEST = "request", gettext_lazy("Requests and decisions")
    URGING = "urging", gettext_lazy("Urgings")
    EDIT = "edit", gettext_lazy("Edits")
    EVIDENCE = "evidence", gettext_lazy("Evidence")
    RATING = "rating", gettext_lazy("Ratings")
    STATE = "state", gettext_lazy("State")
    CHECK = "check", gettext_lazy("Weekly checks")


class Act(NamedTuple):
    """What an act is called, and its kind."""

    words: str
    kind: Happening


def _acts(kind: Happening, **words) -> dict[str, Act]:
    return {f"tasks.{name}": Act(said, kind) for name, said in words.items()}


ACTS: dict[str, Act] = {
    **_acts(
        Happening.STATE,
        drafted=gettext_lazy("Drafted"),
        issued=gettext_lazy("Issued"),
        signed=gettext_lazy("Signed for"),
        returned=gettext_lazy("Returned for reassignment"),
        closed=gettext_lazy("Struck off"),
        reopened=gettext_lazy("Reopened"),
        suspended=gettext_lazy("Suspended"),
        resumed=gettext_lazy("Resumed"),
        terminated=gettext_lazy("Terminated"),
        carried_over=gettext_lazy("Carried over to next year"),
        blocked=gettext_lazy("Blocked"),
        unblocked=gettext_lazy("No longer blocked"),
        turned_red=gettext_lazy("Turned red"),
        caught_up=gettext_lazy("Caught up: was behind"),
    ),
    **_acts(
        Happening.EDIT,
        edited=gettext_lazy("Edited"),
        post_assigned=gettext_lazy("Given to a post"),
        milestone_done=gettext_lazy("Milestone done"),
        milestone_added=gettext_lazy("Milestone added"),
        milestone_changed=gettext_lazy("Milestone changed"),
        milestone_waived=gettext_lazy("Milestone waived"),
    ),
    **_acts(
        Happening.REQUEST,
        extension_asked=gettext_lazy("Extension asked"),
        extension_reviewed=gettext_lazy("Extension reviewed in the unit"),
        extension_decided=gettext_lazy("Extension decided"),
        extension_withdrawn=gettext_lazy("Extension request withdrawn"),
        closing_submitted=gettext_lazy("Closing applied for"),
        closing_reviewed=gettext_lazy("Closing reviewed in the unit"),
        closing_sent_back=gettext_lazy("Closing sent back"),
        closing_withdrawn=gettext_lazy("Closing application withdrawn"),
        proposed=gettext_lazy("Proposed"),
        proposal_declined=gettext_lazy("Proposal declined"),
        proposal_withdrawn=gettext_lazy("Proposal withdrawn"),
    ),
    **_acts(Happening.EVIDENCE, evidence_added=gettext_lazy("Evidence added")),
    **_acts(Happening.RATING, rated=gettext_lazy("Rated")),
    "supervision.urged": Act(gettext_lazy("Urged"), Happening.URGING),
    "supervision.replied": Act(gettext_lazy("Replied to an urging"), Happening.URGING),
}
# What people wrote, and plain particulars, in the order in which they are shown.
_WRITTEN = (
    *("milestone", "changed_to", "name", "statement", "text", "reply", "outcome", "finding", "reason"),
    *("note", "document_no"),
)
# Particulars that are kept as codes: how each is said.
_CODES = {
    ("tasks.extension_asked", "reason"): ExtensionRequest.Reason,
    ("tasks.closing_sent_back", "back_reason"): ClosingRequest.BackReason,
    ("tasks.closing_sent_back", "method"): ClosingRequest.Method,
    ("tasks.closed", "method"): ClosingRequest.Method,
}
_ANSWERS = {
    "agreed": (gettext_lazy("agreed"), gettext_lazy("not agreed")),
    "granted": (gettext_lazy("granted"), gettext_lazy("refused")),
}


def named(action: str, details: dict) -> str:
    """What happened, with its outcome: "Extension decided: granted"."""
    words = str(ACTS[action].words) if action in ACTS else action.rpartition(".")[2].replace("_", " ")
    outcome = [_ANSWERS[key][not details[key]] for key in _ANSWERS if isinstance(details.get(key), bool)]
    if verb := details.get("verb"):
        outcome.append(Proposal.Verb(verb).label if verb in Proposal.Verb.values else verb)
    if details.get("late") is True:
        outcome.append(_("late"))
    if not outcome:
        return words
    return _("%(act)s: %(outcome)s") % {"act": words, "outcome": _(", ").join(map(str, outcome))}


def written(action: str, details: dict) -> str:
    """What was written with the act, line by line; of what the machine noted, nothing."""
    lines = []
    if action == "tasks.extension_asked":
        lines.append(_("New due date: %(day)s") % {"day": details.get("new_due_on", "—")})
    for key in ("method", "back_reason", *_WRITTEN):
        value = details.get(key)
        if not (isinstance(value, str) and value):
            continue
        codes = _CODES.get((action, key))
        if codes is not None and value in codes.values:
            lines.append(str(codes(value).label))
        elif key in _WRITTEN:
            lines.append(value)
    return "\n".join(lines)


# What the audit trail tells beside the acts on a task: the work on the Report, and what everybody may read.
OTHERS = {
    "tasks.progress_reported": gettext_lazy("Progress reported"),
    "tasks.commented": gettext_lazy("Comment"),
    "tasks.comment_withdrawn": gettext_lazy("A comment was taken back"),
    "tasks.sensitive_read": gettext_lazy("Sensitive task read"),
    "tasks.bulk_edited": gettext_lazy("Many tasks changed"),
    "tasks.bulk_undone": gettext_lazy("Change of many taken back"),
    "tasks.report_imported": gettext_lazy("Report imported"),
    "tasks.report_corrected": gettext_lazy("Text of the Report corrected"),
    "tasks.review_accept": gettext_lazy("Drafts accepted"),
    "tasks.review_change": gettext_lazy("Drafts changed"),
    "tasks.review_split": gettext_lazy("Draft split"),
    "tasks.review_merge": gettext_lazy("Drafts merged"),
    "tasks.review_set_aside": gettext_lazy("Sentences set aside"),
    "tasks.review_unit": gettext_lazy("Written name of a unit settled"),
    "tasks.review_restore": gettext_lazy("Sentence taken up again"),
    "tasks.review_undone": gettext_lazy("Step of the review taken back"),
    "tasks.list_issued": gettext_lazy("List issued"),
    "tasks.list_exported": gettext_lazy("Issued list exported"),
}
