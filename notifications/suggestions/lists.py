"""Suggestions as a list page: one's own, or all of them for whoever answers."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from departments.lists.cells import brief
from departments.lists.declaring import Column, List, View
from departments.lists.filters import ListFilter
from departments.lists.views import list_page
from departments.permissions import may
from notifications.suggestions.models import Suggestion


class SuggestionFilter(ListFilter):
    """By words, state, page, and whether a reply is wanted."""

    q = filters.CharFilter(label=_("Search"), method="by_words")
    state = filters.ChoiceFilter(label=_("State"), choices=Suggestion.State.choices, empty_label=_("All"))
    page = filters.CharFilter(label=_("Page"), lookup_expr="startswith")
    wants_reply = filters.BooleanFilter(label=_("Wants a reply"), method="waiting", widget=CheckboxInput)

    class Meta:
        model = Suggestion
        fields: list[str] = []

    def by_words(self, queryset, name, value):
        """In the suggestion or its answer, or the author's name."""
        words = Q(text__icontains=value) | Q(answer__icontains=value) | Q(author__name__icontains=value)
        return queryset.filter(words)

    def waiting(self, queryset, name, value):
        """Whose author would like a reply."""
        return queryset.filter(wants_reply=True) if value else queryset


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s suggestion", "%(count)s suggestions", number) % {"count": said}


def _answers(person) -> bool:
    return bool(may(person, "read_suggestions"))


SUGGESTIONS = List(
    name="suggestions:list",
    title=_("Suggestions"),
    query=lambda person: Suggestion.objects.visible_to(person),
    filter=SuggestionFilter,
    columns=(
        Column("number", _("Number"), ("id",), sort=("id",), css="num"),
        Column(
            "text",
            _("Suggestion"),
            ("text", "id"),
            lambda text: brief("", text, 80),
            link="suggestions:detail",
            main=True,
            css="main",
        ),
        Column("page", _("Page"), ("page",), sort=("page", "id")),
        Column("author", _("Suggested by"), ("author__name",), sort=("author__name", "id")),
        Column("at", _("When"), ("made_at",), sort=("made_at", "id")),
        Column("wants", _("Wants a reply"), ("wants_reply",)),
        Column("state", _("State"), ("state",), choices=Suggestion.State, sort=("state", "id")),
        Column("answer", _("Answer"), ("answer",), draw=brief, css="long"),
    ),
    sort="-number",
    count=_count,
    views=(
        View(_("Open"), "state=open", _answers),
        View(_("All"), ""),
    ),
    nothing=(
        _("No suggestions yet"),
        _("What people write at the bottom of a page stands here, with what became of it."),
    ),
)

suggestions = list_page(SUGGESTIONS)
