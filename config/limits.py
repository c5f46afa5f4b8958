"""Requests that are too large or malformed are refused before anything reads them."""

from django.conf import settings

from config.errors import too_early

# The largest file (20 MB) with the form around it.
MOST_BYTES = 21 * 1024 * 1024


class LimitMiddleware:
    """First of all: 413 for what is larger than any form of the house, 400 for an address with a NUL in it.

    Django limits forms, not files: without this anybody, also before the log-in, could fill the disk.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _length(request) > _limit(request):
            return too_early(request, 413)
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            return too_early(request, 400)
        return self.get_response(request)


def _length(request) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _limit(request) -> int:
    files = request.META.get("CONTENT_TYPE", "").startswith("multipart/form-data")
    return MOST_BYTES if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
