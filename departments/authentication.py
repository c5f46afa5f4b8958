"""Who may come in: an active account whose holder has a post today; everybody else is as good as unknown."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework import exceptions

from audit.numbering import current
from departments.models import Person

# Under this name wrong codes of the set-up page are counted; nobody can have it, because of the space.
SET_UP_CODE = "set-up code"


def may_enter(person: Person) -> bool:
    """An account that is switched off, or whose holder has left every post, opens no door."""
    return person.is_active and bool(person.acting.grants)


class PersonBackend(ModelBackend):
    """Django's check of the password, for people without Django's own permissions and groups."""

    def user_can_authenticate(self, user):
        """Asked at the log-in, only after the password has been checked."""
        return may_enter(user)

    def get_user(self, user_id):
        """Asked at every request: whoever leaves the last post is out at once, without waiting for the session."""
        person = Person.objects.filter(pk=user_id).first()
        return person if person and may_enter(person) else None

    def _get_permissions(self, user_obj, obj, from_name):
        return set()


class TokenAuthentication(KnoxAuthentication):
    """The API's token, under the same conditions as a session: no post, no entry; a temporary password goes first."""

    def validate_user(self, auth_token):
        """The person behind a valid token."""
        if not may_enter(auth_token.user):
            raise exceptions.AuthenticationFailed(_("This account is switched off, or holds no post today."))
        if auth_token.user.must_change_password:
            raise exceptions.PermissionDenied(
                _("Choose a password of your own on the log-in page first."), code="password_change_needed"
            )
        return super().validate_user(auth_token)


def name_as_counted(request: HttpRequest, credentials: dict | None) -> str:
    """The log-in name under which failures are counted: log-ins ignore case, so the lock must too."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return typed.strip().lower()


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """429 in the shape of whoever asked: a page, or the API's code and sentence."""
    seconds = int(settings.AXES_COOLOFF_TIME * 3600)
    if request.path.startswith("/api/"):
        sentence = _("Too many failed log-ins. Try again in %(minutes)s minutes.") % {
            "minutes": seconds // 60
        }
        answer: HttpResponse = JsonResponse(
            {"code": "locked", "detail": sentence, "number": current()}, status=429
        )
    else:
        context = {
            "username": (credentials or {}).get("username", ""),
            "failure_limit": settings.AXES_FAILURE_LIMIT,
            "code": (credentials or {}).get("username") == SET_UP_CODE,
        }
        answer = render(request, "departments/locked.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
