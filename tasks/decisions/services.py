"""The verbs on requests by their names; extensions and closings live in files of their own."""

from django.db import transaction

from tasks.decisions.closings import (
    reopen_task,
    review_closing,
    submit_closing,
    verify_closing,
    withdraw_closing,
)
from tasks.decisions.extensions import ask_extension, decide_extension, review_extension, withdraw_extension
from tasks.decisions.models import ClosingRequest, ExtensionRequest
from tasks.decisions.proposals import decline_proposal, propose, withdraw_proposal

__all__ = [
    "ask_extension",
    "decide_extension",
    "decline_proposal",
    "propose",
    "reopen_task",
    "review_closing",
    "review_extension",
    "submit_closing",
    "verify_closing",
    "withdraw_proposal",
    "withdraw_request",
]


@transaction.atomic
def withdraw_request(
    *, actor, request: ExtensionRequest | ClosingRequest
) -> ExtensionRequest | ClosingRequest:
    """Take a request back while it waits for its decision."""
    withdraw = withdraw_closing if isinstance(request, ClosingRequest) else withdraw_extension
    return withdraw(actor=actor, request=request)
