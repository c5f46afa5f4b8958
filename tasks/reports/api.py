"""The API of the Reports: import, sentences, drafts and the steps of a review."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response

from tasks.models import Passage, Report, ReviewStep
from tasks.register.api import Page
from tasks.reports import services
from tasks.reports.querysets import coverage


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
    class Meta:
        model = Passage
        fields = ["id", "number", "paragraph", "start", "end", "text", "path", "state", "reason", "tasks"]


class StepShape(serializers.ModelSerializer):
    class Meta:
        model = ReviewStep
        fields = ["id", "verb", "at", "after", "undone_at"]


class Import(serializers.Serializer):
    jurisdiction = serializers.IntegerField()
    file = serializers.FileField()
    year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)


class Correction(serializers.Serializer):
    file = serializers.FileField()


class Chosen(serializers.Serializer):
    tasks = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=2000)


class SetAside(Chosen):
    reason = serializers.ChoiceField(Passage.Reason.choices)


class Split(serializers.Serializer):
    task = serializers.IntegerField()
    cuts = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1)


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
        upload = _checked(Correction, request)["file"]
        new = services.import_correction(
            actor=request.user, report_id=self.get_object().pk, data=upload.read(), file_name=upload.name
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
        """The whole text, sentence by sentence, with the tasks of each."""
        passages = self.get_object().passages.prefetch_related("tasks")
        return Response(PassageShape(passages, many=True).data)

    @extend_schema(request=Chosen, responses=StepShape)
    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """Accept drafts."""
        return self._step(services.accept_drafts, task_ids=_checked(Chosen, request)["tasks"])

    @extend_schema(request=Chosen, responses=StepShape)
    @action(detail=True, methods=["post"])
    def merge(self, request, pk=None):
        """Make one draft of several."""
        return self._step(services.merge_drafts, task_ids=_checked(Chosen, request)["tasks"])

    @extend_schema(request=SetAside, responses=StepShape)
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request, pk=None):
        """These are no tasks, with the reason."""
        sent = _checked(SetAside, request)
        return self._step(services.set_aside, task_ids=sent["tasks"], reason=sent["reason"])

    @extend_schema(request=Split, responses=StepShape)
    @action(detail=True, methods=["post"])
    def split(self, request, pk=None):
        """Cut a draft at character offsets."""
        sent = _checked(Split, request)
        return self._step(services.split_draft, task_id=sent["task"], cuts=sent["cuts"])

    @extend_schema(request=None, responses=StepShape)
    @action(detail=True, methods=["post"])
    def undo(self, request, pk=None):
        """Take back one's last step."""
        return self._step(services.undo_step)

    def _step(self, service, **sent) -> Response:
        step = service(actor=self.request.user, report_id=self.get_object().pk, **sent)
        return Response(StepShape(step).data)


def _checked(shape: type, request) -> dict:
    sent = shape(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)
