"""The API of the departments, and who one is."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, pagination, serializers, viewsets
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.models import AuditEntry
from departments.models import Department
from departments.permissions import TABLE, may
from departments.trail import TrailFilter
from departments.verdicts import require


class DepartmentShape(serializers.ModelSerializer):
    aliases = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)

    class Meta:
        model = Department
        fields = ["id", "name", "short_name", "kind", "parent", "supervises", "aliases", "dissolved_on"]


class DepartmentViewSet(viewsets.ReadOnlyModelViewSet):
    """The tree of departments."""

    queryset = Department.objects.none()
    serializer_class = DepartmentShape

    def get_queryset(self):
        """All departments, for whoever may read them."""
        require(may(self.request.user, "read_departments"))
        return Department.objects.prefetch_related("aliases")


class MeShape(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    verbs = serializers.ListField(child=serializers.CharField())


class MeView(APIView):
    """Who is asking, and which verbs their posts include at all."""

    @extend_schema(responses=MeShape)
    def get(self, request):
        """The person, the roles, the verbs."""
        roles = request.user.acting.roles
        verbs = sorted(verb for verb, cells in TABLE.items() if roles & cells.keys())
        return Response(
            {"id": request.user.pk, "name": request.user.name, "roles": sorted(roles), "verbs": verbs}
        )


class EntryShape(serializers.ModelSerializer):
    class Meta:
        model = AuditEntry
        fields = [
            *("id", "at", "actor_id", "actor_name", "actor_post", "action", "target_type", "target_id"),
            "details",
        ]


class EntryPage(pagination.CursorPagination):
    page_size = 100
    max_page_size = 500
    page_size_query_param = "page_size"
    ordering = "-id"


_SEARCH = [OpenApiParameter(name, str) for name in ("actor", "action", "first", "last")]


class TrailViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The audit trail, for the audit administrator: newest first, by name, action and day."""

    queryset = AuditEntry.objects.none()
    serializer_class = EntryShape
    pagination_class = EntryPage
    filter_backends = ()

    @extend_schema(parameters=_SEARCH)
    def list(self, request, *args, **kwargs):
        """A page of entries."""
        return super().list(request, *args, **kwargs)

    def get_queryset(self):
        """What was looked for, by the same conditions as the page."""
        require(may(self.request.user, "read_audit"))
        found = TrailFilter(self.request.query_params, AuditEntry.objects.all(), request=self.request)
        if not found.is_valid():
            raise ValidationError(found.errors.as_data())
        return found.qs
