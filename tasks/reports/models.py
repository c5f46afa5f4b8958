"""A Report, its numbered sentences, and every step of its review."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department
from tasks.reports.cautions import sentence
from tasks.reports.querysets import ReportQuerySet


class Report(models.Model):
    """A Government Work Report 政府工作报告 or another text that is broken down; the text is kept for good."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Government Work Report")
        DIVISION_OF_WORK = "division_of_work", _("Division of work")
        TABLE = "table", _("Responsibility list")

    jurisdiction = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    place = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField()
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, blank=True)
    parser_version = models.CharField(max_length=20)
    warnings = models.JSONField(default=list)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    difference = models.JSONField(default=list)  # against the text it corrects, sentence by sentence
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def cautions(self) -> list[dict]:
        """What should be looked at, each with its paragraph and its sentence in the reader's language."""
        return [{"paragraph": one["paragraph"], "sentence": sentence(one)} for one in self.warnings]


class Passage(models.Model):
    """A numbered sentence 句段 of a Report: a commitment, set aside with a reason, or still open."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        COMMITMENT = "commitment", _("Commitment")
        SET_ASIDE = "set_aside", _("Set aside")

    class Reason(models.TextChoices):
        HEADING = "heading", _("Heading")
        RETROSPECT = "retrospect", _("Looks back")
        OUTLOOK = "outlook", _("Outlook beyond the year")
        PROCEDURAL = "procedural", _("Procedural")
        SLOGAN = "slogan", _("Slogan")
        EXPLANATION = "explanation", _("Explanation")
        RULE = "rule", _("Rule of the document")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    path = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    reviewed = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="passage_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:30]}"


class ReviewStep(models.Model):
    """One step of a review, with what stood before and after, so that it can be undone."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    # The version of the Report that this step, or taking it back, has made: what is newer is what others don't show yet.
    made_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%H:%M}"


class Presence(models.Model):
    """Who has the review of a Report open, and which draft they look at or edit; good for half a minute."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    draft = models.PositiveBigIntegerField(null=True)
    editing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.draft}"
