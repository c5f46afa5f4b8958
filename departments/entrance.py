"""Log-ins, failures and log-outs leave a trace, whichever door they came through."""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from audit import clock, log
from departments.failures import ACTION
from departments.models import Person

# In the session: the minute in which the person was last here.
SEEN = "seen"


@receiver(user_logged_in)
def came_in(sender: type, request: HttpRequest, user: Person, **kwargs: object) -> None:
    """A log-in by page or for a token."""
    if hasattr(request, "session"):
        request.session[SEEN] = int(clock.real().timestamp())
    log.record(actor=user, action="departments.logged_in", target=user, **_whence(request))


@receiver(user_logged_out)
def went_out(sender: type, request: HttpRequest, user: Person | None, **kwargs: object) -> None:
    """A log-out of somebody who was in."""
    if user is not None:
        log.record(actor=user, action="departments.logged_out", target=user, **_whence(request))


@receiver(user_login_failed)
def was_refused(
    sender: object, credentials: dict, request: HttpRequest | None = None, **kwargs: object
) -> None:
    """A failed log-in, with the name that was typed; never the password."""
    typed = _typed(credentials)
    log.record(actor=None, action=ACTION, target=_named(typed), **typed, **_whence(request))


@receiver(user_locked_out)
def was_locked(
    sender: object, request: HttpRequest | None = None, username: str = "", **kwargs: object
) -> None:
    """The failure that locked an account."""
    log.record(actor=None, action="departments.locked_out", username=str(username)[:60], **_whence(request))


def _named(typed: dict) -> Person | None:
    """Whose name it was, so that the person can be told; a name that nobody has is kept as typed."""
    name = typed["username"].strip()
    return Person.objects.filter(username__iexact=name).first() if name else None


def _typed(credentials: dict) -> dict:
    return {"username": str(credentials.get("username", ""))[:60].replace("\x00", "")}


def _whence(request: HttpRequest | None) -> dict:
    if request is None:
        return {}
    return {"address": get_client_ip_address(request) or "", "door": _door(request.path)}


def _door(path: str) -> str:
    return "api" if path.startswith("/api/") else "page"
