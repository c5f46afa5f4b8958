"""The departments and the people as list pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import django_filters as filters
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Lower
from django.forms import CheckboxInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit import clock
from departments.calendar import missing_years
from departments.choices import DepartmentKind, Role
from departments.failures import locked_names
from departments.lists.declaring import Column, Group, List, Subtotal, View
from departments.lists.filters import ListFilter
from departments.lists.views import list_page
from departments.models import Department, DepartmentAlias, Person, Tenure
from departments.naming import people_called, units_called
from departments.permissions import may


class DepartmentFilter(ListFilter):
    """Names, also former ones; kind, place in the tree."""

    q = filters.CharFilter(label=_("Search"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=DepartmentKind.choices, empty_label=_("All"))
    parent = filters.ModelChoiceFilter(
        label=_("Under"),
        queryset=Department.objects.filter(children__isnull=False).distinct(),
        empty_label=_("All"),
    )
    supervises = filters.BooleanFilter(
        label=_("Supervises its own list"), method="with_list", widget=CheckboxInput
    )
    dissolved = filters.BooleanFilter(label=_("Dissolved"), method="gone", widget=CheckboxInput)

    class Meta:
        model = Department
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """Those that exist today, unless dissolved ones are asked for."""
        if not self.form.cleaned_data.get("dissolved"):
            queryset = queryset.existing(clock.today())
        return super().filter_queryset(queryset)

    def search(self, queryset, name, value):
        """A part of the full name, the short name or another name; pinyin or initials."""
        return queryset.filter(units_called(value))

    def with_list(self, queryset, name, value):
        """Jurisdictions."""
        return queryset.jurisdictions() if value else queryset

    def gone(self, queryset, name, value):
        """Those that no longer exist."""
        return queryset.filter(dissolved_on__lte=clock.today()) if value else queryset


class PersonFilter(ListFilter):
    """Names, unit, role, state of the account."""

    q = filters.CharFilter(label=_("Search"), method="search")
    unit = filters.ModelChoiceFilter(
        label=_("Department"), queryset=Department.objects.all(), method="in_unit", empty_label=_("All")
    )
    role = filters.ChoiceFilter(
        label=_("Role"), choices=Role.choices, method="with_role", empty_label=_("All")
    )
    inactive = filters.BooleanFilter(label=_("Switched off"), method="switched_off", widget=CheckboxInput)
    locked = filters.BooleanFilter(label=_("Locked"), method="locked_now", widget=CheckboxInput)
    without_post = filters.BooleanFilter(label=_("Without a post"), method="postless", widget=CheckboxInput)

    class Meta:
        model = Person
        fields: list[str] = []

    def search(self, queryset, name, value):
        """A part of the name or the log-in name; pinyin or initials."""
        return queryset.filter(people_called(value))

    def in_unit(self, queryset, name, value):
        """Who holds a post there today."""
        return queryset.filter(Exists(_held().filter(post__department=value)))

    def with_role(self, queryset, name, value):
        """Who holds a post with that role today."""
        return queryset.filter(Exists(_held().filter(post__role=value)))

    def switched_off(self, queryset, name, value):
        """Accounts that can't log in."""
        return queryset.filter(is_active=False) if value else queryset

    def locked_now(self, queryset, name, value):
        """Accounts locked from some address after failed log-ins."""
        small = queryset.alias(small=Lower("username"))
        return small.filter(small__in=locked_names()) if value else queryset

    def postless(self, queryset, name, value):
        """Accounts with nothing to do."""
        return queryset.filter(~Exists(_held())) if value else queryset


def _held():
    return Tenure.objects.held(clock.today()).filter(person=OuterRef("pk"), post__abolished_on=None)


def _joined(pairs: Iterable[tuple[int, str]], between: str) -> dict[int, str]:
    found = defaultdict(list)
    for key, words in pairs:
        found[key].append(words)
    return {key: between.join(words) for key, words in found.items()}


def _aliases(units: list[int]) -> dict[int, str]:
    return _joined(
        DepartmentAlias.objects.filter(department__in=units).values_list("department", "name"), "、"
    )


def _posts_of_units(units: list[int]) -> dict[int, str]:
    held = Tenure.objects.held(clock.today()).filter(
        post__department__in=units, post__abolished_on__isnull=True
    )
    rows = held.order_by("post__position", "post_id").values_list(
        "post__department_id", "post__title", "person__name"
    )
    return _joined(((unit, f"{title} {name}") for unit, title, name in rows), "；")


