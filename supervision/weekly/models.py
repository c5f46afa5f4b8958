"""The week: one round per jurisdiction and ISO week, one check per open task."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department, Post
from supervision.weekly.querysets import WeeklyCheckQuerySet, WeeklyRoundQuerySet
from tasks.choices import Light, SelfLight
from tasks.models import ProgressReport, Task


class WeeklyRound(models.Model):
    """A jurisdiction's week 周调度; closing it freezes its figures."""

    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()  # of the ISO week
    week = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField()  # two working days later an unanswered check is missed
    closed_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    agenda = models.JSONField(default=dict)

    objects = WeeklyRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-week"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "week"], name="round_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"


class WeeklyCheck(models.Model):
    """The week's question about one open task 周检查, pre-filled with the last report."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ANSWERED = "answered", _("Answered")
        CONFIRMED = "confirmed", _("Confirmed without change")
        SKIPPED = "skipped", _("Not asked")
        MISSED = "missed", _("Missed")

    round = models.ForeignKey(WeeklyRound, on_delete=models.CASCADE, related_name="checks")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checks")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    skipped_because = models.CharField(max_length=20, blank=True)
    percent_before = models.PositiveSmallIntegerField(default=0)
    light_before = models.CharField(max_length=9, choices=Light.choices, default=Light.GREY)
    previous = models.ForeignKey(ProgressReport, null=True, on_delete=models.SET_NULL, related_name="+")
    report = models.ForeignKey(ProgressReport, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # As it stood when the round closed.
    light_at_close = models.CharField(max_length=9, choices=Light.choices, blank=True)
    self_light_at_close = models.CharField(max_length=5, choices=SelfLight.choices, blank=True)

    objects = WeeklyCheckQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "task"], name="check_once_a_week")]
        indexes = [
            models.Index(fields=["post", "state"], name="check_of_post"),
            models.Index(fields=["department", "state"], name="check_of_department"),
            models.Index(fields=["task", "-id"], name="check_of_task"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.task_id} {self.state}"
