"""The API of the first screens: the supervisor's queue and the figures of the dashboard."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from audit import clock
from departments.permissions import may
from departments.verdicts import require
from supervision.overview.place import overview
from supervision.queue.page import queue


class QueueLine(serializers.Serializer):
    pk = serializers.IntegerField(help_text="The request, the urging or the task that waits.")
    task_id = serializers.IntegerField()
    number = serializers.CharField()
    title = serializers.CharField()
    department = serializers.CharField()
    light = serializers.CharField()
    self_light = serializers.CharField()
    age = serializers.IntegerField(help_text="Working days since it waits.")
    note = serializers.CharField()
    limit = serializers.CharField(help_text="What is left until the limit, in words; empty without one.")
    urgency = serializers.CharField(help_text="late, soon or empty.")


class QueueSection(serializers.Serializer):
    code = serializers.CharField()
    title = serializers.CharField()
    verb = serializers.CharField(source="kind.verb", help_text="The row of the permission table.")
    total = serializers.IntegerField()
    lines = QueueLine(many=True)


class QueueView(APIView):
    """What waits for the supervision office, with its age."""

    @extend_schema(responses=QueueSection(many=True))
    def get(self, request):
        """Each kind with its oldest fifty."""
        require(may(request.user, "verify_closing"))
        return Response(QueueSection(queue(request.user, clock.today()), many=True).data)


class DashboardShape(serializers.Serializer):
    place = serializers.IntegerField()
    year = serializers.IntegerField()
    totals = serializers.DictField(help_text="By state, light and class; each adds up to the total.")
    overdue = serializers.ListField(child=serializers.DictField())
    rates = serializers.ListField(
        child=serializers.DictField(),
        help_text="Of the projects: each rate, with its numerator and denominator.",
    )
    coverage = serializers.DictField(help_text="Sentences of the Report and what became of them.")
    trend = serializers.ListField(child=serializers.DictField())


class DashboardView(APIView):
    """A jurisdiction at one glance, as far as the person sees it."""

    @extend_schema(
        parameters=[
            OpenApiParameter("place", OpenApiTypes.INT, description="A jurisdiction; the first by default."),
            OpenApiParameter("year", OpenApiTypes.INT, description="The newest by default."),
        ],
        responses=DashboardShape,
    )
    def get(self, request):
        """The figures that the page shows."""
        require(may(request.user, "see_dashboard"))
        asked = request.query_params
        found = overview(request.user, asked.get("place", ""), asked.get("year", ""))
        return Response(DashboardShape({**found, "place": found["place"].pk}).data)
