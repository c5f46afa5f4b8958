"""Every request of a person prolongs the session, speaks their language, and waits for a password of their own."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.translation import gettext as _

from audit import clock
from audit.numbering import current
from departments.entrance import SEEN


class IdleMiddleware:
    """Each request begins the idle time anew; written at most once a minute, because every write costs a statement."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(clock.real().timestamp())
            if now - request.session.get(SEEN, 0) >= 60:
                request.session[SEEN] = now
        return self.get_response(request)


class LanguageMiddleware:
    """Speak the person's own language, when they have chosen one, on every page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = getattr(request.user, "language", "")
        if language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


class TemporaryPasswordMiddleware:
    """Whoever logged in with a temporary password chooses their own before anything else."""

    allowed = ("departments:password", "departments:logout", "departments:language")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not getattr(request.user, "must_change_password", False) or self._may_pass(request.path):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            sentence = _("Choose a password of your own on the log-in page first.")
            return JsonResponse(
                {"code": "password_change_needed", "detail": sentence, "number": current()}, status=403
            )
        return redirect(self.allowed[0])

    def _may_pass(self, path: str) -> bool:
        return path.startswith(settings.STATIC_URL) or path in map(resolve_url, self.allowed)
