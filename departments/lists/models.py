"""What lists keep: views, files asked for, and changes of many rows that can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.lists.querysets import BulkActQuerySet, ListFileQuerySet, SavedViewQuerySet


class SavedView(models.Model):
    """A list with its conditions, columns and order under a name: one's own, or shared."""

    class Audience(models.TextChoices):
        OWN = "own", _("Only me")
        UNIT = "unit", _("My unit")
        ALL = "all", _("Everybody")

    list = models.CharField(max_length=60)  # the name of the list's address
    title = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(_("for"), max_length=4, choices=Audience.choices, default=Audience.OWN)
    department = models.ForeignKey(
        "departments.Department", null=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["list", "title", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "list", "title"], name="view_title_once")]

    def __str__(self) -> str:
        return self.title


class StartView(models.Model):
    """The view or the page with which a person's day begins, instead of the first screen of the role."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="start_view"
    )
    view = models.ForeignKey(SavedView, null=True, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60, blank=True)  # the name of its address, when it is no view

    def __str__(self) -> str:
        return f"{self.person_id} → {self.view_id or self.page}"


class ListFile(models.Model):
    """A long list as a file: asked for by a person, written by the sweep, kept a week, for that person only."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being written")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")

    list = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    form = models.CharField(max_length=4)
    language = models.CharField(max_length=10)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    written = models.PositiveIntegerField(default=0)  # rows so far
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="lists/%Y/%m/", blank=True)
    reach = models.CharField(max_length=64, blank=True)  # what the person could see when it was written
    touched_at = models.DateTimeField(null=True)  # a sign of life while it is written

    objects = ListFileQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.list} {self.form} {self.state}"


class BulkAct(models.Model):
    """One change of many rows: what was wished and why, and whether it was taken back."""

    list = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    # In which the reasons of its lines were said; a page in the other one marks them.
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    undone_at = models.DateTimeField(null=True)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.list}"


class BulkLine(models.Model):
    """One row of such a change: the fields before and after, or why it stayed as it was."""

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="lines")
    target_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    undo_refusal = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["act", "target_id"], name="bulk_line_once")]

    def __str__(self) -> str:
        return f"{self.act_id}/{self.target_id}"
