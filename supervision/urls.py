"""Addresses of the week, the month, the queue, the dashboard and the jobs."""

from django.urls import path

from supervision import shell
from supervision.delegations import views as delegations
from supervision.monthly import views as monthly
from supervision.monthly.lists import bulletins
from supervision.overview import views as overview
from supervision.queue import views as queue
from supervision.runs import views as runs
from supervision.search import views as search
from supervision.urging import views as urging
from supervision.urging.lists import urgings
from supervision.weekly import views as weekly
from supervision.weekly.lists import checks

app_name = "supervision"
urlpatterns = [
    path("service-worker.js", shell.service_worker, name="service_worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("offline/", shell.offline, name="offline"),
    path("search/", search.search_page, name="search"),
    path("search/box/", search.box, name="box"),
    path("week/", weekly.week_page, name="my_week"),
    path("week/confirm/", weekly.confirm, name="confirm"),
    path("week/checks/<int:pk>/", weekly.answer, name="answer"),
    path("week/urgings/<int:pk>/", weekly.reply, name="reply"),
    path("weeks/", weekly.rounds, name="rounds"),
    path("weeks/<int:pk>/", weekly.round_page, name="round"),
    path("checks/", checks, name="checks"),
    path("urgings/", urgings, name="urgings"),
    path("tasks/<int:pk>/urge/", urging.urge, name="urge"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:pk>/end/", delegations.end, name="delegation_end"),
    path("queue/", queue.queue_page, name="queue"),
    path("queue/<slug:code>/<int:pk>/", queue.row, name="queue_row"),
    path("dashboard/", overview.dashboard_page, name="dashboard"),
    path("bulletins/", bulletins, name="bulletins"),
    path("bulletins/<int:pk>/", monthly.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/edit/", monthly.edit, name="bulletin_edit"),
    path("bulletins/<int:pk>/sign/", monthly.sign, name="bulletin_sign"),
    path("bulletins/<int:pk>/rows/", monthly.rows, name="bulletin_rows"),
    path("bulletins/<int:pk>/bulletin.docx", monthly.document, name="bulletin_document"),
    path("statements/", monthly.statements, name="statements"),
    path("statements/<int:pk>/", monthly.statement, name="statement"),
    path("jobs/", runs.jobs_page, name="jobs"),
    path("jobs/<slug:name>/", runs.job_page, name="job"),
    path("jobs/<slug:name>/run/", runs.run_now, name="run_now"),
]
