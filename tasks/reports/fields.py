"""Fields of the review: a department found by pinyin and initials, a date in figures or words."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from departments.models import Department
from departments.pinyin import spelled
from tasks.reports.due_words import understand


class _Spelled:
    """Options that carry their pinyin, for the picker; without scripts it is a plain select."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        unit = getattr(value, "instance", None)
        if unit is not None:
            option["attrs"]["data-spelled"] = f"{spelled(unit.short_name)} {unit.name}"
        return option


class UnitSelect(_Spelled, forms.Select):
    pass


class UnitsSelect(_Spelled, forms.SelectMultiple):
    pass


def units() -> list[Department]:
    """The departments that exist, for all pickers of a form with one statement."""
    return Department.objects.filter(dissolved_on__isnull=True)


def unit_field(label) -> forms.ModelChoiceField:
    """One department."""
    widget = UnitSelect(attrs={"data-pick": ""})
    return forms.ModelChoiceField(units(), label=label, required=False, widget=widget, empty_label="—")


def units_field(label) -> forms.ModelMultipleChoiceField:
    """Any number of departments."""
    widget = UnitsSelect(attrs={"data-pick": "", "size": 4})
    return forms.ModelMultipleChoiceField(units(), label=label, required=False, widget=widget)


class DueInput(forms.TextInput):
    """A text field beside which is said how its words are understood, while one types."""

    address = ""

    def render(self, name, value, attrs=None, renderer=None):
        """The field and the place for what was understood."""
        said = f"{(attrs or {}).get('id', name)}_understood"
        asks = {
            "hx-get": self.address,
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{said}",
            "autocomplete": "off",
            "aria-describedby": said,
        }
        field = super().render(name, value, {**(attrs or {}), **(asks if self.address else {})}, renderer)
        return format_html('{}<output id="{}" class="understood"></output>', field, said)


class DueField(forms.CharField):
    """A date as somebody writes it; gives a date, or None where it was left blank."""

    widget = DueInput
    year = 0

    def __init__(self, **kwargs):
        help_text = _("In figures or in words: 2026-09-30, 三季度, 10月底前, 年底.")
        super().__init__(required=False, max_length=40, **{"help_text": help_text, **kwargs})

    def clean(self, value) -> date | None:
        """What the words mean."""
        words = super().clean(value)
        return understand(words, self.year) if words else None

    def has_changed(self, initial, data) -> bool:
        """Whether the words mean another day than the one that stands."""
        try:
            return self.clean(data) != initial
        except forms.ValidationError:
            return True
