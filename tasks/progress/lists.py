"""The evidence of all tasks as a list page."""

from __future__ import annotations

import django_filters as filters
from django.forms import CheckboxInput
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from departments.lists.declaring import Column, List, View
from departments.lists.views import list_page
from tasks.progress.models import Evidence
from tasks.register.about_tasks import LEAD, NUMBER, TITLE, AboutTaskFilter, groups, how_many, seen_by


class EvidenceFilter(AboutTaskFilter):
    """Also by the name of the file, and whether it was used before."""

    happened = "uploaded_at"
    name = filters.CharFilter(label=_("Name of the file"), lookup_expr="icontains")
    reused = filters.BooleanFilter(label=_("Used before"), method="used_before", widget=CheckboxInput)

    class Meta:
        model = Evidence
        fields: list[str] = []

    def used_before(self, queryset, name, value):
        """The same file was handed in already, here or with another task."""
        return queryset.filter(first_use__isnull=False) if value else queryset


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s file", "%(count)s files", number) % {"count": said}


EVIDENCE = List(
    name="register:all_evidence",
    title=_("Evidence"),
    query=lambda person: seen_by(Evidence.objects.all(), person),
    filter=EvidenceFilter,
    columns=(
        Column(
            "file",
            _("File"),
            ("name", "task_id", "id"),
            link="register:evidence",
            keys=2,
            sort=("name", "id"),
            main=True,
            css="main",
        ),
        NUMBER,
        TITLE,
        LEAD,
        Column("size", _("Size"), ("size",), filesizeformat, sort=("size", "id"), css="num"),
        Column("type", _("Type"), ("content_type",), shown=False),
        Column("by", _("Uploaded by"), ("uploaded_by__name",)),
        Column("at", _("Uploaded at"), ("uploaded_at",), sort=("uploaded_at", "id")),
        Column("reused", _("Used before"), ("first_use_id",), lambda first: first is not None),
        Column("first", _("First used with"), ("first_use__task__number",), shown=False),
    ),
    sort="-at",
    count=_count,
    export="export_tasks",
    views=(View(_("All"), ""), View(_("Used before"), "reused=on")),
    groups=groups(),
    subtotals=(how_many(_count),),
    nothing=(_("No evidence yet"), _("Files that units hand in with their reports appear here.")),
)

all_evidence = list_page(EVIDENCE)
