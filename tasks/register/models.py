"""The register: tasks with their departments, milestones and indicators, and the issued lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.choices import Area
from departments.models import Department, Post
from departments.permissions import Reach
from tasks.choices import (
    ON_THE_LIST,
    OPEN,
    Comparator,
    DateOrigin,
    Flow,
    Kind,
    Light,
    Part,
    ScheduleClass,
    SelfLight,
    Stage,
    Status,
    Visibility,
)
from tasks.register.querysets import TaskQuerySet
from tasks.reports.models import Passage, Report
from tasks.search.models import Searched

_LISTED, _BLOCKED = Q(status__in=ON_THE_LIST), Q(blocked_since__isnull=False)


class Task(Searched):
    """One supervised item 任务 of a responsibility list."""

    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    standard = models.TextField(_("completion standard"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.WORK)
    area = models.CharField(_("area"), max_length=12, choices=Area.choices, default=Area.OTHER)
    path = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    passages = models.ManyToManyField(Passage, related_name="tasks", blank=True)

    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    accepted = models.BooleanField(default=False)  # a reviewer has accepted this draft
    leader = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("lead leader")
    )
    lead_department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lead department"),
    )
    lead_rule = models.CharField(max_length=12, blank=True)
    others = models.JSONField(default=list, blank=True)  # collective actors as written: 各县区 …
    # Units as written that match no department for sure; those recognised by more than their plain name, and how.
    unmatched = models.JSONField(default=list, blank=True)
    matched = models.JSONField(default=list, blank=True)
    suggested = models.JSONField(default=list, blank=True)
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("post")
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    priority = models.BooleanField(_("priority"), default=False)
    major = models.BooleanField(_("major decision"), default=False)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )

    evidence_required = models.BooleanField(_("evidence required to close"), default=False)

    starts_on = models.DateField(_("start"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    due_origin = models.CharField(max_length=8, choices=DateOrigin.choices, default=DateOrigin.DEFAULT)
    first_due_on = models.DateField(_("first promised date"), null=True, blank=True)
    suspended_on = models.DateField(null=True)
    suspended_until = models.DateField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(null=True)
    sign_by_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    return_count = models.PositiveSmallIntegerField(default=0)
    reopen_count = models.PositiveSmallIntegerField(default=0)

    # What the newest report says, kept here so that a list needs one statement.
    percent = models.PositiveSmallIntegerField(_("progress"), default=0)
    self_light = models.CharField(max_length=5, choices=SelfLight.choices, blank=True)
    latest_report = models.ForeignKey(
        "tasks.ProgressReport", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    missed_reports = models.PositiveSmallIntegerField(default=0)  # weekly checks missed in a row
    blocked_since = models.DateField(null=True)
    rating = models.CharField(max_length=12, blank=True)
    rating_light = models.CharField(max_length=5, choices=SelfLight.choices, blank=True)
    rated_on = models.DateField(null=True)

    # Computed by `lights` and `schedule`, and kept by every writing service and by the sweep after midnight.
    next_due_on = models.DateField(null=True)  # the earliest of the due date and the open milestones
    light = models.CharField(max_length=9, choices=Light.choices, default=Light.GREY)
    light_reason = models.CharField(max_length=20, blank=True)
    schedule_class = models.CharField(
        max_length=9, choices=ScheduleClass.choices, default=ScheduleClass.OTHER
    )
    planned_percent = models.PositiveSmallIntegerField(default=0)
    assessed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction", "year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "year", "number"], condition=~Q(number=""), name="task_number_once"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent_to_100"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | (Q(first_due_on__isnull=False) & Q(due_on__isnull=False)),
                name="task_issued_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["lead_department", "next_due_on", "id"], name="task_by_lead"),
            models.Index(fields=["post", "next_due_on"], name="task_by_post"),
            models.Index(fields=["jurisdiction", "year", "light"], name="task_by_light"),
            models.Index(fields=["next_due_on", "id"], name="task_by_date", condition=Q(status__in=OPEN)),
            models.Index(fields=["next_due_on", "id"], name="task_by_date_of_all", condition=_LISTED),
            models.Index(fields=["jurisdiction", "blocked_since"], name="task_blocked", condition=_BLOCKED),
            models.Index(fields=["year", "number", "id"], name="task_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def name_for_mail(self) -> str:
        """Number and title; of a sensitive task the number alone, because messages leave the house."""
        return self.number if self.visibility == Visibility.SENSITIVE else str(self)

    @property
    def is_open(self) -> bool:
        """Issued and neither closed, suspended nor terminated."""
        return self.status in OPEN

    def reach(self, parties: Iterable[tuple[int, str]] | None = None) -> Reach:
        """Where this task stands, for the permission table; `parties` (department, part) when they were read already."""
        if parties is None:
            parties = [(party.department_id, party.part) for party in self.parties.all()]
        parties = list(parties)
        leads = {unit for unit, part in parties if part == Part.CO_LEAD}
        if self.lead_department_id:
            leads.add(self.lead_department_id)
        return Reach(
            jurisdiction_id=self.jurisdiction_id,
            post_id=self.post_id,
            lead_ids=frozenset(leads),
            support_ids=frozenset(unit for unit, part in parties if part == Part.SUPPORT),
            area=self.area,
            leader_post_id=self.leader_id,
            sensitive=self.visibility == Visibility.SENSITIVE,
        )


class Party(models.Model):
    """A department that works on a task beside its first lead department."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["part", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["task", "department"], name="party_once")]
        # Which tasks a department is a party of is answered by the index alone.
        indexes = [models.Index(fields=["department", "part", "task"], name="party_by_department")]

    def __str__(self) -> str:
        return f"{self.department} ({self.part})"


class Milestone(models.Model):
    """A dated step 节点 with a completion of its own; projects have stages."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=120)
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    planned_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField(null=True)
    done_on = models.DateField(null=True, blank=True)
    waived_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["task", "due_on"], name="milestone_of_task")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Neither done nor waived."""
        return self.done_on is None and not self.waived_because


class Indicator(models.Model):
    """A quantified target 量化指标 of a task, with the number exactly as promised."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=120)
    comparator = models.CharField(max_length=8, choices=Comparator.choices)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=200, blank=True)
    stretch = models.CharField(max_length=200, blank=True)
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    latest = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text or self.name


class ResponsibilityList(models.Model):
    """An issued version of a jurisdiction's list 责任清单 of a year; never changed afterwards."""

    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    document_no = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "version"], name="list_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class ListEntry(models.Model):
    """One line of an issued list as it stood that day: the whole item as plain values."""

    list = models.ForeignKey(ResponsibilityList, on_delete=models.CASCADE, related_name="entries")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="list_entries")
    number = models.CharField(max_length=20)
    frozen = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["list", "task"], name="entry_once_per_list")]

    def __str__(self) -> str:
        return self.number


class Movement(models.Model):
    """A task entering or leaving a department's account; the statements 对账单 are sums of these."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="movements")
    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    flow = models.CharField(max_length=15, choices=Flow.choices)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "on", "department"], name="movement_by_month")]

    def __str__(self) -> str:
        return f"{self.on} {self.flow}"
