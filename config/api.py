"""The API's wiring: routes, and errors explained in one shape."""

from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from knox.models import AuthToken
from rest_framework import exceptions, permissions, routers, serializers
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from departments.api import DepartmentViewSet, MeView
from departments.verdicts import Forbidden
from notifications.api import NoticeViewSet
from supervision import api as supervision
from tasks.register.api import TaskViewSet
from tasks.reports.api import ReportViewSet


def explain(error: Exception, context: dict) -> Response | None:
    """Turn a refusal or a rule's error into `{"code", "detail"}`: 403 with the reason, 409 for the wrong moment."""
    if isinstance(error, Forbidden):
        return Response(
            {"code": "forbidden", "detail": error.verdict.reason, "ask": error.verdict.ask}, status=403
        )
    if isinstance(error, ValidationError):
        return _rule_broken(error)
    return exception_handler(error, context)


def _rule_broken(error: ValidationError) -> Response:
    if hasattr(error, "error_dict"):
        return Response({"code": "invalid", "fields": error.message_dict}, status=400)
    code = error.error_list[0].code or "invalid"
    status = 409 if code in CONFLICTS else 400
    return Response({"code": code, "detail": " ".join(error.messages)}, status=status)


# Codes of rules that speak of the moment, not of what was sent.
CONFLICTS = {"wrong_state", "changed_meanwhile", "already_decided", "round_closed", "frozen"}


class LogIn(serializers.Serializer):
    username = serializers.CharField()
    password = serializers.CharField()


class Token(serializers.Serializer):
    token = serializers.CharField()
    expiry = serializers.DateTimeField(allow_null=True)


@method_decorator(login_not_required, name="dispatch")
class TokenView(APIView):
    """A token for name and password: to be sent as `Authorization: Token …`; stored only as a hash."""

    authentication_classes = ()
    permission_classes = (permissions.AllowAny,)

    @extend_schema(request=LogIn, responses=Token)
    def post(self, request):
        """Log in; failures count towards the lock-out."""
        sent = LogIn(data=request.data)
        sent.is_valid(raise_exception=True)
        person = authenticate(request, **sent.validated_data)
        if person is None:
            raise exceptions.AuthenticationFailed(
                _("Name and password do not match, or the account is locked.")
            )
        issued, token = AuthToken.objects.create(person)
        return Response({"token": token, "expiry": issued.expiry})


router = routers.SimpleRouter()
router.register("tasks", TaskViewSet)
router.register("reports", ReportViewSet)
router.register("checks", supervision.CheckViewSet)
router.register("urgings", supervision.UrgingViewSet)
router.register("bulletins", supervision.BulletinViewSet)
router.register("statements", supervision.StatementViewSet)
router.register("jobs", supervision.JobRunViewSet)
router.register("notices", NoticeViewSet)
router.register("departments", DepartmentViewSet)

urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("me/", MeView.as_view(), name="me"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    path("", include(router.urls)),
]
app_name = "api"
