"""The month: reconciliation statements, the frozen snapshot, and the bulletin drawn from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department
from supervision.monthly.querysets import BulletinQuerySet, StatementQuerySet
from tasks.choices import Light, ScheduleClass, SelfLight, Status
from tasks.models import Task


class Statement(models.Model):
    """A department's account of a month 对账单: opening + inflows − outflows = closing."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        DISPUTED = "disputed", _("Disputed")

    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    opening = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    transferred_in = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    terminated = models.PositiveIntegerField(default=0)
    transferred_out = models.PositiveIntegerField(default=0)
    closing = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    dispute = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-month", "department__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "department", "year", "month"], name="statement_once_a_month"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    closing=models.F("opening")
                    + models.F("issued")
                    + models.F("reopened")
                    + models.F("transferred_in")
                    - models.F("closed")
                    - models.F("terminated")
                    - models.F("transferred_out")
                ),
                name="statement_balances",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year}-{self.month:02d}"


class MonthlyBulletin(models.Model):
    """A monthly bulletin 月督查通报 on a frozen snapshot: people edit the words, nobody the figures."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed and issued")

    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    as_of = models.DateField()  # the figures are those of the end of this day
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    issue = models.PositiveSmallIntegerField(null=True)  # 第N期 of the year, given when it is signed
    title = models.CharField(max_length=200)
    words = models.JSONField(default=dict)  # section → text, edited by the supervisor
    figures = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "month"], name="bulletin_once_a_month"),
            models.UniqueConstraint(fields=["jurisdiction", "year", "issue"], name="bulletin_issue_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def rows_seen_by(self, person) -> models.QuerySet[SnapshotRow]:
        """The list behind the figures, as far as its tasks exist for this person."""
        return self.rows.filter(task__in=Task.objects.visible_to(person).values("pk"))


class SnapshotRow(models.Model):
    """A task as it stood when the month was frozen; the list behind every figure of the bulletin."""

    bulletin = models.ForeignKey(MonthlyBulletin, on_delete=models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    lead_department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=12)
    status = models.CharField(max_length=12, choices=Status.choices)
    light = models.CharField(max_length=9, choices=Light.choices)
    self_light = models.CharField(max_length=5, choices=SelfLight.choices, blank=True)
    schedule_class = models.CharField(max_length=9, choices=ScheduleClass.choices)
    percent = models.PositiveSmallIntegerField()
    planned_percent = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "task"], name="snapshot_row_once")]

    def __str__(self) -> str:
        return f"{self.bulletin_id}/{self.task_id}"
