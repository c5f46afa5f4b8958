"""The front door: every app's pages, and the API."""

from django.http import JsonResponse
from django.contrib.auth.decorators import login_not_required
from django.urls import path


@login_not_required
def healthz(request):
    """The process answers."""
    return JsonResponse({"ok": True})


urlpatterns = [path("healthz", healthz)]
