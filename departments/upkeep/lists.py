"""The lists of the administrators: posts, people to be appointed, locked accounts."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, Subquery
from django.forms import CheckboxInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit import clock
from departments.choices import Area, Role
from departments.failures import locked_attempts
from departments.lists.declaring import Bulk, Column, Group, List, View
from departments.lists.filters import ListFilter
from departments.lists.views import list_page
from departments.models import Department, Nomination, Person, Post, Tenure
from departments.permissions import may


class PostFilter(ListFilter):
    """Words, department, role; vacant and closed ones."""

    q = filters.CharFilter(label=_("Search"), method="search")
    unit = filters.ModelChoiceFilter(
        label=_("Department"),
        field_name="department",
        queryset=Department.objects.all(),
        empty_label=_("All"),
    )
    role = filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("All"))
    vacant = filters.BooleanFilter(label=_("Vacant"), method="without_holder", widget=CheckboxInput)
    closed = filters.BooleanFilter(label=_("Closed down already"), method="gone", widget=CheckboxInput)

    class Meta:
        model = Post
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """Those that are there today, unless closed ones are asked for."""
        if not self.form.cleaned_data.get("closed"):
            queryset = queryset.filter(Q(abolished_on=None) | Q(abolished_on__gt=clock.today()))
        return super().filter_queryset(queryset)

    def search(self, queryset, name, value):
        """A part of the title, the department, or the name of a holder."""
        held = _held().filter(person__name__icontains=value)
        return queryset.filter(
            Q(title__icontains=value) | Q(department__short_name__icontains=value) | Exists(held)
        )

    def without_holder(self, queryset, name, value):
        """Posts that nobody holds today."""
        return queryset.filter(~Exists(_held())) if value else queryset

    def gone(self, queryset, name, value):
        """Posts that were closed."""
        return queryset.filter(abolished_on__lte=clock.today()) if value else queryset


class NominationFilter(ListFilter):
    """Words, role."""

    q = filters.CharFilter(label=_("Search"), method="search")
    role = filters.ChoiceFilter(
        label=_("Role"), field_name="post__role", choices=Role.choices, empty_label=_("All")
    )

    class Meta:
        model = Nomination
        fields: list[str] = []

    def search(self, queryset, name, value):
        """A part of the person's name, the post or the department."""
        return queryset.filter(
            Q(person__name__icontains=value)
            | Q(post__title__icontains=value)
            | Q(post__department__short_name__icontains=value)
        )


def _held():
    return Tenure.objects.held(clock.today()).filter(post=OuterRef("pk"))


def _holders(posts: list[int]) -> dict[int, str]:
    return Tenure.objects.holders_of(posts, clock.today())


def _areas(codes: list[str]) -> str:
    return "、".join(str(Area(code).label) for code in codes or ())


def _person(field: str) -> Subquery:
    return Subquery(Person.objects.filter(username__iexact=OuterRef("username")).values(field)[:1])


def _posts_around(request: HttpRequest) -> dict:
    return {"may_create": may(request.user, "edit_departments")}


POSTS = List(
    name="upkeep:posts",
    title=_("Posts"),
    verb="read_people",
    export="read_people",
    query=lambda _person: Post.objects.all(),
    filter=PostFilter,
    columns=(
        Column("title", _("Post"), ("title", "id"), link="upkeep:post", sort=("title",), main=True, css="main"),
        Column("unit", _("Department"), ("department__short_name",), sort=("department__position", "department_id", "position")),
        Column("role", _("Role"), ("role",), choices=Role, sort=("role",)),
        Column("holders", _("Held by"), ("id",), gather=_holders),
        Column("areas", _("Areas in charge"), ("areas",), _areas, shown=False),
        Column("closed", _("Closed on"), ("abolished_on",), shown=False),
    ),
    sort="unit",
    count=lambda said, number: ngettext("%(count)s post", "%(count)s posts", number) % {"count": said},
    groups=(Group("unit", _("Department"), "department_id", "department__short_name", ("department__position", "department_id"), "unit"),),
    views=(View(_("All"), ""), View(_("Vacant"), "vacant=on"), View(_("Closed down already"), "closed=on")),
    page="departments/posts.html",
    around=_posts_around,
    nothing=(_("No post yet"), _("The system administrator creates posts, one by one or with a roster of people.")),
)  # fmt: skip

NOMINATIONS = List(
    name="upkeep:nominations",
    title=_("To be appointed"),
    verb="grant_roles",
    query=lambda _person: Nomination.objects.all(),
    filter=NominationFilter,
    columns=(
        Column("name", _("Name of the person"), ("person__name", "person_id"), link="upkeep:person", sort=("person__name",), main=True, css="main"),
        Column("unit", _("Department"), ("post__department__short_name",), sort=("post__department__position", "post__department_id")),
        Column("post", _("Post"), ("post__title", "post_id"), link="upkeep:post", sort=("post__title",)),
        Column("role", _("Role"), ("post__role",), choices=Role, sort=("post__role",)),
        Column("by", _("Named by"), ("named_by__name",)),
        Column("at", _("When"), ("named_at",), sort=("named_at",)),
    ),
    sort="unit",
    count=lambda said, number: ngettext("%(count)s person", "%(count)s people", number) % {"count": said},
    bulk=Bulk("upkeep:decide", _("Decide on these"), lambda person: bool(may(person, "grant_roles"))),
    nothing=(_("Nobody waits"), _("Whom the system administrator names for a post stands here until you appoint or decline.")),
)  # fmt: skip

LOCKED = List(
    name="upkeep:locked",
    title=_("Locked accounts"),
    verb="unlock_account",
    query=lambda _person: locked_attempts(),
    columns=(
        Column("username", _("Log-in name"), ("username",), sort=("username",), main=True, css="main"),
        Column("person", _("Person"), ("person_name", "person_key"), link="upkeep:person"),
        Column("address", _("Address"), ("ip_address",)),
        Column("at", _("Last failure"), ("attempt_time",), sort=("attempt_time",)),
        Column("failures", _("Failures"), ("failures_since_start",), css="num"),
    ),
    computed={"person_name": _person("name"), "person_key": _person("pk")},
    sort="-at",
    count=lambda said, number: ngettext("%(count)s lock", "%(count)s locks", number) % {"count": said},
    nothing=(_("No account is locked"), _("Five wrong passwords lock an account from that address for 15 minutes; on the person's page you can unlock it at once.")),
)  # fmt: skip

posts = list_page(POSTS)
nominations = list_page(NOMINATIONS)
locked = list_page(LOCKED)
