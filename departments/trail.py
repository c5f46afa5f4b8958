"""The audit trail for the audit administrator: a list page, with the state of the chain above it."""

from __future__ import annotations

from datetime import datetime

import django_filters as filters
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit import clock
from audit.models import AuditEntry, AuditSeal
from departments import acts, details
from departments.lists.cells import brief
from departments.lists.declaring import Column, List
from departments.lists.filters import ListFilter
from departments.lists.views import list_page

DAY = forms.DateInput(attrs={"type": "date"})


class TrailFilter(ListFilter):
    """What the auditor looks for."""

    q = filters.CharFilter(label=_("Search"))
    actor = filters.CharFilter(label=_("Who"))
    action = filters.CharFilter(label=_("Action"))
    target_type = filters.ChoiceFilter(label=_("What"), choices=[*acts.THINGS.items()], empty_label=_("All"))
    target_id = filters.NumberFilter(label=_("Its number"))
    first = filters.DateFilter(label=_("From"), widget=DAY)
    last = filters.DateFilter(label=_("To"), widget=DAY)

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """A name by part, an action by its beginning or its words; a word in the search is either."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        word = asked.pop("q", "")
        action = asked.pop("action", "")
        queryset = queryset.search(**asked)
        if action:
            queryset = queryset.search(action=action) | queryset.filter(action__in=acts.codes_of(action))
        if word:
            named = queryset.search(actor=word) | queryset.search(action=word)
            queryset = named | queryset.filter(action__in=acts.codes_of(word))
        return queryset


def _second(_code: object, at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M:%S}"


def _around(_request: HttpRequest) -> dict:
    return {"unsealed": AuditEntry.objects.unsealed_count(), "head": AuditSeal.objects.head()}


TRAIL = List(
    name="trail",
    title=_("Audit trail"),
    verb="read_audit",
    export="export_audit",
    query=lambda _person: AuditEntry.objects.all(),
    filter=TrailFilter,
    columns=(
        Column("number", _("Number"), ("id",), sort=("id",), css="num"),
        Column("at", _("When"), ("at",), draw=_second),
        Column("actor", _("Who"), ("actor_name",)),
        Column("post", _("Post"), ("actor_post",), shown=False),
        Column("action", _("Action"), ("action",), acts.in_words, main=True, css="main"),
        Column("code", _("Code"), ("action",), shown=False),
        Column("target", _("What"), ("target_type", "target_id"), acts.thing),
        Column("details", _("Details"), ("details",), details.in_words, draw=brief, css="long"),
    ),
    sort="-number",
    count=lambda said, number: ngettext("%(count)s entry", "%(count)s entries", number) % {"count": said},
    page="departments/trail.html",
    around=_around,
)

trail = list_page(TRAIL)
