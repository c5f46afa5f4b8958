"""Urgings as a list page: who was urged, who has not replied."""

from __future__ import annotations

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit import clock
from departments.lists.cells import brief
from departments.lists.declaring import Column, Group, List, View
from departments.lists.views import list_page
from supervision.urging.models import Urging
from tasks.register.about_tasks import LEAD, LIGHT, NUMBER, TITLE, AboutTaskFilter, groups, how_many, seen_by

REPLIES = [("waiting", _("Waits for a reply")), ("late", _("Reply overdue")), ("replied", _("Replied"))]


class UrgingFilter(AboutTaskFilter):
    """By step of the ladder, and by the reply."""

    happened = "sent_at"
    level = filters.ChoiceFilter(label=_("Step"), choices=Urging.Level.choices, empty_label=_("All"))
    reply = filters.ChoiceFilter(label=_("Reply"), choices=REPLIES, method="by_reply", empty_label=_("All"))

    class Meta:
        model = Urging
        fields: list[str] = []

    def by_reply(self, queryset, name, value):
        """Replied, still waiting, or waiting too long."""
        if value == "replied":
            return queryset.filter(replied_at__isnull=False)
        waits = queryset.filter(replied_at__isnull=True, reply_by_on__isnull=False)
        return waits.filter(reply_by_on__lt=clock.today()) if value == "late" else waits


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s urging", "%(count)s urgings", number) % {"count": said}


URGINGS = List(
    name="supervision:urgings",
    title=_("Urgings"),
    query=lambda person: seen_by(Urging.objects.all(), person),
    filter=UrgingFilter,
    columns=(
        NUMBER,
        TITLE,
        LEAD,
        Column("level", _("Step"), ("level",), choices=Urging.Level, sort=("level", "id")),
        Column("sent", _("Sent at"), ("sent_at",), sort=("sent_at", "id")),
        Column("by", _("Sent by"), ("sent_by__name",), lambda name: name or _("the system")),
        Column("about", _("About the date"), ("due_on",), shown=False),
        Column("reply_by", _("Reply by"), ("reply_by_on",), sort=("reply_by_on", "id")),
        Column("replied", _("Replied at"), ("replied_at",), sort=("replied_at", "id")),
        Column("opened", _("Opened at"), ("opened_at",), shown=False),
        LIGHT,
        Column("text", _("Text"), ("text",), draw=brief, shown=False, css="long"),
        Column("reply", _("Reply"), ("reply",), draw=brief, shown=False, css="long"),
    ),
    sort="-sent",
    count=_count,
    export="export_tasks",
    views=(
        View(_("All"), ""),
        View(_("Waits for a reply"), "reply=waiting"),
        View(_("Reply overdue"), "reply=late"),
    ),
    groups=groups(Group("level", _("Step"), "level", "level", ("level",), "level", choices=Urging.Level)),
    subtotals=(how_many(_count),),
    nothing=(_("Nobody was urged yet"), _("Reminders and supervision slips appear here as they go out.")),
)

urgings = list_page(URGINGS)
