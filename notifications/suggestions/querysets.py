"""Which suggestions a person knows of."""

from __future__ import annotations

from django.db import models

from departments.permissions import may


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, person) -> SuggestionQuerySet:
        """All of them for whoever answers them, one's own for everybody else."""
        return self if may(person, "read_suggestions") else self.filter(author=person)

    def open(self) -> SuggestionQuerySet:
        """Those nobody has answered or closed."""
        return self.filter(state="open")
