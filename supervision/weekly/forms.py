"""The answer to a weekly check."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.choices import SelfLight


class AnswerForm(forms.Form):
    """What the unit reports, pre-filled with what it said last."""

    percent = forms.IntegerField(label=_("Progress in percent"), min_value=0, max_value=100)
    self_light = forms.ChoiceField(
        label=_("How do you see it?"), choices=SelfLight.choices, widget=forms.RadioSelect
    )
    done = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )
    problem = forms.CharField(
        label=_("What hinders"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5000
    )
    next_step = forms.CharField(
        label=_("What comes next"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5000
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
