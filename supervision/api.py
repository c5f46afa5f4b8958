"""The API of the week, the month, the urgings and the jobs: the same reads and verbs as the pages."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from departments.permissions import may
from departments.verdicts import require
from supervision.models import MonthlyBulletin, SnapshotRow, Statement, Urging, WeeklyCheck, WeeklyRound
from supervision.monthly import services as monthly
from supervision.monthly.views import bulletin_file
from supervision.urging import services as urging
from supervision.weekly import services as weekly
from tasks.models import Task
from tasks.register.api import NewestFirst, Page
from tasks.register.api_takes import Progress, a_number


class RoundShape(serializers.ModelSerializer):
    class Meta:
        model = WeeklyRound
        fields = [
            *("id", "jurisdiction", "year", "week", "opened_on", "due_on", "closes_on", "closed_at"),
            *("figures", "agenda"),
        ]


class RoundViewSet(viewsets.ReadOnlyModelViewSet):
    """The weeks of the jurisdictions that the person supervises, with figures and agenda once closed."""

    queryset = WeeklyRound.objects.none()
    serializer_class = RoundShape
    pagination_class = NewestFirst

    def get_queryset(self):
        """What the person may close."""
        require(may(self.request.user, "close_week"))
        return WeeklyRound.objects.visible_to(self.request.user)


class CheckShape(serializers.ModelSerializer):
    number = serializers.CharField(source="task.number")
    title = serializers.CharField(source="task.title")

    class Meta:
        model = WeeklyCheck
        fields = [
            "id",
            "task",
            "number",
            "title",
            "state",
            "skipped_because",
            "percent_before",
            "light_before",
            "report",
        ]


class Confirm(serializers.Serializer):
    checks = serializers.ListField(child=a_number(), max_length=1000)


class Refused(serializers.Serializer):
    check = serializers.IntegerField()
    task = serializers.CharField()
    code = serializers.CharField()
    reason = serializers.CharField()


class Confirmed(serializers.Serializer):
    confirmed = serializers.ListField(child=serializers.IntegerField())
    refused = Refused(many=True)


class CheckViewSet(viewsets.ReadOnlyModelViewSet):
    """The weekly checks of the tasks one may see; `waiting=1` gives those one may answer."""

    queryset = WeeklyCheck.objects.none()
    serializer_class = CheckShape
    pagination_class = Page

    def get_queryset(self):
        """What the person may see, or what waits for them."""
        checks = WeeklyCheck.objects.visible_to(self.request.user).select_related("task")
        if self.request.query_params.get("waiting"):
            mine = WeeklyCheck.objects.to_answer_by(self.request.user).order_by()
            checks = checks.filter(pk__in=mine.values("pk"))
        return checks

    @extend_schema(request=Progress, responses=CheckShape)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Answer the week's question with a report of progress."""
        sent = Progress(data=request.data)
        sent.is_valid(raise_exception=True)
        check = self.get_object()
        return Response(
            CheckShape(weekly.answer_check(actor=request.user, check_id=check.pk, **sent.validated_data)).data
        )

    @extend_schema(request=Confirm, responses=Confirmed)
    @action(detail=False, methods=["post"])
    def confirm(self, request):
        """Confirm "no change" for many; those that can't be confirmed come back with the reason."""
        sent = Confirm(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response(weekly.confirm_unchanged(actor=request.user, check_ids=sent.validated_data["checks"]))


class BulletinShape(serializers.ModelSerializer):
    class Meta:
        model = MonthlyBulletin
        fields = [
            "id",
            "jurisdiction",
            "year",
            "month",
            "as_of",
            "state",
            "issue",
            "title",
            "words",
            "figures",
            "version",
        ]


class Words(serializers.Serializer):
    version = a_number()
    words = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=20_000), allow_empty=False
    )


class RowShape(serializers.ModelSerializer):
    number = serializers.CharField(source="task.number")
    title = serializers.CharField(source="task.title")

    class Meta:
        model = SnapshotRow
        fields = [
            *("id", "task", "number", "title", "lead_department", "area", "status", "light", "self_light"),
            *("schedule_class", "percent", "planned_percent", "due_on", "next_due_on"),
        ]


