"""The form of the city's numbers: in the set-up, and every day."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from departments.parameter_words import GROUPS, WORDS, read, written


class ParametersForm(forms.Form):
    """The numbers of the city in their groups."""

    def __init__(self, *args, values: dict, **kwargs):
        super().__init__(*args, **kwargs)
        for word in WORDS.values():
            self.fields[word.name] = forms.CharField(
                label=word.label,
                help_text=word.help,
                max_length=40,
                initial=written(values.get(word.name, word.default)),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "number"}),
            )

    def groups(self) -> list[tuple[object, list]]:
        """The fields under their headings, each with its default."""
        return [
            (title, [(self[word.name], written(word.default)) for word in words]) for title, words in GROUPS
        ]

    def clean(self) -> dict:
        """Every number read, or what is wrong with it beside its field."""
        given = super().clean()
        for name, text in list(given.items()):
            try:
                given[name] = read(name, text)
            except ValidationError as error:
                self.add_error(name, error)
        return given

    def changed_values(self) -> dict:
        """What differs from the defaults."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if written(value) != written(WORDS[name].default)
        }
