"""A form that takes a table, and keeps it over the preview so that nobody has to choose the file twice."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.tables import MOST_BYTES

# More errors than that are the same one over and over.
MOST_ERRORS = 50


class UploadForm(forms.Form):
    """A CSV file or workbook, or the file of the preview that is now saved."""

    file = forms.FileField(
        label=gettext_lazy("Table (CSV or xlsx)"),
        error_messages={
            "required": gettext_lazy("Choose a CSV file or an xlsx workbook."),
            "empty": gettext_lazy("The file is empty."),
        },
        help_text=gettext_lazy("At most 5 MB and 5,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("kept")

    def clean(self) -> dict:
        """The bytes of the table as `content`, whichever way they came."""
        given = super().clean()
        upload = given.get("file")
        if upload and upload.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB."))
        try:
            given["content"] = (
                upload.read() if upload else base64.b64decode(given.get("kept") or "", validate=True)
            )
        except binascii.Error as error:
            raise ValidationError(_("Choose the file again.")) from error
        return given

    def refuse(self, error: ValidationError) -> None:
        """Name the wrong cells beside the file; of very many the first ones."""
        lines = error.messages
        if len(lines) > MOST_ERRORS:
            more = len(lines) - MOST_ERRORS
            lines = [*lines[:MOST_ERRORS], _("and %(n)s more") % {"n": more}]
        self.add_error("file", lines)

    def keep(self) -> None:
        """Carry the table along in the page, so that the next button can save it."""
        content = base64.b64encode(self.cleaned_data["content"]).decode()
        self.data = {**self.data.dict(), "kept": content}
        # Or the browser would ask for the file again before it sends anything.
        self.fields["file"].required = False
