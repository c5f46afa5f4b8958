"""What people see when something goes wrong: what happened, what is kept, what to do, whom to ask, and a number for the log."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.numbering import current, numbered
from config.api import CONFLICTS

HEADER = "X-Request-Id"
_ADMIN = _("The system administrator. Tell the number below; it leads to this moment in the log.")


@dataclass(frozen=True)
class Words:
    """The four things that every error page says; `code` is for programs."""

    code: str
    title: str | Promise
    happened: str | Promise
    kept: str | Promise
    todo: str | Promise
    ask: str | Promise = _ADMIN


WORDS = {
    400: Words(
        "invalid",
        _("The request could not be read"),
        _("The address, or what the browser sent, is damaged."),
        _("Nothing has been changed."),
        _("Go back, reload the page and try again."),
    ),
    403: Words(
        "forbidden",
        _("You may not do this"),
        _("What you may do depends on the post you hold today."),
        _("Nothing has been changed."),
        _("Go back. If it belongs to your work, ask for it or hand it to somebody who may."),
        _("The security administrator, if your post should include it."),
    ),
    404: Words(
        "not_found",
        _("This page does not exist"),
        _("The address may be mistyped, or the item is not one your post may know about."),
        _("Nothing has been changed."),
        _("Search for it from the first page, or go back."),
        _("Whoever sent you the link."),
    ),
    409: Words(
        "conflict",
        _("This can't be done now"),
        _("Somebody or something was quicker, or the moment for it is past."),
        _("Nothing has been changed. What you typed is still in the form when you go back."),
        _("Go back, reload the page and look how things stand."),
        _("Whoever changed it last; the history of the task names them."),
    ),
    413: Words(
        "too_large",
        _("This is larger than 20 MB."),
        _("What was sent is larger than any form here takes."),
        _("Nothing of it has been stored. What you typed is still in the form when you go back."),
        _("Make the file smaller, or split it, and send it again."),
    ),
    429: Words(
        "throttled",
        _("Too many requests"),
        _("More requests came from here than one person makes."),
        _("Nothing is lost."),
        _("Wait a minute and go on."),
    ),
    500: Words(
        "error",
        _("Something went wrong on our side"),
        _("The program met an error and has written it to the log."),
        _(
            "Everything that was saved before is there. What you sent just now was not saved, not even in part."
        ),
        _("Go back: what you typed is still in the form. Try again in a minute."),
    ),
    503: Words(
        "unavailable",
        _("The database does not answer"),
        _("The site is running, but its database can't be reached at the moment."),
        _(
            "Everything that was saved before is there. What you sent just now was not saved, not even in part."
        ),
        _("Leave the page open and try again in some minutes; what you typed stays on your device."),
    ),
}
CSRF = Words(
    "csrf",
    _("The page was open too long"),
    _("Your log-in has changed since this page was opened, so nothing was sent."),
    _("What you typed is still there when you go back with the browser's arrow."),
    _("Copy it, reload the page and send it again. If it happens every time, allow cookies for this site."),
)


class NumberMiddleware:
    """First of all: every request gets its number, and every answer carries it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with numbered() as number:
            answer = self.get_response(request)
        answer[HEADER] = number
        return answer


class RefusalMiddleware:
    """A rule that refuses where no form can show it is explained on a page of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """409 for the wrong moment, 400 for what was sent."""
        if not isinstance(exception, ValidationError):
            return None
        code = getattr(exception, "code", "")
        status = 409 if code in CONFLICTS else 400
        return answer(request, status, said=" ".join(exception.messages), code=code or "")


def answer(
    request: HttpRequest, status: int, *, words: Words | None = None, said: str = "", code: str = ""
) -> HttpResponse:
    """The error as a page, or as JSON for programs; `said` is what the rule itself said."""
    words = words or WORDS[status]
    if request.path.startswith("/api/"):
        found = {"code": code or words.code, "detail": said or str(words.happened), "number": current()}
        return JsonResponse(found, status=status)
    context = {"words": words, "said": said, "status": status, "number": current(), "at": clock.real()}
    context["again"] = request.get_full_path() if request.method == "GET" and status >= 429 else ""
    # Neither the person nor a session is asked for: the database may be what is missing.
    return HttpResponse(render_to_string("error.html", context), status=status)


def too_early(request: HttpRequest, status: int) -> HttpResponse:
    """An error before anything has found out which language is spoken."""
    with translation.override(translation.get_language_from_request(request)):
        return answer(request, status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the reason that the permission table gave."""
    return answer(request, 403, said=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return answer(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a page that was open too long."""
    return answer(request, 403, words=CSRF)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that does not answer."""
    down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    made = answer(request, 503 if down else 500)
    if down:
        made["Retry-After"] = "60"
    return made