class BulletinViewSet(viewsets.ReadOnlyModelViewSet):
    """The bulletins one may read; words can be edited while it is a draft, figures never."""

    queryset = MonthlyBulletin.objects.none()
    serializer_class = BulletinShape
    pagination_class = Page

    def get_queryset(self):
        """What the person may read."""
        return MonthlyBulletin.objects.visible_to(self.request.user)

    @extend_schema(responses=RowShape(many=True), filters=False)
    @action(detail=True)
    def rows(self, request, pk=None):
        """The tasks behind the figures as they stood; only those one may know about."""
        pages = Page()
        rows = self.get_object().rows_seen_by(request.user).select_related("task")
        found = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(RowShape(found, many=True).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, url_path="file.docx")
    def document(self, request, pk=None):
        """The bulletin as docx; who took it is recorded."""
        return bulletin_file(request.user, self.get_object())

    @extend_schema(request=Words, responses=BulletinShape)
    @action(detail=True, methods=["post"])
    def edit(self, request, pk=None):
        """Change the words of a draft."""
        sent = Words(data=request.data)
        sent.is_valid(raise_exception=True)
        bulletin = self.get_object()
        changed = monthly.edit_bulletin(actor=request.user, bulletin_id=bulletin.pk, **sent.validated_data)
        return Response(BulletinShape(changed).data)

    @extend_schema(request=None, responses=BulletinShape)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """Sign a draft: it gets its number and is frozen."""
        bulletin = self.get_object()
        return Response(
            BulletinShape(monthly.sign_bulletin(actor=request.user, bulletin_id=bulletin.pk)).data
        )


class StatementShape(serializers.ModelSerializer):
    class Meta:
        model = Statement
        exclude = ["answered_by"]


class Answer(serializers.Serializer):
    confirm = serializers.BooleanField()
    dispute = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class StatementViewSet(viewsets.ReadOnlyModelViewSet):
    """The monthly accounts of one's units."""

    queryset = Statement.objects.none()
    serializer_class = StatementShape
    pagination_class = Page

    def get_queryset(self):
        """What the person may see."""
        return Statement.objects.visible_to(self.request.user)

    @extend_schema(request=Answer, responses=StatementShape)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Confirm the account, or dispute it with the reason."""
        sent = Answer(data=request.data)
        sent.is_valid(raise_exception=True)
        statement = self.get_object()
        answered = monthly.answer_statement(
            actor=request.user, statement_id=statement.pk, **sent.validated_data
        )
        return Response(StatementShape(answered).data)


class UrgingShape(serializers.ModelSerializer):
    class Meta:
        model = Urging
        fields = ["id", "task", "level", "due_on", "text", "sent_at", "reply_by_on", "reply", "replied_at"]


class Urge(serializers.Serializer):
    task = a_number()
    text = serializers.CharField(max_length=2000)


class Reply(serializers.Serializer):
    reply = serializers.CharField(max_length=2000)


class UrgingViewSet(viewsets.ReadOnlyModelViewSet):
    """The urgings of the tasks one may see."""

    queryset = Urging.objects.none()
    serializer_class = UrgingShape
    pagination_class = Page

    def get_queryset(self):
        """Those of the tasks the person may know about."""
        return Urging.objects.filter(task__in=Task.objects.visible_to(self.request.user))

    @extend_schema(request=Urge, responses={201: UrgingShape})
    def create(self, request):
        """Urge a task by hand; a task one may not know about is 404."""
        sent = Urge(data=request.data)
        sent.is_valid(raise_exception=True)
        task = get_object_or_404(Task.objects.visible_to(request.user), pk=sent.validated_data["task"])
        made = urging.urge(actor=request.user, task_id=task.pk, text=sent.validated_data["text"])
        return Response(UrgingShape(made).data, status=201)

    @extend_schema(request=Reply, responses=UrgingShape)
    @action(detail=True, methods=["post"])
    def reply(self, request, pk=None):
        """Reply; the ladder stops."""
        sent = Reply(data=request.data)
        sent.is_valid(raise_exception=True)
        found = self.get_object()
        done = urging.reply_to_urging(actor=request.user, urging_id=found.pk, **sent.validated_data)
        return Response(UrgingShape(done).data)
