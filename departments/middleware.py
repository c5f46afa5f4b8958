"""Every request of a person speaks their language, and waits until a temporary password is replaced."""

from django.conf import settings
from django.shortcuts import redirect, resolve_url
from django.utils import translation


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
        if getattr(request.user, "must_change_password", False) and not self._may_pass(request.path):
            return redirect(self.allowed[0])
        return self.get_response(request)

    def _may_pass(self, path: str) -> bool:
        return path.startswith(settings.STATIC_URL) or path in map(resolve_url, self.allowed)
