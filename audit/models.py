"""The audit trail 留痕: entries that nobody can change, the seals that chain them, and the log of jobs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.querysets import AuditEntryQuerySet, AuditSealQuerySet


class AuditEntry(models.Model):
    """One recorded act. The actor is kept by number and by name, so that history survives the person's account."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_post = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id", "id"], name="audit_entry_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"


class AuditSeal(models.Model):
    """The place of an entry in the hash chain; written by the sealing sweep, one chain for the whole city."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    objects = AuditSealQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"


class JobRun(models.Model):
    """One run of a job: when, why, what it did, and the error if it failed."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    job = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=80, blank=True)
    worker = models.CharField(
        max_length=120, blank=True
    )  # machine:process, to tell a dead one from a slow one
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["job", "-started_at"], name="audit_jobrun_last")]

    def __str__(self) -> str:
        return f"{self.job} {self.started_at:%Y-%m-%d %H:%M} {self.state}"
