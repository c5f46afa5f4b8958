"""Fields in which a person, a post or a department is written by name; what is ambiguous is said, never guessed."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from departments.models import Department, Person, Post


class Offering(forms.TextInput):
    """A text field that offers names while one types; any other may be typed too. components/field.html lists them."""

    def __init__(self, offered: Iterable[str] = ()):
        super().__init__(attrs={"autocomplete": "off"})
        self.offered = list(offered)

    def get_context(self, name, value, attrs):
        """The field, tied to the list of names beside it."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{attrs.get('id', name)}_names"
        return context


class NamedField(forms.CharField):
    """What was written means one row of a table."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, widget=Offering(), **kwargs)

    def clean(self, value):
        """The row; an error names those it could be."""
        text = super().clean(value)
        if not text:
            return None
        found = self.rows(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("There is no %(name)s here.") % {"name": text}, code="unknown")
        names = "、".join(self.written(row) for row in found[:8])
        raise ValidationError(
            _("That could be: %(names)s. Write it in full.") % {"names": names}, code="ambiguous"
        )

    def rows(self, text: str) -> list:
        """The rows that are meant: those whose full writing it is, else those whose name it is."""
        raise NotImplementedError

    def written(self, row) -> str:
        """How a row is written in full."""
        return str(row)


class PersonField(NamedField):
    """A person by log-in name, or by name where only one is called so."""

    def rows(self, text):
        login = text.rpartition("（")[2].removesuffix("）")
        return list(Person.objects.filter(username__iexact=login)) or list(
            Person.objects.filter(name=text)[:9]
        )

    def written(self, row):
        return f"{row.name}（{row.username}）"


class PostField(NamedField):
    """A post by department and title."""

    def rows(self, text):
        unit, _space, title = text.partition(" ")
        posts = Post.objects.filter(abolished_on=None).select_related("department")
        exact = posts.filter(department__short_name=unit, title=title.strip())
        return (
            list(exact)
            or list(posts.filter(title=text)[:9])
            or list(posts.filter(department__short_name=text)[:9])
        )


class UnitField(NamedField):
    """A department by its short or full name."""

    def rows(self, text):
        units = Department.objects.filter(dissolved_on=None)
        return list(units.filter(name=text)) or list(units.filter(short_name=text)[:9])

    def written(self, row):
        return row.name
