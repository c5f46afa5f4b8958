"""The words of a bulletin; its figures can't be typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.monthly.wording import SECTIONS


class WordsForm(forms.Form):
    """Title and the four sections; `version` guards against somebody else's change meanwhile."""

    title = forms.CharField(label=_("Title"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, bulletin, **kwargs):
        initial = {"title": bulletin.title, "version": bulletin.version, **bulletin.words}
        super().__init__(*args, initial=initial, **kwargs)
        for name, heading in SECTIONS.items():
            self.fields[name] = forms.CharField(label=heading, widget=forms.Textarea(attrs={"rows": 6}))

    def words(self) -> dict[str, str]:
        """What the service takes: the title and the sections."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DisputeForm(forms.Form):
    """Why a statement is not right."""

    dispute = forms.CharField(label=_("What is not right, and why"), widget=forms.Textarea(attrs={"rows": 3}))
