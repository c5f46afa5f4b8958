"""The requests of the units as list pages: extensions, and applications to close."""

from __future__ import annotations

import django_filters as filters
from django.forms import CheckboxInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit import clock
from departments.lists.cells import brief
from departments.lists.declaring import Column, Group, List, View
from departments.lists.views import list_page
from tasks.decisions.models import PENDING, ClosingRequest, Decision, ExtensionRequest
from tasks.register.about_tasks import (
    LEAD,
    LIGHT,
    NUMBER,
    TITLE,
    AboutTaskFilter,
    age_in_words,
    groups,
    how_many,
    seen_by,
)

WAITING, ALL = "waiting", "all"
STATES = [(WAITING, _("Waiting for a decision")), (ALL, _("All")), *Decision.choices]


class RequestFilter(AboutTaskFilter):
    """The state of a request; those that wait unless another is asked for."""

    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state", empty_label=None)
    late = filters.BooleanFilter(label=_("Decision overdue"), method="overdue", widget=CheckboxInput)

    def filter_queryset(self, queryset):
        """Those that wait; a search looks at all."""
        asked = self.form.cleaned_data
        if not asked.get("state"):
            queryset = self.in_state(queryset, "state", ALL if asked.get("q") else WAITING)
        return super().filter_queryset(queryset)

    def in_state(self, queryset, name, value):
        """One state, or all that wait, or all."""
        if value == WAITING:
            return queryset.filter(state__in=PENDING)
        return queryset if value == ALL else queryset.filter(state=value)

    def overdue(self, queryset, name, value):
        """Waiting longer than the rules allow."""
        return queryset.filter(state__in=PENDING, decide_by_on__lt=clock.today()) if value else queryset


class ExtensionFilter(RequestFilter):
    """Also by reason."""

    reason = filters.ChoiceFilter(
        label=_("Reason"), choices=ExtensionRequest.Reason.choices, empty_label=_("All")
    )

    class Meta:
        model = ExtensionRequest
        fields: list[str] = []


class ClosingFilter(RequestFilter):
    """Applications to close."""

    class Meta:
        model = ClosingRequest
        fields: list[str] = []


def _age():
    days = age_in_words()
    return lambda asked_at, state: days(timezone.localdate(asked_at), state in PENDING)


def _count(said: str, number: int) -> str:
    return ngettext("%(count)s request", "%(count)s requests", number) % {"count": said}


STATE = Column("state", _("State"), ("state",), choices=Decision, sort=("state", "id"))
ASKED = (
    Column("asked_by", _("Asked by"), ("asked_by__name",), shown=False),
    Column("asked", _("Asked at"), ("asked_at",), sort=("asked_at", "id")),
    Column("age", _("Working days waiting"), ("asked_at", "state"), begin=_age, css="num"),
    Column("decide_by", _("Decide by"), ("decide_by_on",), sort=("decide_by_on", "id"), shown=False),
)
DECIDED = (
    Column("reviewed_by", _("Reviewed by"), ("reviewed_by__name",), shown=False),
    Column("decided_by", _("Decided by"), ("decided_by__name",), shown=False),
    Column("decided", _("Decided at"), ("decided_at",), sort=("decided_at", "id"), shown=False),
    Column("note", _("Opinion"), ("decision_note",), draw=brief, shown=False, css="long"),
)
BY_STATE = Group("state", _("State"), "state", "state", ("state",), "state", choices=Decision)
VIEWS = (
    View(_("Waiting"), ""),
    View(_("Decision overdue"), "late=on"),
    View(_("Granted"), "state=granted"),
    View(_("Refused"), "state=refused"),
    View(_("All"), "state=all"),
)
SAME = {
    "count": _count,
    "sort": "asked",
    "export": "export_tasks",
    "views": VIEWS,
    "defaults": (("state", WAITING),),
    "subtotals": (how_many(_count),),
    "nothing": (_("No request waits"), _("What a unit asks for appears here until it is decided.")),
}

EXTENSIONS = List(
    name="decisions:extensions",
    title=_("Extensions"),
    query=lambda person: seen_by(ExtensionRequest.objects.all(), person),
    filter=ExtensionFilter,
    columns=(
        NUMBER,
        TITLE,
        LEAD,
        STATE,
        Column("reason", _("Reason"), ("reason",), choices=ExtensionRequest.Reason, sort=("reason", "id")),
        Column("before", _("Due date"), ("due_before",)),
        Column("new", _("New date"), ("new_due_on",), sort=("new_due_on", "id")),
        Column("ordinal", _("Which time"), ("ordinal",), shown=False, css="num"),
        *ASKED,
        LIGHT,
        Column("explanation", _("Explanation"), ("explanation",), draw=brief, shown=False, css="long"),
        *DECIDED,
    ),
    groups=groups(
        BY_STATE,
        Group(
            "reason", _("Reason"), "reason", "reason", ("reason",), "reason", choices=ExtensionRequest.Reason
        ),
    ),
    **SAME,
)

CLOSINGS = List(
    name="decisions:closings",
    title=_("Applications to close"),
    query=lambda person: seen_by(ClosingRequest.objects.all(), person),
    filter=ClosingFilter,
    columns=(
        NUMBER,
        TITLE,
        LEAD,
        STATE,
        *ASKED,
        LIGHT,
        Column("statement", _("Statement"), ("statement",), draw=brief, shown=False, css="long"),
        Column("method", _("How it was verified"), ("method",), choices=ClosingRequest.Method, shown=False),
        Column(
            "back", _("Sent back because"), ("back_reason",), choices=ClosingRequest.BackReason, shown=False
        ),
        *DECIDED,
    ),
    groups=groups(BY_STATE),
    **SAME,
)

extensions = list_page(EXTENSIONS)
closings = list_page(CLOSINGS)
