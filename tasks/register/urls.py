"""Addresses of the responsibility list and its tasks."""

from django.urls import path

from tasks.register import views

app_name = "register"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("<int:pk>/", views.task_page, name="task"),
    path("<int:pk>/do/<slug:verb>/", views.do, name="do"),
    path("<int:pk>/evidence/<int:evidence_pk>/", views.evidence, name="evidence"),
]
