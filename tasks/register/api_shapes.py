"""The shapes of what the tasks' API gives; what its verbs take is in `api_takes.py`."""

from __future__ import annotations

from rest_framework import serializers

from tasks.models import (
    Blocker,
    ClosingRequest,
    Comment,
    Evidence,
    ExtensionRequest,
    Indicator,
    Milestone,
    ProgressReport,
    Proposal,
    Reading,
    Task,
)

LINE = [
    "id",
    "number",
    "year",
    "title",
    "status",
    "kind",
    "area",
    "lead_department",
    "post",
    "leader",
    "starts_on",
    "due_on",
    "first_due_on",
    "next_due_on",
    "percent",
    "planned_percent",
    "light",
    "light_reason",
    "schedule_class",
    "self_light",
    "rating",
    "rating_light",
    "priority",
    "blocked_since",
    "closed_on",
    "version",
]


class TaskLine(serializers.ModelSerializer):
    """A task as a line of the list."""

    lead_department_name = serializers.CharField(allow_null=True)

    class Meta:
        model = Task
        fields = [*LINE, "lead_department_name"]
        read_only_fields = fields


class MilestoneShape(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = [
            "id",
            "title",
            "stage",
            "planned_percent",
            "due_on",
            "first_due_on",
            "done_on",
            "waived_because",
        ]


class IndicatorShape(serializers.ModelSerializer):
    class Meta:
        model = Indicator
        fields = [
            "id",
            "name",
            "comparator",
            "target",
            "high",
            "unit",
            "text",
            "stretch",
            "baseline",
            "latest",
        ]


class BlockerShape(serializers.ModelSerializer):
    class Meta:
        model = Blocker
        fields = ["id", "text", "waiting_for", "waiting_for_text", "opened_on", "closed_on", "outcome"]


class EvidenceShape(serializers.ModelSerializer):
    class Meta:
        model = Evidence
        fields = ["id", "name", "content_type", "size", "sha256", "first_use", "milestone", "uploaded_at"]


class ExtensionShape(serializers.ModelSerializer):
    class Meta:
        model = ExtensionRequest
        fields = [
            *("id", "state", "reason", "explanation", "due_before", "new_due_on", "ordinal", "asked_at"),
            *("review_note", "decision_note", "document_no", "decide_by_on", "decided_at"),
        ]


class ClosingShape(serializers.ModelSerializer):
    class Meta:
        model = ClosingRequest
        fields = [
            *("id", "state", "statement", "asked_at", "review_note", "method", "finding", "back_reason"),
            "decided_at",
        ]


class ProposalShape(serializers.ModelSerializer):
    class Meta:
        model = Proposal
        fields = [
            *(
                "id",
                "verb",
                "reason",
                "state",
                "asked_by",
                "asked_at",
                "answered_by",
                "answered_at",
                "answer",
            ),
        ]
        ref_name = "Proposal"


class CommentShape(serializers.ModelSerializer):
    """What somebody said about a task; without its words once it was taken back."""

    text = serializers.CharField(source="shown")

    class Meta:
        model = Comment
        fields = ["id", "text", "author", "said_at", "withdrawn_at", "mentioned"]
        ref_name = "Comment"


class ReadingShape(serializers.ModelSerializer):
    """The value of an indicator as of the report."""

    class Meta:
        model = Reading
        fields = ["indicator", "value"]
        ref_name = "Reading"


class ReportShape(serializers.ModelSerializer):
    """A report of progress, with the readings of the task's indicators."""

    readings = ReadingShape(many=True)

    class Meta:
        model = ProgressReport
        fields = [
            *("id", "percent", "self_light", "done", "problem", "next_step", "no_change", "department"),
            *("reported_at", "reported_on", "readings"),
        ]
        ref_name = "ProgressReport"


class VerbShape(serializers.Serializer):
    """A verb, whether this person may do it now, and if not why and what to ask for instead."""

    verb = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    ask = serializers.CharField(allow_blank=True)


class TaskWhole(serializers.ModelSerializer):
    """A task with its departments, milestones, indicators and the verbs of the person who asks."""

    lead_department_name = serializers.CharField(
        source="lead_department.short_name", allow_null=True, default=None
    )
    co_leads = serializers.ListField(child=serializers.IntegerField())
    support = serializers.ListField(child=serializers.IntegerField())
    milestones = MilestoneShape(many=True)
    indicators = IndicatorShape(many=True)
    blockers = BlockerShape(many=True)
    evidence = EvidenceShape(many=True)
    extensions = ExtensionShape(many=True)
    closings = ClosingShape(many=True)
    proposals = ProposalShape(many=True)
    verbs = VerbShape(many=True)

    class Meta:
        model = Task
        fields = [
            *LINE,
            *("lead_department_name", "text", "standard", "path", "others", "visibility", "weight", "major"),
            *("co_leads", "support", "milestones", "indicators", "blockers", "evidence"),
            *("extensions", "closings", "proposals", "verbs"),
        ]
        read_only_fields = fields
