"""The two forms of the suggestion box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.suggestions.services import MOST_LETTERS


class SuggestForm(forms.Form):
    """What could be better, and whether one wants to hear of it."""

    text = forms.CharField(
        label=_("What could be better?"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What is awkward, asked twice or not clear. Nothing about the content of tasks, please: the system administrator reads this too."
        ),
        error_messages={"required": _("Write what could be better.")},
    )
    wants_reply = forms.BooleanField(label=_("I would like a reply"), required=False)
    page = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """What becomes of it."""

    answer = forms.CharField(
        label=_("What becomes of it"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
