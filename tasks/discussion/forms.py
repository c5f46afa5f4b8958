"""The form of a comment."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.parts import address
from tasks.register.forms import VerbForm, long_text


class CommentForm(VerbForm):
    """What one says; whom it names after an @ is told."""

    text: forms.CharField = long_text(
        _("Comment"),
        help_text=_("Write @ and a name to tell somebody, such as @王磊. Do not enter state secrets."),
    )

    def prepare(self) -> None:
        """The device offers names while one types."""
        self.fields["text"].widget.attrs["data-mentions"] = address("register:readers", self.task.pk)
