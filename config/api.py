"""The API's wiring: routes, and errors explained in one shape."""

from django.core.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from departments.verdicts import Forbidden


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
