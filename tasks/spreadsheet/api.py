"""The API of the issued lists: versions, their lines as frozen, the files, and issuing itself."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from tasks.models import ListEntry, ResponsibilityList
from tasks.register.api import Page
from tasks.register.api_takes import a_number
from tasks.register.services import issue_list
from tasks.spreadsheet.querysets import visible_entries, visible_lists
from tasks.spreadsheet.views import FORMS, list_file


class ListShape(serializers.ModelSerializer):
    class Meta:
        model = ResponsibilityList
        fields = ["id", "jurisdiction", "year", "version", "title", "document_no", "issued_on", "issued_at"]


class EntryShape(serializers.ModelSerializer):
    class Meta:
        model = ListEntry
        fields = ["id", "task", "number", "frozen"]
        ref_name = "ListEntry"


class Issue(serializers.Serializer):
    """Which drafts of which jurisdiction and year; without `tasks` all that are accepted."""

    jurisdiction = a_number()
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    tasks = serializers.ListField(child=a_number(), required=False, min_length=1, max_length=5000)
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    document_no = serializers.CharField(max_length=60, required=False, allow_blank=True)


class EntryPages(Page):
    """Keyset pages of a list's lines, by number."""

    ordering = ("number", "id")


class ListViewSet(viewsets.ReadOnlyModelViewSet):
    """The issued versions one may read."""

    queryset = ResponsibilityList.objects.none()
    serializer_class = ListShape
    pagination_class = Page

    def get_queryset(self):
        """Those of the jurisdictions whose Reports the person reads."""
        return visible_lists(self.request.user)

    @extend_schema(request=Issue, responses={201: ListShape})
    def create(self, request):
        """Issue drafts: the list's next version is frozen."""
        sent = Issue(data=request.data)
        sent.is_valid(raise_exception=True)
        given = dict(sent.validated_data)
        issued = issue_list(
            actor=request.user,
            jurisdiction_id=given.pop("jurisdiction"),
            task_ids=given.pop("tasks", None),
            **given,
        )
        return Response(ListShape(issued).data, status=201)

    @extend_schema(responses=EntryShape(many=True), filters=False)
    @action(detail=True)
    def entries(self, request, pk=None):
        """Its lines as they were frozen; only those of tasks one may know about."""
        pages = EntryPages()
        found = pages.paginate_queryset(visible_entries(request.user, self.get_object()), request, view=self)
        return pages.get_paginated_response(EntryShape(found, many=True).data)

    @extend_schema(
        parameters=[OpenApiParameter("form", enum=sorted(FORMS), location="path")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        filters=False,
    )
    @action(detail=True, url_path=r"file\.(?P<form>\w+)")
    def file(self, request, pk=None, form: str = "") -> HttpResponse:
        """The list as docx or xlsx; who took it is recorded."""
        if form not in FORMS:
            raise Http404
        return list_file(request.user, self.get_object(), form)
