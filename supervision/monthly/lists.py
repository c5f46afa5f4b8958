"""The monthly bulletins as a list page."""

from __future__ import annotations

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from departments.lists.declaring import Column, Group, List, View
from departments.lists.filters import ListFilter
from departments.lists.views import list_page
from departments.models import Department
from supervision.monthly.models import MonthlyBulletin

State = MonthlyBulletin.State


class BulletinFilter(ListFilter):
    """Words of the title, whose it is, state, year."""

    q = filters.CharFilter(label=_("Search"), field_name="title", lookup_expr="icontains")
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))
    whose = filters.ModelChoiceFilter(
        field_name="jurisdiction",
        label=_("Whose"),
        queryset=Department.objects.jurisdictions(),
        empty_label=_("All"),
    )
    year = filters.NumberFilter(label=_("Year"), min_value=2000, max_value=2100)

    class Meta:
        model = MonthlyBulletin
        fields: list[str] = []


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s bulletin", "%(count)s bulletins", number) % {"count": said}


BULLETINS = List(
    name="supervision:bulletins",
    title=_("Monthly bulletins"),
    verb="read_bulletin",
    export="read_bulletin",
    query=lambda person: MonthlyBulletin.objects.visible_to(person),
    filter=BulletinFilter,
    columns=(
        Column(
            "month",
            _("Month"),
            ("year", "month"),
            lambda year, month: f"{year}-{month:02d}",
            sort=("year", "month", "id"),
        ),
        Column("title", _("Title"), ("title", "id"), link="supervision:bulletin", main=True, css="main"),
        Column("whose", _("Whose"), ("jurisdiction__short_name",), sort=("jurisdiction__position", "id")),
        Column("issue", _("Number"), ("issue",), sort=("issue", "id"), css="num"),
        Column("state", _("State"), ("state",), choices=State, sort=("state", "id")),
        Column("signed", _("Signed at"), ("signed_at",), shown=False),
    ),
    sort="-month",
    count=_count,
    views=(
        View(_("All"), ""),
        View(_("Drafts"), "state=draft"),
        View(_("Signed and issued"), "state=signed"),
    ),
    groups=(
        Group(
            "whose",
            _("Whose"),
            "jurisdiction_id",
            "jurisdiction__short_name",
            ("jurisdiction__position", "jurisdiction_id"),
            "whose",
        ),
    ),
    nothing=(
        _("No bulletin yet"),
        _("The first is drafted on the first working day after a month in which tasks were on the list."),
    ),
)

bulletins = list_page(BULLETINS)
