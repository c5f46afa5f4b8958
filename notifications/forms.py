"""Why somebody wants to hear no more of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MuteForm(forms.Form):
    """A sentence, kept in the audit trail."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence; it is recorded in the audit trail."),
        error_messages={"required": _("Say in a sentence why.")},
    )
