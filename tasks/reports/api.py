"""The API of the Reports: import, sentences, drafts and the steps of a review."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response

from departments.verdicts import require
from tasks.models import Passage, Report, ReviewStep, Task
from tasks.progress.uploads import refuse_large
from tasks.register.api import Page
from tasks.register.api_takes import Changes, Nothing, a_number
from tasks.reports import rules, services
from tasks.reports.querysets import coverage
from tasks.reports.sentences import with_tasks


class ReportShape(serializers.ModelSerializer):
    class Meta:
        model = Report
        fields = [
            "id",
            "jurisdiction",
            "year",
            "title",
            "place",
            "kind",
            "file_name",
            "parser_version",
            "warnings",
            "corrects",
            "difference",
            "imported_at",
        ]


class CoverageShape(serializers.Serializer):
    covered = serializers.IntegerField()
    set_aside = serializers.IntegerField()
    open = serializers.IntegerField()
    to_review = serializers.IntegerField()
    total = serializers.IntegerField()
    percent = serializers.IntegerField()


class PassageShape(serializers.ModelSerializer):
    tasks = serializers.ListField(child=serializers.IntegerField(), source="seen")

    class Meta:
        model = Passage
        fields = ["id", "number", "paragraph", "start", "end", "text", "path", "state", "reason", "tasks"]


class DraftShape(serializers.ModelSerializer):
    """A draft as the review shows it."""

    class Meta:
        model = Task
        fields = [
            *("id", "title", "text", "standard", "kind", "area", "path", "lead_department", "others"),
            *("unmatched", "matched", "suggested", "leader", "post", "starts_on", "due_on", "due_origin"),
            *("weight", "priority", "major", "visibility", "accepted", "version"),
        ]


class StepShape(serializers.ModelSerializer):
    class Meta:
        model = ReviewStep
        fields = ["id", "verb", "at", "after", "undone_at"]


class Import(serializers.Serializer):
    jurisdiction = a_number()
    file = serializers.FileField(validators=[refuse_large])
    year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)


class Correction(serializers.Serializer):
    file = serializers.FileField(validators=[refuse_large])


class Chosen(serializers.Serializer):
    tasks = serializers.ListField(child=a_number(), min_length=1, max_length=2000)


class SetAside(Chosen):
    reason = serializers.ChoiceField(Passage.Reason.choices)


class DraftChanges(Changes):
    """Only what is to change on the drafts."""

    class Meta(Changes.Meta):
        fields = [name for name in Changes.Meta.fields if name not in ("text", "evidence_required")]
        extra_kwargs = {name: {"required": False} for name in fields}


class MilestoneLine(serializers.Serializer):
    due_on = serializers.DateField()
    title = serializers.CharField(max_length=120)


class Change(Chosen):
    """The same change for all these drafts; `version` guards a single one against somebody else's change."""

    changes = DraftChanges(required=False)
    milestones = MilestoneLine(many=True, required=False)
    version = a_number(required=False)


class Split(serializers.Serializer):
    task = a_number()
    cuts = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=100_000), min_length=1, max_length=200
    )


class Restore(serializers.Serializer):
    """A sentence, or the words of it that become a draft."""

    sentence = a_number()
    words = serializers.CharField(required=False, max_length=2000)


class NameUnit(Chosen):
    written = serializers.CharField(max_length=200)
    department = a_number()


