"""The forms by which one asks others to act, and answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tasks.register.forms import VerbForm, long_text


class ProposeForm(VerbForm):
    """Why somebody else should do the verb."""

    reason = long_text(
        _("Why it should be done"), help_text=_("Whoever decides reads this. Do not enter state secrets.")
    )

    def __init__(self, *args, verb: str, **kwargs):
        self.verb = verb
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict:
        """For `propose`."""
        return {"task_id": self.task.pk, "verb": self.verb, **self.cleaned_data}


class DeclineForm(VerbForm):
    """Why not."""

    reason = long_text(_("Why it is declined"), help_text=_("Whoever proposed it is told."))

    def __init__(self, *args, proposal, **kwargs):
        self.asked = proposal
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict:
        """For `decline_proposal`."""
        return {"proposal_id": self.asked.pk, **self.cleaned_data}
