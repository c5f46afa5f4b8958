"""The weekly checks as a list page, this week's and all earlier ones."""

from __future__ import annotations

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from departments.lists.cells import brief, percent
from departments.lists.declaring import Column, Group, List, View
from departments.lists.views import list_page
from supervision.weekly.models import WeeklyCheck
from tasks.choices import Light, SelfLight
from tasks.register.about_tasks import NUMBER, TITLE, AboutTaskFilter, how_many
from tasks.register.presentation import departments
from tasks.templatetags.lights import light

State = WeeklyCheck.State


class CheckFilter(AboutTaskFilter):
    """By answer, and by week."""

    happened = "answered_at"
    state = filters.ChoiceFilter(label=_("Answer"), choices=State.choices, empty_label=_("All"))
    lead = filters.ChoiceFilter(
        field_name="department", label=_("Department"), choices=departments, empty_label=_("All")
    )
    year = filters.NumberFilter(field_name="round__year", label=_("Year"), min_value=2000, max_value=2100)
    week = filters.NumberFilter(field_name="round__week", label=_("Week"), min_value=1, max_value=53)

    class Meta:
        model = WeeklyCheck
        fields: list[str] = []


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s check", "%(count)s checks", number) % {"count": said}


CHECKS = List(
    name="supervision:checks",
    title=_("Weekly checks"),
    query=lambda person: WeeklyCheck.objects.visible_to(person),
    filter=CheckFilter,
    columns=(
        Column(
            "week",
            _("Week"),
            ("round__year", "round__week"),
            lambda year, week: f"{year}-W{week:02d}",
            sort=("round_id", "id"),
        ),
        NUMBER,
        TITLE,
        Column("lead", _("Department"), ("department__short_name",), sort=("department__position", "id")),
        Column("post", _("Post"), ("post__title",), shown=False),
        Column("state", _("Answer"), ("state",), choices=State, sort=("state", "id"), css="wrap"),
        Column("light", _("Light before"), ("light_before",), choices=Light, draw=light),
        Column("self_light", _("Self light"), ("report__self_light",), choices=SelfLight, draw=light),
        Column("before", _("Percent before"), ("percent_before",), draw=percent, css="num"),
        Column("percent", _("Percent"), ("report__percent",), draw=percent, css="num"),
        Column("at", _("Answered at"), ("answered_at",), sort=("answered_at", "id")),
        Column("by", _("Answered by"), ("answered_by__name",), shown=False),
        Column("done", _("What was done"), ("report__done",), draw=brief, shown=False, css="long"),
        Column("problem", _("What hinders"), ("report__problem",), draw=brief, shown=False, css="long"),
    ),
    sort="-week",
    count=_count,
    export="export_tasks",
    views=(
        View(_("All"), ""),
        View(_("Waiting"), "state=waiting"),
        View(_("Missed"), "state=missed"),
        View(_("Answered"), "state=answered"),
    ),
    groups=(
        Group(
            "unit",
            _("Department"),
            "department_id",
            "department__short_name",
            ("department__position", "department_id"),
            "lead",
        ),
        Group("state", _("Answer"), "state", "state", ("state",), "state", choices=State),
    ),
    subtotals=(how_many(_count),),
    nothing=(_("No weekly check yet"), _("One for each open task appears when the week opens.")),
)

checks = list_page(CHECKS)