class ReportViewSet(viewsets.ReadOnlyModelViewSet):
    """The Reports one may read; the steps of a review for those who draft there."""

    queryset = Report.objects.none()
    serializer_class = ReportShape
    pagination_class = Page
    parser_classes = [JSONParser, FormParser, MultiPartParser]

    def get_queryset(self):
        """What the person may read."""
        return Report.objects.visible_to(self.request.user).defer("text")

    @extend_schema(request={"multipart/form-data": Import}, responses={201: ReportShape})
    def create(self, request):
        """Import a file; it is broken down at once."""
        require(rules.may_draft(request.user))
        sent = _checked(Import, request)
        upload = sent.pop("file")
        report = services.import_report(
            actor=request.user,
            jurisdiction_id=sent["jurisdiction"],
            data=upload.read(),
            file_name=upload.name,
            year=sent.get("year"),
        )
        return Response(ReportShape(report).data, status=201)

    @extend_schema(request={"multipart/form-data": Correction}, responses={201: ReportShape})
    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """Import a corrected text; links and edits are kept."""
        report = self._drafted()
        upload = _checked(Correction, request)["file"]
        new = services.import_correction(
            actor=request.user, report_id=report.pk, data=upload.read(), file_name=upload.name
        )
        return Response(ReportShape(new).data, status=201)

    @extend_schema(responses=CoverageShape)
    @action(detail=True)
    def coverage(self, request, pk=None):
        """How many sentences are covered, set aside, open."""
        return Response(CoverageShape(coverage(self.get_object())).data)

    @extend_schema(responses=PassageShape(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def sentences(self, request, pk=None):
        """The whole text, sentence by sentence, with those of its tasks that one may know about."""
        passages = with_tasks(self.get_object(), request.user)
        return Response(PassageShape(passages, many=True).data)

    @extend_schema(responses=DraftShape(many=True), filters=False)
    @action(detail=True)
    def drafts(self, request, pk=None):
        """The drafts under review, for those who draft here."""
        report = self._drafted()
        pages = Page()
        found = pages.paginate_queryset(Task.objects.drafts().filter(report=report), request, view=self)
        return pages.get_paginated_response(DraftShape(found, many=True).data)

    def step(self, verb: str) -> Response:
        """Who, then the shape, then the service."""
        report, (shape, service) = self._drafted(), STEPS[verb]
        sent = _checked(shape, self.request)
        named = _changes(sent) if verb == "change" else {NAMES.get(key, key): sent[key] for key in sent}
        return Response(StepShape(service(actor=self.request.user, report_id=report.pk, **named)).data)

    def _drafted(self) -> Report:
        report = self.get_object()
        require(rules.may_draft(self.request.user, report.jurisdiction_id))
        return report


def _checked(shape: type, request) -> dict:
    sent = shape(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def _changes(sent: dict) -> dict:
    """What `change_drafts` takes: columns by their ids, departments apart."""
    changes = sent.get("changes", {})
    given = {"task_ids": sent["tasks"], "version": sent.get("version")}
    for name, argument in (("support", "supports"), ("co_leads", "co_leads")):
        if name in changes:
            given[argument] = [unit.pk for unit in changes.pop(name)]
    if "milestones" in sent:
        given["milestones"] = [(step["due_on"], step["title"]) for step in sent["milestones"]]
    columns = {f"{name}_id" if name in RELATED else name: value for name, value in changes.items()}
    given["changes"] = {name: getattr(value, "pk", value) for name, value in columns.items()}
    if len(given) == 3 and not given["changes"]:
        raise ValidationError(_("Say what is to change."), code="invalid")
    return given


RELATED = ("leader", "lead_department", "post")

# What the services call what is sent.
NAMES = {"tasks": "task_ids", "task": "task_id", "sentence": "passage_id", "department": "department_id"}
STEPS: dict[str, tuple[type, Callable]] = {
    "accept": (Chosen, services.accept_drafts),
    "merge": (Chosen, services.merge_drafts),
    "set_aside": (SetAside, services.set_aside),
    "change": (Change, services.change_drafts),
    "split": (Split, services.split_draft),
    "restore": (Restore, services.make_task_of),
    "name_unit": (NameUnit, services.name_unit),
    "take_suggestions": (Chosen, services.take_suggestions),
    "take_text": (Chosen, services.take_text_as_standard),
    "undo": (Nothing, services.undo_step),
}


def _endpoint(verb: str):
    def endpoint(self, request, pk=None):
        return self.step(verb)

    endpoint.__name__ = verb
    endpoint.__doc__ = STEPS[verb][1].__doc__
    described = extend_schema(request=STEPS[verb][0], responses=StepShape)(endpoint)
    return action(detail=True, methods=["post"], url_path=verb.replace("_", "-"))(described)


for _verb in STEPS:
    setattr(ReportViewSet, _verb, _endpoint(_verb))
