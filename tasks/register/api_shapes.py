"""The shapes of the tasks' API: what goes out, and what each verb takes. They check shape, never rules."""

from __future__ import annotations

from rest_framework import serializers

from tasks.choices import Rating, SelfLight
from tasks.models import ClosingRequest, ExtensionRequest, Indicator, Milestone, Task

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
    verbs = VerbShape(many=True)

    class Meta:
        model = Task
        fields = [
            *LINE,
            *("lead_department_name", "text", "standard", "path", "others", "visibility", "weight", "major"),
            *("co_leads", "support", "milestones", "indicators", "verbs"),
        ]
        read_only_fields = fields


class Nothing(serializers.Serializer):
    """A verb that takes nothing."""


class Reason(serializers.Serializer):
    reason = serializers.CharField(max_length=2000)


class Suspend(Reason):
    until = serializers.DateField()


class Terminate(Reason):
    document_no = serializers.CharField(max_length=60, required=False, allow_blank=True)


class AssignPost(serializers.Serializer):
    post_id = serializers.IntegerField()


class EditTask(serializers.Serializer):
    version = serializers.IntegerField()
    changes = serializers.DictField()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class CompleteMilestone(serializers.Serializer):
    milestone_id = serializers.IntegerField()
    done_on = serializers.DateField(required=False)


class WaiveMilestone(serializers.Serializer):
    milestone_id = serializers.IntegerField()
    because = serializers.CharField(max_length=200)


class Rate(serializers.Serializer):
    rating = serializers.ChoiceField(Rating.choices)
    reason = serializers.CharField(max_length=2000)


class Progress(serializers.Serializer):
    percent = serializers.IntegerField(min_value=0, max_value=100)
    self_light = serializers.ChoiceField(SelfLight.choices)
    done = serializers.CharField(max_length=5000)
    problem = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    next_step = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    readings = serializers.DictField(child=serializers.DecimalField(20, 4), required=False)


class AddEvidence(serializers.Serializer):
    upload = serializers.FileField()
    milestone_id = serializers.IntegerField(required=False)


class OpenBlocker(serializers.Serializer):
    text = serializers.CharField(max_length=2000)
    waiting_for_id = serializers.IntegerField(required=False)
    waiting_for_text = serializers.CharField(max_length=120, required=False, allow_blank=True)


class CloseBlocker(serializers.Serializer):
    blocker_id = serializers.IntegerField()
    outcome = serializers.CharField(max_length=2000)


class AskExtension(serializers.Serializer):
    new_due_on = serializers.DateField()
    reason = serializers.ChoiceField(ExtensionRequest.Reason.choices)
    explanation = serializers.CharField(max_length=5000)


class Agree(serializers.Serializer):
    agree = serializers.BooleanField()
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class DecideExtension(serializers.Serializer):
    grant = serializers.BooleanField()
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    document_no = serializers.CharField(max_length=60, required=False, allow_blank=True)


class SubmitClosing(serializers.Serializer):
    statement = serializers.CharField(max_length=5000)
    evidence_ids = serializers.ListField(child=serializers.IntegerField(), required=False)


class VerifyClosing(serializers.Serializer):
    strike_off = serializers.BooleanField()
    method = serializers.ChoiceField(ClosingRequest.Method.choices)
    finding = serializers.CharField(max_length=5000)
    back_reason = serializers.ChoiceField(ClosingRequest.BackReason.choices, required=False, allow_blank=True)
