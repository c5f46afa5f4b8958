"""Long choices of units and people, in which one searches by name, pinyin or initials; without scripts a plain select."""

from __future__ import annotations

from django import forms

from departments.pinyin import spelled

# A shorter choice is seen at once.
LONG = 12


class PickSelect(forms.Select):
    """Options that carry their spellings for static/js/picker.js."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        """Marked for the script."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-pick": ""}

    def create_option(self, name, value, label, *args, **kwargs) -> dict:
        """With the spellings of its label."""
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["data-spelled"] = spelled(str(label)).strip()
        return option


def offer_picking(form: forms.Form) -> None:
    """Make the long choices of a form searchable."""
    for field in form.fields.values():
        if type(field.widget) is forms.Select:
            # Asked once: some choices are rows of the database.
            choices = list(field.choices)
            made = PickSelect if len(choices) > LONG else forms.Select
            field.widget = made(attrs=field.widget.attrs, choices=choices)
