"""The API's wiring: routes, and errors explained in one shape."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404
from django.urls import include, path
from django.utils.translation import gettext as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import exceptions, routers
from rest_framework.response import Response
from rest_framework.views import exception_handler

from audit.numbering import current
from config.api_tokens import LogOutView, TokenView
from departments.api import DepartmentViewSet, MeView, TrailViewSet
from departments.verdicts import Forbidden
from notifications.api import NoticeViewSet
from supervision import api as supervision
from supervision.overview import api as overview
from supervision.runs.api import JobRunViewSet, JobViewSet
from tasks.register.api import TaskViewSet
from tasks.reports.api import ReportViewSet
from tasks.spreadsheet.api import ListViewSet


class TokenScheme(KnoxTokenScheme):
    """Our own condition beside knox's changes nothing for the schema."""

    target_class = "departments.authentication.TokenAuthentication"


# Codes of rules that speak of the moment, not of what was sent.
CONFLICTS = {
    "wrong_state",
    "changed_meanwhile",
    "already_decided",
    "already_pending",
    "already_imported",
    "already_there",
    "too_late",
    "round_closed",
    "frozen",
    "nothing_to_undo",
    "nothing_to_issue",
    "milestones_open",
    "incomplete",
}


def explain(error: Exception, context: dict) -> Response | None:
    """Every refusal in one shape, with the number that finds it in the log."""
    answer = _explained(error, context)
    if answer is not None:
        answer.data["number"] = current()
    return answer


def _explained(error: Exception, context: dict) -> Response | None:
    """Every refusal as `{"code", "detail"}`: 403 with the reason and what to ask for, 404 for what one may not know,
    409 for the wrong moment, 400 with the fields that are wrong."""
    if isinstance(error, Forbidden):
        said = {"code": "forbidden", "detail": str(error.verdict.reason), "ask": error.verdict.ask}
        return Response(said, status=403)
    if isinstance(error, ValidationError):
        return _rule_broken(error)
    if isinstance(error, ObjectDoesNotExist | Http404):
        return Response(
            {"code": "not_found", "detail": _("There is nothing here that you may know of.")}, 404
        )
    answer = exception_handler(error, context)
    if answer is not None:
        answer.data = _said(error, answer.data)
    return answer


def _rule_broken(error: ValidationError) -> Response:
    if hasattr(error, "error_dict"):
        sentence = _("Some fields are wrong.")
        return Response({"code": "invalid", "detail": sentence, "fields": error.message_dict}, status=400)
    code = error.error_list[0].code or "invalid"
    status = 409 if code in CONFLICTS else 400
    return Response({"code": code, "detail": " ".join(error.messages)}, status=status)


def _said(error: Exception, data) -> dict:
    """What Django REST framework raises, in the same shape."""
    if isinstance(error, exceptions.ValidationError):
        fields = data if isinstance(data, dict) else {"non_field_errors": data}
        return {"code": "invalid", "detail": _("Some fields are wrong."), "fields": fields}
    code = error.get_codes() if isinstance(error, exceptions.APIException) else "forbidden"
    detail = data.get("detail", "") if isinstance(data, dict) else data
    return {"code": code if isinstance(code, str) else "invalid", "detail": str(detail)}


router = routers.SimpleRouter()
router.register("tasks", TaskViewSet)
router.register("lists", ListViewSet)
router.register("reports", ReportViewSet)
router.register("rounds", supervision.RoundViewSet)
router.register("checks", supervision.CheckViewSet)
router.register("urgings", supervision.UrgingViewSet)
router.register("bulletins", supervision.BulletinViewSet)
router.register("statements", supervision.StatementViewSet)
router.register("jobs", JobViewSet, basename="job")
router.register("job-runs", JobRunViewSet)
router.register("notices", NoticeViewSet)
router.register("departments", DepartmentViewSet)
router.register("audit", TrailViewSet)

urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("token/revoke/", LogOutView.as_view(), name="revoke"),
    path("me/", MeView.as_view(), name="me"),
    path("queue/", overview.QueueView.as_view(), name="queue"),
    path("dashboard/", overview.DashboardView.as_view(), name="dashboard"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    path("", include(router.urls)),
]
app_name = "api"
