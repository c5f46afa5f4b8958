"""The shapes of what the tasks' verbs take. They check shape, never rules."""

from __future__ import annotations

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from departments.models import Department
from tasks.choices import Rating, SelfLight
from tasks.models import ClosingRequest, ExtensionRequest, Proposal, Task
from tasks.progress.uploads import refuse_large

# Ids beyond this are none: a database would stumble over them.
MOST = 2**63 - 1


def a_number(**options) -> serializers.IntegerField:
    """The id or version of something."""
    return serializers.IntegerField(min_value=1, max_value=MOST, **options)


class Nothing(serializers.Serializer):
    """A verb that takes nothing."""


class Reason(serializers.Serializer):
    reason = serializers.CharField(max_length=2000)


class Suspend(Reason):
    until = serializers.DateField()


class Terminate(Reason):
    document_no = serializers.CharField(max_length=60, required=False, allow_blank=True)


class AssignPost(serializers.Serializer):
    post_id = a_number()


class Changes(serializers.ModelSerializer):
    """Only what is to change; a field that has a verb of its own is not among these."""

    co_leads = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(), many=True, required=False
    )
    support = serializers.PrimaryKeyRelatedField(queryset=Department.objects.all(), many=True, required=False)

    class Meta:
        model = Task
        fields = [
            *("title", "text", "standard", "kind", "area", "leader", "lead_department", "post", "weight"),
            *("priority", "major", "visibility", "evidence_required", "starts_on", "due_on", "co_leads"),
            "support",
        ]
        extra_kwargs = {name: {"required": False} for name in fields}

    def to_internal_value(self, data):
        """Refuse what can't be changed here, instead of dropping it silently."""
        # A form can't say "leave this as it is" for a tick: only JSON can.
        if not isinstance(data, dict) or isinstance(data, MultiValueDict) or not data:
            raise serializers.ValidationError({"changes": ["Say in JSON what is to change."]})
        if unknown := set(data) - set(self.fields):
            sentence = ["This can't be edited here; it has a procedure of its own."]
            raise serializers.ValidationError(dict.fromkeys(sorted(unknown), sentence))
        return super().to_internal_value(data)


class EditTask(serializers.Serializer):
    version = a_number()
    changes = Changes()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class AddMilestone(serializers.Serializer):
    title = serializers.CharField(max_length=120)
    due_on = serializers.DateField()
    planned_percent = serializers.IntegerField(min_value=0, max_value=100, required=False)
    reason = serializers.CharField(max_length=2000)


class ChangeMilestone(serializers.Serializer):
    milestone_id = a_number()
    title = serializers.CharField(max_length=120)
    due_on = serializers.DateField()
    reason = serializers.CharField(max_length=2000)


class CompleteMilestone(serializers.Serializer):
    milestone_id = a_number()
    done_on = serializers.DateField(required=False)


class WaiveMilestone(serializers.Serializer):
    milestone_id = a_number()
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
    submission = serializers.UUIDField(
        required=False, help_text="Chosen by the sender; what is sent again under the same one is taken once."
    )
    seen = serializers.IntegerField(
        required=False,
        help_text="The id of the report the writer saw last, 0 for none: 409 when there is a newer one.",
    )
    readings = serializers.DictField(
        child=serializers.DecimalField(20, 4), required=False, help_text="Values by the id of the indicator."
    )

    def validate_readings(self, readings: dict) -> dict:
        """The keys are ids."""
        if not all(key.isdecimal() and len(key) < 19 for key in readings):
            raise serializers.ValidationError("The keys are the ids of indicators.")
        return {int(key): value for key, value in readings.items()}


class AddEvidence(serializers.Serializer):
    upload = serializers.FileField(validators=[refuse_large])
    milestone_id = a_number(required=False)
    report_id = a_number(required=False)


class OpenBlocker(serializers.Serializer):
    text = serializers.CharField(max_length=2000)
    waiting_for_id = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(), required=False, allow_null=True
    )
    waiting_for_text = serializers.CharField(max_length=120, required=False, allow_blank=True)

    def validate_waiting_for_id(self, unit: Department | None) -> int | None:
        """Its id, once it is known to exist."""
        return unit.pk if unit else None


class CloseBlocker(serializers.Serializer):
    blocker_id = a_number()
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
    evidence_ids = serializers.ListField(child=a_number(), required=False, max_length=200)


class VerifyClosing(serializers.Serializer):
    strike_off = serializers.BooleanField()
    method = serializers.ChoiceField(ClosingRequest.Method.choices)
    finding = serializers.CharField(max_length=5000)
    back_reason = serializers.ChoiceField(ClosingRequest.BackReason.choices, required=False, allow_blank=True)


class Comment(serializers.Serializer):
    text = serializers.CharField(max_length=4000, help_text="@name tells a person who may read the task.")


class Propose(Reason):
    verb = serializers.ChoiceField(Proposal.Verb.choices, help_text="What somebody else should do.")
