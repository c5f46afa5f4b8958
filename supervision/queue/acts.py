"""What is done with a row of the queue: its key, its words, its short form, and the service behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.urging.services import settle_proposal, urge
from tasks.choices import Rating
from tasks.decisions.models import ClosingRequest
from tasks.decisions.proposals import decline_proposal
from tasks.decisions.services import decide_extension, verify_closing
from tasks.register.services import rate_task

MOST_CHARACTERS = 4000


def _text(label: str, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=MOST_CHARACTERS, widget=area)


class VerifyForm(forms.Form):
    """How it was verified, and what was found."""

    method = forms.ChoiceField(
        label=_("How it was verified"), choices=ClosingRequest.Method.choices, widget=forms.RadioSelect
    )
    finding = _text(_("Finding"))


class SendBackForm(VerifyForm):
    """The same, with the class of the reason."""

    back_reason = forms.ChoiceField(
        label=_("Class of the reason"), choices=ClosingRequest.BackReason.choices, widget=forms.RadioSelect
    )


class GrantForm(forms.Form):
    """An opinion when there is something to say, and the document that a third extension rests on."""

    note = _text(_("Opinion"), required=False)
    document_no = forms.CharField(label=_("Number of the decision's document"), max_length=60, required=False)


class RefuseForm(forms.Form):
    """Why not."""

    note = _text(_("Why it is refused"))


class RateForm(forms.Form):
    """One of the four sentences, and what it rests on."""

    rating = forms.ChoiceField(label=_("Rating"), choices=Rating.choices, widget=forms.RadioSelect)
    reason = _text(_("What it rests on"))


class UrgeForm(forms.Form):
    """What the unit is urged to do."""

    text = forms.CharField(
        label=_("What the unit should do, and by when"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The post, the liaison and the unit head are told at once and asked to reply."),
    )


class DeclineForm(forms.Form):
    """Why what was proposed is not done."""

    reason = _text(_("Why it is declined"))


class SetAsideForm(forms.Form):
    """Why nothing more is done for now."""

    text = _text(_("Why nothing more is done for now"))


@dataclass(frozen=True)
class Act:
    """One button. `given` is what the button itself says to the service, `row` how the service names the row."""

    key: str
    label: str
    form: type[forms.Form]
    service: Callable
    given: tuple[tuple[str, object], ...] = ()
    row: str = "request_id"
    done: str = ""  # said when it is done

    def do(self, actor, line, typed: dict) -> None:
        """Call the service."""
        number = line.task_id if self.row == "task_id" else line.pk
        self.service(actor=actor, **{self.row: number}, **dict(self.given), **typed)


VERIFY = (
    Act(
        "a",
        _("Strike off"),
        VerifyForm,
        verify_closing,
        (("strike_off", True),),
        done=_("%(task)s: struck off."),
    ),
    Act(
        "r",
        _("Send back"),
        SendBackForm,
        verify_closing,
        (("strike_off", False),),
        done=_("%(task)s: sent back."),
    ),
)
EXTENSION = (
    Act(
        "a",
        _("Grant"),
        GrantForm,
        decide_extension,
        (("grant", True),),
        done=_("%(task)s: later date granted."),
    ),
    Act("r", _("Refuse"), RefuseForm, decide_extension, (("grant", False),), done=_("%(task)s: refused.")),
)
_URGE = Act("u", _("Urge"), UrgeForm, urge, row="task_id", done=_("%(task)s: the unit has been urged."))
URGE = (_URGE,)
RATE = (Act("a", _("Rate"), RateForm, rate_task, row="task_id", done=_("%(task)s: rated.")), _URGE)
# What is proposed is done through the form of its own verb, to which the row leads.
ASKED = (
    Act("r", _("Decline"), DeclineForm, decline_proposal, row="proposal_id", done=_("%(task)s: declined.")),
)
PROPOSAL = (
    Act(
        *("a", _("Urge by hand"), UrgeForm, settle_proposal, (("urge_again", True),), "urging_id"),
        done=_("%(task)s: the unit has been urged."),
    ),
    Act(
        *("r", _("Set aside"), SetAsideForm, settle_proposal, (("urge_again", False),), "urging_id"),
        done=_("%(task)s: set aside with its reason."),
    ),
)
