"""What lists of things about tasks have in common: the columns of the task, its conditions, its groups."""

from __future__ import annotations

from collections.abc import Callable

import django_filters as filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments.calendar import city_calendar
from departments.choices import Area
from departments.lists.declaring import Column, Group, Subtotal
from departments.lists.filters import ListFilter
from tasks.choices import Light
from tasks.register.models import Task
from tasks.register.presentation import departments, kept
from tasks.templatetags.lights import light

NUMBER = Column("number", _("Number"), ("task__number",), sort=("task__year", "task__number", "id"))
TITLE = Column("task", _("Task"), ("task__title", "task_id"), link="register:task", main=True, css="main")
LEAD = Column(
    "lead",
    _("Lead department"),
    ("task__lead_department__short_name",),
    sort=("task__lead_department__position", "id"),
)
LIGHT = Column("light", _("Light"), ("task__light",), choices=Light, draw=light, shown=False)
DAY = forms.DateInput(attrs={"type": "date"})


def groups(*further: Group) -> tuple[Group, ...]:
    """By lead department, by area, and what else the list has."""
    unit = Group(
        "unit",
        _("Lead department"),
        "task__lead_department_id",
        "task__lead_department__short_name",
        ("task__lead_department__position", "task__lead_department_id"),
        "lead",
    )
    area = Group("area", _("Area"), "task__area", "task__area", ("task__area",), "area", choices=Area)
    return (unit, area, *further)


def how_many(count: Callable[[str, int], str]) -> Subtotal:
    """The number of rows under a heading, in the words of the list."""
    return Subtotal("all", Count("pk"), lambda n: count(f"{n:,}", n))


def seen_by(rows: QuerySet, person) -> QuerySet:
    """Rows about tasks that this person may know about."""
    return rows.filter(task__in=Task.objects.visible_to(person))


def age_in_words() -> Callable[..., object]:
    """Working days since a moment, for what still waits."""
    today, calendar = clock.today(), kept("working-calendar", city_calendar)
    return lambda since, waits=True: calendar.between(since, today) if since and waits else None


class AboutTaskFilter(ListFilter):
    """Words of the task, its department and area, and the days between which the thing happened."""

    happened = "asked_at"  # the moment that `first` and `last` are about

    q = filters.CharFilter(label=_("Search"), method="search")
    lead = filters.ChoiceFilter(
        field_name="task__lead_department",
        label=_("Lead department"),
        choices=departments,
        empty_label=_("All"),
    )
    area = filters.ChoiceFilter(
        field_name="task__area", label=_("Area"), choices=Area.choices, empty_label=_("All")
    )
    first = filters.DateFilter(label=_("From"), method="since", widget=DAY)
    last = filters.DateFilter(label=_("To"), method="until", widget=DAY)

    def search(self, queryset, name, value):
        """Every word must be in the title or the number of the task."""
        for word in value.split():
            queryset = queryset.filter(Q(task__title__icontains=word) | Q(task__number__icontains=word))
        return queryset

    def since(self, queryset, name, value):
        """From that day on."""
        return queryset.filter(**{f"{self.happened}__date__gte": value})

    def until(self, queryset, name, value):
        """Up to that day."""
        return queryset.filter(**{f"{self.happened}__date__lte": value})
