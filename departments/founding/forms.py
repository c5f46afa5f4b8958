"""The forms of the steps."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.choices import Role
from departments.founding.drafts import ADMINISTRATORS
from departments.founding.starter import usual_departments
from departments.holiday_notice import read_notice
from departments.login_names import ALLOWED
from departments.roster_file import ROLE_WORDS
from departments.upkeep.uploads import UploadForm


class CodeForm(forms.Form):
    """The code that the console printed."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=64,
        help_text=gettext_lazy("Four groups of four, as the console printed them; capitals or not."),
        widget=forms.TextInput(
            attrs={
                "autofocus": True,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class CityForm(forms.Form):
    """Names from which the rest is made."""

    city = forms.CharField(
        label=gettext_lazy("Name of the city"),
        max_length=40,
        help_text=gettext_lazy("As people say it, with its level (city, county …)."),
    )
    government = forms.CharField(
        label=gettext_lazy("Full name of the government"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Left blank: made from the city's name."),
    )
    office = forms.CharField(
        label=gettext_lazy("Full name of the supervising office"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "It issues the list, urges and verifies. Left blank: made from the government's name."
        ),
    )
    office_short = forms.CharField(
        label=gettext_lazy("Its short name"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Left blank: the usual one."),
    )

    def clean(self) -> dict:
        """Blank names follow from the city's."""
        given = {name: value.strip() for name, value in super().clean().items()}
        if given.get("city"):
            given["government"] = given.get("government") or f"{given['city']}人民政府"
            given["office"] = given.get("office") or f"{given['government']}督查室"
            given["office_short"] = given.get("office_short") or "督查室"
            if given["government"] == given["office"]:
                self.add_error("office", _("Government and supervising office need different names."))
        return given


class YearForm(forms.Form):
    """The notice of a year that is not known yet."""

    text = forms.CharField(
        label=gettext_lazy("Text of the official notice"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Paste the numbered lines of the State Council's notice."),
    )

    def __init__(self, *args, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_text(self) -> str:
        """A notice that can be read to its end."""
        text = self.cleaned_data["text"]
        if errors := read_notice(text, self.year).errors:
            raise ValidationError(
                [_("Line %(line)s: %(what)s") % {"line": line, "what": what} for line, what in errors]
            )
        return text


class StarterForm(forms.Form):
    """Usual departments to tick, and the city's own counties and zones."""

    usual = forms.MultipleChoiceField(
        label=gettext_lazy("Usual departments"), required=False, widget=forms.CheckboxSelectMultiple
    )
    counties = forms.CharField(
        label=gettext_lazy("Counties and districts"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, with full names. Each keeps a list of its own."),
    )
    zones = forms.CharField(
        label=gettext_lazy("Zones"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, with full names."),
    )

    def __init__(self, *args, city: str, there: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = [one for one in usual_departments(city) if one.name not in there]
        self.fields["usual"].choices = [(one.name, one.short_name) for one in self.offered]
        self.initial.setdefault("usual", [one.name for one in self.offered] if not there else [])


class UnitForm(forms.Form):
    """One department by hand."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=120)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    parent = forms.CharField(
        label=gettext_lazy("Under"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Left blank: the city government."),
    )

    def __init__(self, *args, kinds: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


class TableForm(UploadForm):
    """A table of departments or people."""

    use_required_attribute = False


class AdministratorsForm(forms.Form):
    """The three administrators: three people."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for role, username, _title in ADMINISTRATORS:
            self.fields[f"name_{role.value}"] = forms.CharField(
                label=gettext_lazy("Name of the person"), max_length=60
            )
            self.fields[f"username_{role.value}"] = forms.CharField(
                label=gettext_lazy("Log-in name"), max_length=60, initial=username
            )
            self.fields[f"email_{role.value}"] = forms.EmailField(
                label=gettext_lazy("E-mail"), required=False
            )

    def people(self) -> list[tuple[Role, list]]:
        """The fields of each of the three."""
        return [
            (role, [self[f"{name}_{role.value}"] for name in ("name", "username", "email")])
            for role, _username, _title in ADMINISTRATORS
        ]

    def clean(self) -> dict:
        """Three names and three log-in names."""
        given = super().clean()
        for what in ("name", "username"):
            seen: dict[str, str] = {}
            for role, _username, _title in ADMINISTRATORS:
                field, value = f"{what}_{role.value}", given.get(f"{what}_{role.value}", "").strip()
                if what == "username" and value and not ALLOWED.fullmatch(value):
                    self.add_error(field, _("A log-in name has Latin letters, figures and . _ - @ + only."))
                if value and value.lower() in seen:
                    self.add_error(field, _("The three administrators are three different people."))
                seen[value.lower()] = field
        return given

    def chosen(self) -> list[dict]:
        """The three as plain values."""
        return [
            {
                "role": role.value,
                **{
                    name: self.cleaned_data[f"{name}_{role.value}"].strip()
                    for name in ("name", "username", "email")
                },
            }
            for role, _username, _title in ADMINISTRATORS
        ]


class HolderForm(forms.Form):
    """One person with one post."""

    unit = forms.CharField(
        label=gettext_lazy("Department"), max_length=120, widget=forms.TextInput(attrs={"list": "units"})
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    title = forms.CharField(
        label=gettext_lazy("Post"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Left blank: the role."),
    )
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=60)
    username = forms.CharField(
        label=gettext_lazy("Log-in name"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Left blank: the name in pinyin."),
    )
    email = forms.CharField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    areas = forms.CharField(
        label=gettext_lazy("Areas in charge"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("For vice mayors only, with commas."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(word, role.label) for role, word in ROLE_WORDS.items()]
