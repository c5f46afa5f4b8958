"""What makes the site an app on a phone: the manifest, the service worker with its few files, the page without a network."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from departments.parts import address, static

# The offline page and what it needs; nothing that belongs to a person.
SHELL = (
    *("css/tokens.css", "css/frame.css", "css/components.css", "css/forms.css", "css/tables.css"),
    *("css/lists.css", "css/command.css", "css/print.css", "js/offline.js", "favicon.svg"),
)
ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512"}


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker of this version of the site; another version of a file makes another worker."""
    files = [static(name) for name in SHELL]
    version = sha256("".join(files).encode()).hexdigest()[:12]
    context = {"version": version, "files": files, "offline": address("supervision:offline")}
    return render(request, "shell/service-worker.js", context, content_type="text/javascript")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, colours and signs of the app."""
    icons = [{"src": static(name), "sizes": size, "type": "image/png"} for name, size in ICONS.items()]
    icons += [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}]
    said = {
        "name": _("Luoshi"),
        "short_name": _("Luoshi"),
        "lang": get_language(),
        "start_url": address("home"),
        "scope": address("home"),
        "display": "standalone",
        "background_color": "#f7f8fa",
        "theme_color": "#1d3f72",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows without a network: that nothing is lost, and what waits on the device."""
    return render(request, "shell/offline.html")
