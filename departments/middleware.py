"""Every request of a person carries the language they chose."""

from django.conf import settings
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
