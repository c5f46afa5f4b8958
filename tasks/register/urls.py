"""Addresses of the responsibility list and its tasks."""

from django.urls import path

from tasks.progress.lists import all_evidence
from tasks.register import bulk_views, views

app_name = "register"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("evidence/", all_evidence, name="all_evidence"),
    path("bulk/", bulk_views.bulk_edit, name="bulk"),
    path("bulk/<int:pk>/", bulk_views.bulk_done, name="bulk_done"),
    path("bulk/<int:pk>/undo/", bulk_views.bulk_undo, name="bulk_undo"),
    path("<int:pk>/", views.task_page, name="task"),
    path("<int:pk>/do/<slug:verb>/", views.do, name="do"),
    path("<int:pk>/evidence/<int:evidence_pk>/", views.evidence, name="evidence"),
]
