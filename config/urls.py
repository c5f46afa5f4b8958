"""The front door: every app's pages, and the API."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import include, path

from config.style import style
from departments.directory import directory, people
from departments.trail import trail
from departments.upkeep.calendar import calendar_page
from departments.upkeep.catalogue import import_page
from supervision.context import first_screen


@login_not_required
def healthz(request):
    """The process answers."""
    return JsonResponse({"ok": True})


def home(request):
    """The first screen of the person's role."""
    return redirect(first_screen(request.user))


urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz),
    path("setup/", include("departments.founding.urls")),
    path("account/", include("departments.urls")),
    path("account/settings/", include("supervision.account.urls")),
    path("tasks/", include("tasks.register.urls")),
    path("requests/", include("tasks.decisions.urls")),
    path("reports/", include("tasks.reports.urls")),
    path("lists/", include("tasks.spreadsheet.urls")),
    path("views/", include("departments.lists.urls")),
    path("inbox/", include("notifications.urls")),
    path("suggestions/", include("notifications.suggestions.urls")),
    path("help/", include("departments.help.urls")),
    path("departments/", directory, name="directory"),
    path("departments/calendar/", calendar_page, name="calendar"),
    path("departments/import/", import_page, name="import_departments"),
    path("people/", people, name="people"),
    path("audit/", trail, name="trail"),
    path("api/", include("config.api")),
    path("", include("departments.upkeep.urls")),
    path("", include("supervision.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
if settings.DEBUG:
    urlpatterns.append(path("style/", style, name="style"))
