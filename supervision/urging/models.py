"""The urging ladder: reminders, urges and supervision slips, each step once per task, level and date."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models import Task


class Urging(models.Model):
    """One step of the ladder 提醒/催办/督办单; a reply stops it."""

    class Level(models.TextChoices):
        REMIND_5 = "t-5", _("Reminder, 5 working days before")
        REMIND_1 = "t-1", _("Reminder, 1 working day before")
        URGE = "t+1", _("Urge")  # 催办
        SLIP_1 = "t+3", _("Supervision slip L1")
        SLIP_2 = "t+7", _("Supervision slip L2")
        PROPOSAL = "t+15", _("Proposal to the supervisor")
        BY_HAND = "hand", _("Urged by a person")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="urgings")
    level = models.CharField(max_length=5, choices=Level.choices)
    due_on = models.DateField()  # the date it is about: a new date begins a new ladder
    ordinal = models.PositiveSmallIntegerField(default=0)  # counts those by hand
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    sent_on = models.DateField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reply_by_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "level", "due_on", "ordinal"], name="urging_step_once")
        ]
        indexes = [models.Index(fields=["task", "-id"], name="urging_of_task")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.level}"