def _posts_of_people(people: list[int]) -> dict[int, str]:
    held = Tenure.objects.held(clock.today()).filter(person__in=people, post__abolished_on__isnull=True)
    rows = held.order_by("starts_on", "id").values_list(
        "person_id", "post__department__short_name", "post__title"
    )
    return _joined(((person, f"{unit} {title}") for person, unit, title in rows), "；")


def _around(request: HttpRequest) -> dict:
    return {
        "missing": missing_years(clock.today()),
        "may_import": may(request.user, "edit_departments"),
        "may_edit_calendar": may(request.user, "edit_calendar"),
    }


def _around_people(request: HttpRequest) -> dict:
    return {
        "may_create": may(request.user, "edit_people"),
        "may_appoint": may(request.user, "grant_roles"),
        "may_unlock": may(request.user, "unlock_account"),
    }


def _count_units(said: str, number: int) -> str:
    return ngettext("%(count)s department", "%(count)s departments", number) % {"count": said}


def _count_people(said: str, number: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", number) % {"count": said}


DEPARTMENTS = List(
    name="directory",
    title=_("Departments"),
    verb="read_departments",
    export="read_departments",
    query=lambda _person: Department.objects.all(),
    filter=DepartmentFilter,
    columns=(
        Column(
            "name", _("Full name"), ("name", "id"), link="upkeep:unit", sort=("name",), main=True, css="main"
        ),
        Column("short", _("Short name"), ("short_name",), sort=("short_name",)),
        Column("kind", _("Kind"), ("kind",), choices=DepartmentKind, sort=("kind", "position")),
        Column("parent", _("Under"), ("parent__short_name",), sort=("parent__position", "position")),
        Column("aliases", _("Also called"), ("id",), gather=_aliases, css="long"),
        Column("posts", _("Posts"), ("id",), gather=_posts_of_units, css="long"),
        Column("order", _("Protocol order"), ("position",), sort=("position",), shown=False, css="num"),
        Column("supervises", _("Supervises its own list"), ("supervises",), shown=False),
        Column("founded", _("Founded on"), ("founded_on",), shown=False),
        Column("dissolved", _("Dissolved on"), ("dissolved_on",), shown=False),
    ),
    sort="order",
    count=_count_units,
    groups=(
        Group("kind", _("Kind"), "kind", "kind", ("kind",), "kind", choices=DepartmentKind),
        Group(
            "parent",
            _("Under"),
            "parent_id",
            "parent__short_name",
            ("parent__position", "parent_id"),
            "parent",
        ),
    ),
    subtotals=(Subtotal("all", Count("pk"), lambda n: _count_units(f"{n:,}", n)),),
    views=(
        View(_("All"), ""),
        View(_("With a list of its own"), "supervises=on"),
        View(_("Bureaus"), "kind=bureau"),
        View(_("Dissolved"), "dissolved=on"),
    ),
    page="departments/directory.html",
    around=_around,
    nothing=(_("No department yet"), _("The system administrator imports the departments from a CSV file.")),
)

PEOPLE = List(
    name="people",
    title=_("People"),
    verb="read_people",
    export="read_people",
    query=lambda _person: Person.objects.all(),
    filter=PersonFilter,
    columns=(
        Column(
            "name",
            _("Name of the person"),
            ("name", "id"),
            link="upkeep:person",
            sort=("name",),
            main=True,
            css="main",
        ),
        Column("username", _("Log-in name"), ("username",), sort=("username",)),
        Column("posts", _("Posts held today"), ("id",), gather=_posts_of_people, css="long"),
        Column("active", _("Can log in"), ("is_active",), sort=("is_active", "name")),
        Column("temporary", _("Temporary password"), ("must_change_password",), shown=False),
        Column("email", _("E-mail"), ("email",), shown=False),
        Column("joined", _("Since"), ("joined_at",), sort=("joined_at",), shown=False),
    ),
    sort="name",
    count=_count_people,
    page="departments/people.html",
    around=_around_people,
    views=(
        View(_("All"), ""),
        View(_("Without a post"), "without_post=on"),
        View(_("Switched off"), "inactive=on"),
        View(_("Locked"), "locked=on"),
    ),
)

directory = list_page(DEPARTMENTS)
people = list_page(PEOPLE)
