"""What units report: progress, evidence, and what blocks them."""

from django.conf import settings
from django.db import models

from departments.models import Department, Post
from tasks.choices import SelfLight
from tasks.register.models import Indicator, Milestone, Task


class ProgressReport(models.Model):
    """One report of progress 进展报告; append-only, a correction is a new report."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="progress_reports")
    percent = models.PositiveSmallIntegerField()
    self_light = models.CharField(max_length=5, choices=SelfLight.choices)
    done = models.TextField()
    problem = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    no_change = models.BooleanField(default=False)  # confirmed in one tap
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    # Named by the sender's device: an answer that is sent again after a lost connection is taken once.
    submission = models.UUIDField(null=True, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["task", "-id"], name="report_of_task")]
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="report_percent_to_100")
        ]

    def __str__(self) -> str:
        return f"{self.reported_on} {self.percent}%"


class Reading(models.Model):
    """The value of an indicator as of a report."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="readings")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    value = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="reading_once")]

    def __str__(self) -> str:
        return str(self.value)


class Evidence(models.Model):
    """A file that shows it is so 佐证材料; known by its hash, so that the same file used twice is flagged."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="evidence")
    report = models.ForeignKey(ProgressReport, null=True, on_delete=models.SET_NULL, related_name="evidence")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.SET_NULL, related_name="evidence")
    file = models.FileField(upload_to="evidence/%Y/%m/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    first_use = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reuses")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class Blocker(models.Model):
    """Something another party must do first 受阻; while it is open, the time is not the unit's own."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="blockers")
    text = models.TextField()
    waiting_for = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    waiting_for_text = models.CharField(max_length=120, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self) -> str:
        return self.text[:40]
