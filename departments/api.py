"""The API of the departments, and who one is."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response
from rest_framework.views import APIView

from departments.models import Department
from departments.permissions import TABLE, may
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
