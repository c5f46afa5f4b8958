"""Logging in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LogInForm(AuthenticationForm):
    """Name and password; the error never says which of the two was wrong."""

    username = forms.CharField(
        label=_("Log-in name"),
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "Name and password do not match. After five failures the account is locked here for 15 minutes."
        ),
        "inactive": _("This account is switched off. Ask the system administrator."),
    }
