"""Messages 消息: the in-site inbox, and the outbox towards e-mail and webhooks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.querysets import DeliveryQuerySet, MuteQuerySet, NoticeQuerySet
from notifications.suggestions.models import Suggestion  # noqa: F401


class Notice(models.Model):
    """One message to one person. `key` says what it is about, so that a job run twice tells it once."""

    class Kind(models.TextChoices):
        CHECK = "check", _("Weekly check")
        ISSUED = "issued", _("Issued")
        REVIEW = "review", _("To review")
        RETURNED = "returned", _("Returned")
        DECIDED = "decided", _("Decided")
        REMINDER = "reminder", _("Reminder")
        URGING = "urging", _("Urging")
        BULLETIN = "bulletin", _("Bulletin")
        MENTION = "mention", _("Mentioned")
        ALARM = "alarm", _("Alarm")
        SUGGESTION = "suggestion", _("Suggestion")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    # The task it is about, by number and by name: the table of tasks lies further right and is not known here.
    task_id = models.BigIntegerField(null=True)
    task_name = models.CharField(max_length=200, blank=True)
    muted = models.BooleanField(default=False)  # kept, but neither counted nor carried out of the house
    instant = models.BooleanField(default=False)  # leaves the house at once, not with the day's digest
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    routed_at = models.DateTimeField(null=True)  # when the sweep decided which channels carry it

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "done_at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["person"],
                name="notice_unread",
                condition=models.Q(read_at=None, done_at=None, muted=False),
            ),
            models.Index(
                fields=["person", "task_id"], name="notice_of_task", condition=models.Q(task_id__isnull=False)
            ),
            models.Index(fields=["id"], name="notice_unrouted", condition=models.Q(routed_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """A notice on its way out through one channel; the sweep sends what waits, a failure tries again later."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("No longer needed")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    claim = models.CharField(max_length=32, blank=True, db_index=True)  # of the worker that is sending it

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "send_after"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Mute(models.Model):
    """A person hears no more of a task, and says why; what urges from slip L1 on is told all the same."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes")
    task_id = models.BigIntegerField()
    task_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    muted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = MuteQuerySet.as_manager()

    class Meta:
        ordering = ["-muted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "task_id"], name="mute_once", condition=models.Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.task_name}"


class MailChoice(models.Model):
    """How a person wants to be told by mail; without one: the digest of the day at the city's hour."""

    class Digest(models.TextChoices):
        DAILY = "daily", _("One mail a working day")
        AT_ONCE = "at_once", _("A mail for each message, at once")
        NONE = "none", _("No mail, except for urgings")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="mail_choice"
    )
    digest = models.CharField(max_length=8, choices=Digest.choices, default=Digest.DAILY)
    hour = models.PositiveSmallIntegerField(null=True)  # of the daily mail; none: that of the city

    def __str__(self) -> str:
        return f"{self.person_id} {self.digest}"


class AddressChange(models.Model):
    """A mail address that waits to be confirmed by the link that is sent there; the newest wish counts."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="address_change"
    )
    address = models.EmailField()
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.address
