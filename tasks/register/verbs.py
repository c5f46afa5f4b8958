"""What may be done to a task from its page: one line per verb, its form and the service it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from tasks.decisions import services as decisions
from tasks.discussion.forms import CommentForm
from tasks.discussion.services import comment
from tasks.progress import services as progress
from tasks.register import forms, milestone_forms, services
from tasks.register.editing_form import EditForm


@dataclass(frozen=True)
class Verb:
    """A button, the form behind it, and the service the form is handed to."""

    label: str
    form: Callable[..., forms.VerbForm]
    service: Callable


# In the order of the buttons: the first that is allowed is the primary one.
VERBS: dict[str, Verb] = {
    "sign": Verb(_("Sign for the task"), forms.Confirmation, services.sign_task),
    "review_closing": Verb(_("Review the closing"), forms.ReviewClosingForm, decisions.review_closing),
    "verify_closing": Verb(_("Verify the closing"), forms.VerifyClosingForm, decisions.verify_closing),
    "review_extension": Verb(
        _("Review the extension"), forms.ReviewExtensionForm, decisions.review_extension
    ),
    "decide_extension": Verb(
        _("Decide the extension"), forms.DecideExtensionForm, decisions.decide_extension
    ),
    "report_progress": Verb(_("Report progress"), forms.ProgressForm, progress.report_progress),
    "submit_closing": Verb(_("Apply for closing"), forms.SubmitClosingForm, decisions.submit_closing),
    "withdraw_closing": Verb(
        _("Take the application back"), forms.WithdrawClosingForm, decisions.withdraw_request
    ),
    "withdraw_extension": Verb(
        _("Take the request for an extension back"), forms.WithdrawExtensionForm, decisions.withdraw_request
    ),
    "rate": Verb(_("Rate"), forms.RateForm, services.rate_task),
    "add_evidence": Verb(_("Add evidence"), forms.EvidenceForm, progress.add_evidence),
    "complete_milestone": Verb(
        _("Complete a milestone"), milestone_forms.CompleteMilestoneForm, services.complete_milestone
    ),
    "open_blocker": Verb(_("Report a blocker"), forms.OpenBlockerForm, progress.open_blocker),
    "close_blocker": Verb(_("Close a blocker"), forms.CloseBlockerForm, progress.close_blocker),
    "ask_extension": Verb(_("Ask for an extension"), forms.ExtensionForm, decisions.ask_extension),
    "return_task": Verb(_("Return with a reason"), forms.ReasonForm, services.return_task),
    "assign_post": Verb(_("Give to a post"), forms.AssignPostForm, services.assign_post),
    "edit_task": Verb(_("Edit the task"), EditForm, services.edit_task),
    "add_milestone": Verb(_("Add a milestone"), milestone_forms.AddMilestoneForm, services.add_milestone),
    "change_milestone": Verb(
        _("Change a milestone"), milestone_forms.ChangeMilestoneForm, services.change_milestone
    ),
    "waive_milestone": Verb(
        _("Waive a milestone"), milestone_forms.WaiveMilestoneForm, services.waive_milestone
    ),
    "resume": Verb(_("Resume"), forms.ReasonForm, services.resume_task),
    "suspend": Verb(_("Suspend"), forms.SuspendForm, services.suspend_task),
    "reopen": Verb(_("Reopen"), forms.ReasonForm, decisions.reopen_task),
    "carry_over": Verb(_("Carry over to next year"), forms.ReasonForm, services.carry_over_task),
    "terminate": Verb(_("Terminate"), forms.TerminateForm, services.terminate_task),
    "comment": Verb(_("Comment"), CommentForm, comment),
}


@cache
def labels(_language: str | None) -> dict[str, str]:
    """The words of the buttons in the language that is spoken now."""
    return {verb: str(entry.label) for verb, entry in VERBS.items()}
