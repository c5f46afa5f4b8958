"""What a person may choose for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.lists.models import SavedView
from notifications.models import MailChoice
from supervision.context import start_pages

HOURS = range(6, 21)


class StartForm(forms.Form):
    """With what the day begins: the first page of the role, another page, or a saved view."""

    start = forms.ChoiceField(label=_("After the log-in I see"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        views = SavedView.objects.visible_to(person).values_list("pk", "title")[:100]
        choices = [("", _("The first page of my post")), (_("Pages"), start_pages(person))]
        if views:
            choices.append((_("Saved views"), [(f"view:{pk}", title) for pk, title in views]))
        self.fields["start"].choices = choices


class MailForm(forms.Form):
    """How and when one is told by mail."""

    digest = forms.ChoiceField(
        label=_("How often"), choices=MailChoice.Digest.choices, widget=forms.RadioSelect
    )
    hour = forms.TypedChoiceField(
        label=_("Hour of the daily mail"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, usual: int, **kwargs):
        super().__init__(*args, **kwargs)
        words = _("As the city: %(hour)s") % {"hour": f"{usual}:00"}
        self.fields["hour"].choices = [("", words), *((hour, f"{hour}:00") for hour in HOURS)]


class AddressForm(forms.Form):
    """Another mail address."""

    address = forms.EmailField(
        label=_("New mail address"),
        max_length=254,
        help_text=_("A link is sent there; the address is yours once you follow it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PasswordForm(forms.Form):
    """The password once more, before something that opens or closes doors."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
