"""The API of the inbox."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import pagination, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from notifications import services
from notifications.models import Notice


class NoticeShape(serializers.ModelSerializer):
    class Meta:
        model = Notice
        fields = ["id", "kind", "title", "text", "url", "created_at", "read_at", "done_at"]


class Done(serializers.Serializer):
    notices = serializers.ListField(child=serializers.IntegerField(), max_length=1000)


class NoticePage(pagination.CursorPagination):
    page_size = 50
    ordering = "-id"


class NoticeViewSet(viewsets.ReadOnlyModelViewSet):
    """One's own messages."""

    queryset = Notice.objects.none()
    serializer_class = NoticeShape
    pagination_class = NoticePage

    def get_queryset(self):
        """Nobody reads another's inbox."""
        return Notice.objects.filter(person=self.request.user)

    @extend_schema(request=Done, responses={204: None})
    @action(detail=False, methods=["post"])
    def done(self, request):
        """Mark messages as done."""
        sent = Done(data=request.data)
        sent.is_valid(raise_exception=True)
        services.mark_done(person=request.user, notice_ids=sent.validated_data["notices"])
        return Response(status=204)
