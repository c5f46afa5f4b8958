"""What a password must be beyond its length (GB/T 22239-2019, identity: complexity)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

CLASSES = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
ENOUGH = 3
# What Django says itself: named here so that our catalogue translates it, as politely as everything else.
SAID_BY_DJANGO = (
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your old password was entered incorrectly. Please enter it again."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
)


class ThreeClasses:
    """At least three of: small letters, capitals, figures, other characters; a passphrase of 20 needs none."""

    LONG = 20

    def validate(self, password, user=None):
        """Refuse a short password of one or two kinds of characters."""
        kinds = sum(any(belongs(letter) for letter in password) for belongs in CLASSES)
        if kinds < ENOUGH and len(password) < self.LONG:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self):
        """The rule in words, for the form."""
        return _(
            "Use at least three kinds of characters: small letters, capitals, figures, signs; or at least 20 characters."
        )
