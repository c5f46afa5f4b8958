"""Departments, posts, the people who hold them, and the working calendar."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from audit import clock
from departments.acting import Acting, Grant, UnitTree
from departments.choices import ADMINS, DepartmentKind, Role
from departments.delegation.models import Delegation  # noqa: F401
from departments.lists.models import BulkAct, BulkLine, ListFile, SavedView, StartView  # noqa: F401
from departments.querysets import DepartmentQuerySet, TenureQuerySet


class Department(TreeNode):
    """A unit 单位. A department that `supervises` has a list, weeks and bulletins of its own: a jurisdiction."""

    name = models.CharField(_("full name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DepartmentKind.choices)
    position = models.PositiveIntegerField(_("protocol order"), default=0)
    supervises = models.BooleanField(_("supervises its own list"), default=False)
    duties = models.TextField(_("duties"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, related_name="successors", blank=True, verbose_name=_("predecessors")
    )

    objects = DepartmentQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.short_name


class DepartmentAlias(models.Model):
    """Another name of a department, with the years in which lists use it."""

    class Origin(models.TextChoices):
        ALIAS = "alias", _("Alias")
        FORMER = "former", _("Former name")

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120, db_index=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.ALIAS)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="alias_once_per_department")
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with a log-in. What they may do comes from the posts they hold, never from the account."""

    username = models.CharField(_("log-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change password"), default=False)
    language = models.CharField(max_length=10, blank=True)
    large_type = models.BooleanField(default=False)
    # Counts how often all sessions were ended; part of what a session is checked against.
    sessions_ended = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField(auto_now_add=True)

    @cached_property
    def acting(self) -> Acting:
        """The posts held today and those lent for today, as the permission table reads them."""
        rows = Tenure.objects.grants_of(self.pk, clock.today())
        # 三员分立 holds for lent decisions too.
        admin = any(row[0] in ADMINS for row in rows)
        return Acting(
            [
                Grant(role, post, unit, tuple(areas), _titled(name, title, lender), giver)
                for role, post, unit, areas, name, title, giver, lender in rows
                if not (giver and admin)
            ],
            lambda: UnitTree(Department.objects.order_by().values_list("id", "parent_id", "supervises")),
        )

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session works while the password is the same and nobody has ended it."""
        found = super()._get_session_auth_hash(secret)
        if not self.sessions_ended:
            return found
        return salted_hmac("departments.sessions", f"{found}{self.sessions_ended}", secret=secret).hexdigest()

    @property
    def posts_held(self) -> str:
        """The posts held today in words, as the audit trail keeps them."""
        return "、".join(grant.title for grant in self.acting.grants)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


def _titled(unit: str, title: str, lender: str) -> str:
    """A post as the audit trail keeps it, in the city's own words whoever reads it."""
    return f"{unit} {title}（受{lender}委托）" if lender else f"{unit} {title}"


class Post(models.Model):
    """A post 岗位 in a department; it carries a role, and work belongs to it rather than to a person."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("title"), max_length=80)
    role = models.CharField(_("role"), max_length=2, choices=Role.choices)
    areas = models.JSONField(_("areas in charge"), default=list, blank=True)
    position = models.PositiveIntegerField(_("protocol order"), default=0)
    abolished_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["department", "title"], name="post_title_once")]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return f"{self.department.short_name} {self.title}"


class Tenure(models.Model):
    """A person holds a post 任职 from a day to a day (inclusive); history keeps the name."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="tenure_ends_after_start",
            ),
            models.UniqueConstraint(fields=["post", "person", "starts_on"], name="tenure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.post}"


class Nomination(models.Model):
    """A person whom the system administrator names for a post 拟任; the security administrator appoints or declines."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="nominations")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="nomination_once")]

    def __str__(self) -> str:
        return f"{self.person} → {self.post}"


class Founding(models.Model):
    """The setting-up of a new city: its one-time code, and what was filled in until the city is founded. One row."""

    code = models.CharField(max_length=128, blank=True)  # a hash; empty once used
    code_made_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, blank=True)  # a hash of the key in the one browser that is let in
    draft = models.JSONField(default=dict)
    founded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"founded {self.founded_at}" if self.founded_at else "not founded"


class SpecialDay(models.Model):
    """A day that differs from Monday-to-Friday: a holiday, or a make-up working day 调休."""

    date = models.DateField(primary_key=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {'+' if self.is_workday else '-'} {self.name}"


class CalendarYear(models.Model):
    """A year whose official notice has been loaded; other years fall back to Monday-to-Friday with a warning."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.year)


class Parameter(models.Model):
    """A default of the product that this city has changed (`departments/parameters.py` lists them all)."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
