"""The conditions of the task list; each is a parameter of the address, so that an address reproduces a list."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments.choices import Area
from departments.lists.filters import ListFilter
from departments.models import Department
from tasks.choices import Kind, Light, ScheduleClass, Stage, Status
from tasks.register.models import Task
from tasks.register.presentation import departments, leaders, today_calendar

OPEN_TASKS, ALL_TASKS = "open", "all"
STATES = [(OPEN_TASKS, _("Open")), (ALL_TASKS, _("All on the list")), *Status.choices]
DUE_WITHIN = [(5, _("5 working days")), (10, _("10 working days")), (20, _("20 working days"))]
LIGHTS = [choice for choice in Light.choices if choice[0] not in (Light.DONE, Light.DONE_LATE)]


class TaskFilter(ListFilter):
    """Search, state, lights, class, area, kind, stages, lead department, dates, own."""

    q = filters.CharFilter(
        label=_("Search"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Number or words of a task")}),
    )
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state", empty_label=None)
    light = filters.MultipleChoiceFilter(
        label=_("System light"),
        choices=LIGHTS,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,  # a column of the task itself; sorting all rows to find doubles takes seconds of a million
    )
    schedule_class = filters.ChoiceFilter(
        label=_("Schedule"), choices=ScheduleClass.choices, empty_label=_("All")
    )
    area = filters.ChoiceFilter(label=_("Area"), choices=Area.choices, empty_label=_("All"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("All"))
    stage_due = filters.ChoiceFilter(
        label=_("Stage due by now"), choices=Stage.choices, method="at_stage", empty_label=_("Any")
    )
    stage_not_reached = filters.ChoiceFilter(
        label=_("Stage not reached"), choices=Stage.choices, method="at_stage", empty_label=_("Any")
    )
    stage_reached = filters.MultipleChoiceFilter(
        label=_("Stages reached"),
        choices=Stage.choices,
        method="at_stage",
        widget=forms.CheckboxSelectMultiple,
    )
    lead = filters.ChoiceFilter(
        field_name="lead_department", label=_("Lead department"), choices=departments, empty_label=_("All")
    )
    leader = filters.ChoiceFilter(label=_("Lead leader"), choices=leaders, empty_label=_("All"))
    whose = filters.ModelChoiceFilter(
        field_name="jurisdiction",
        label=_("Whose list"),
        queryset=Department.objects.jurisdictions(),
        empty_label=_("All"),
    )
    year = filters.NumberFilter(label=_("Year"), min_value=2000, max_value=2100)
    due_within = filters.ChoiceFilter(
        label=_("Due within"), choices=DUE_WITHIN, method="due_soon", empty_label=_("Any time")
    )
    overdue = filters.BooleanFilter(label=_("Overdue"), method="past", widget=forms.CheckboxInput)
    blocked = filters.BooleanFilter(label=_("Blocked"), method="waiting", widget=forms.CheckboxInput)
    priority = filters.BooleanFilter(label=_("Priority"), method="first_rank", widget=forms.CheckboxInput)
    own = filters.BooleanFilter(label=_("My posts' tasks"), method="mine", widget=forms.CheckboxInput)

    class Meta:
        model = Task
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """Open tasks unless another state is asked for; a search looks through the whole list."""
        asked = self.form.cleaned_data
        if not asked.get("state"):
            queryset = self.in_state(queryset, "state", ALL_TASKS if asked.get("q") else OPEN_TASKS)
        return super().filter_queryset(queryset)

    def search(self, queryset, name, value):
        """Every part must be in the number, the title, the standard or the text."""
        return queryset.matching(value)

    def in_state(self, queryset, name, value):
        """A stored state, all open ones, or everything that was issued."""
        if value == OPEN_TASKS:
            return queryset.open()
        return queryset.on_the_list() if value == ALL_TASKS else queryset.filter(status=value)

    def due_soon(self, queryset, name, value):
        """The next date lies within so many working days."""
        today, calendar = today_calendar()
        return queryset.due_between(today, calendar.add(today, int(value)))

    def at_stage(self, queryset, name, value):
        """Projects by the stages that were due, that they have reached, or that they have not."""
        for stage in [value] if isinstance(value, str) else value:
            queryset = getattr(queryset, name)(stage, clock.today())
        return queryset

    def past(self, queryset, name, value):
        """The next date has passed."""
        return queryset.overdue(clock.today()) if value else queryset

    def waiting(self, queryset, name, value):
        """Something another party must do first."""
        return queryset.filter(blocked_since__isnull=False) if value else queryset

    def first_rank(self, queryset, name, value):
        """Tasks marked as priority."""
        return queryset.filter(priority=True) if value else queryset

    def mine(self, queryset, name, value):
        """Tasks of the posts the person holds."""
        return queryset.filter(post__in=self.request.user.acting.post_ids) if value else queryset
