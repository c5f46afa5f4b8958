"""The API of the jobs: the beat table with its last runs, every run, and running one now."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from audit.models import JobRun
from departments.permissions import may
from departments.verdicts import require
from supervision.runs.asking import ask_for
from supervision.runs.schedule import job_of, jobs
from tasks.register.api import NewestFirst


class JobRunShape(serializers.ModelSerializer):
    class Meta:
        model = JobRun
        fields = ["id", "job", "state", "started_at", "finished_at", "asked_by", "result", "error"]


class JobRunViewSet(viewsets.ReadOnlyModelViewSet):
    """The runs of the jobs, the newest first."""

    queryset = JobRun.objects.none()
    serializer_class = JobRunShape
    pagination_class = NewestFirst

    def get_queryset(self):
        """All runs, for those who may read them."""
        require(may(self.request.user, "read_jobs"))
        return JobRun.objects.all()


class JobShape(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    what = serializers.CharField()
    next_at = serializers.DateTimeField(allow_null=True)
    last = JobRunShape(allow_null=True)


class Asked(serializers.Serializer):
    asked = serializers.BooleanField(help_text="False when the broker can't be reached.")


NAME = OpenApiParameter("name", OpenApiTypes.STR, OpenApiParameter.PATH)


class JobViewSet(viewsets.ViewSet):
    """The jobs of the beat table."""

    lookup_field = "name"
    lookup_value_regex = r"\w+"

    @extend_schema(responses=JobShape(many=True))
    def list(self, request):
        """Every job, with its last and its next run."""
        require(may(request.user, "read_jobs"))
        return Response(JobShape(jobs(), many=True).data)

    @extend_schema(request=None, responses={202: Asked}, parameters=[NAME])
    @action(detail=True, methods=["post"])
    def run(self, request, name: str = ""):
        """Ask the worker to run it now; every job may run twice."""
        require(may(request.user, "run_job"))
        if job_of(name) is None:
            raise Http404
        return Response({"asked": ask_for(request.user, name)}, status=202)
