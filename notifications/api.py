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


class ChosenNotices(serializers.Serializer):
    notices = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=1000
    )


class NoticePage(pagination.CursorPagination):
    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-id"


class NoticeViewSet(viewsets.ReadOnlyModelViewSet):
    """One's own messages."""

    queryset = Notice.objects.none()
    serializer_class = NoticeShape
    pagination_class = NoticePage

    def get_queryset(self):
        """Nobody reads another's inbox."""
        return Notice.objects.of(self.request.user)

    @extend_schema(request=ChosenNotices, responses={204: None})
    @action(detail=False, methods=["post"])
    def read(self, request):
        """Mark messages as read."""
        services.mark_read(actor=request.user, notice_ids=_chosen(request))
        return Response(status=204)

    @extend_schema(request=ChosenNotices, responses={204: None})
    @action(detail=False, methods=["post"])
    def done(self, request):
        """Mark messages as done."""
        services.mark_done(actor=request.user, notice_ids=_chosen(request))
        return Response(status=204)


def _chosen(request) -> list[int]:
    sent = ChosenNotices(data=request.data)
    sent.is_valid(raise_exception=True)
    return sent.validated_data["notices"]
