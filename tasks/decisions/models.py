"""Requests and the decisions on them: extension, closing, and what one proposes that others do."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.register.models import Task


class Decision(models.TextChoices):
    UNIT = "unit", _("With the unit head")
    SUPERVISOR = "supervisor", _("With the supervisor")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PENDING = (Decision.UNIT, Decision.SUPERVISOR)


class Request(models.Model):
    """What both requests have: who asked, who in the unit agreed, who decided, and why."""

    state = models.CharField(max_length=10, choices=Decision.choices, default=Decision.UNIT)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    decide_by_on = models.DateField(null=True)

    class Meta:
        abstract = True


class ExtensionRequest(Request):
    """A request for a later date 延期, asked before the date; the first promised date never changes."""

    class Reason(models.TextChoices):
        POLICY = "policy", _("Policy")
        FUNDS = "funds", _("Funds")
        LAND = "land", _("Land")
        APPROVAL = "approval", _("Approval")
        FORCE_MAJEURE = "force_majeure", _("Force majeure")
        OWN = "own", _("Own reasons")
        OTHER = "other", _("Other")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="extensions")
    reason = models.CharField(max_length=14, choices=Reason.choices)
    explanation = models.TextField()
    due_before = models.DateField()
    new_due_on = models.DateField()
    ordinal = models.PositiveSmallIntegerField(default=1)
    document_no = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state__in=PENDING), name="one_pending_extension"
            )
        ]

    def __str__(self) -> str:
        return f"{self.due_before} → {self.new_due_on}"


class ClosingRequest(Request):
    """An application to strike a task off 销号申请: unit review, then independent verification."""

    class Method(models.TextChoices):
        DOCUMENTS = "documents", _("Documents read")  # 查阅资料
        TELEPHONE = "telephone", _("Telephone check")  # 电话核查
        ON_SITE = "on_site", _("On-site check")  # 现场核实

    class BackReason(models.TextChoices):
        INCOMPLETE = "incomplete", _("Incomplete")  # 不全
        UNTRUE = "untrue", _("Untrue")  # 不实
        BELOW_STANDARD = "below_standard", _("Below the standard")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="closings")
    statement = models.TextField()
    evidence = models.ManyToManyField("tasks.Evidence", related_name="closings", blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, blank=True)
    finding = models.TextField(blank=True)
    back_reason = models.CharField(max_length=14, choices=BackReason.choices, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state__in=PENDING), name="one_pending_closing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"


class Proposal(models.Model):
    """A reasoned wish 提请 that somebody else does what one's own posts do not include; answered by doing it, or declined."""

    class Verb(models.TextChoices):
        ISSUE = "issue", _("Issue")  # 交办
        SUSPEND = "suspend", _("Suspend")
        RESUME = "resume", _("Resume")
        REOPEN = "reopen", _("Reopen")
        CARRY_OVER = "carry_over", _("Carry over to next year")
        TERMINATE = "terminate", _("Terminate")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        DONE = "done", _("Done as proposed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="proposals")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "verb"], condition=models.Q(state="waiting"), name="one_waiting_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.task_id} {self.state}"
