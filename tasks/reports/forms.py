"""The shapes of what is sent to import and to issue; the steps of a review are in `review_forms`."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.models import Department
from tasks.progress.uploads import refuse_large

FILES = ".txt,.docx,.pdf,.csv,.xlsx"


class ImportForm(forms.Form):
    """A file, for a jurisdiction; the year only where the text does not say it."""

    jurisdiction = forms.ModelChoiceField(
        Department.objects.none(), label=_("Whose report"), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        validators=[refuse_large],
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
        help_text=_("txt, docx, pdf with text, csv or xlsx, up to 20 MB."),
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Only where the text itself does not say it."),
    )

    def __init__(self, *args, jurisdictions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = jurisdictions


class CorrectionForm(forms.Form):
    """A corrected text of the same Report."""

    file = forms.FileField(
        label=_("Corrected file"),
        validators=[refuse_large],
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )


class IssueForm(forms.Form):
    """The head of the list that is issued."""

    title = forms.CharField(label=_("Title of the list"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)
