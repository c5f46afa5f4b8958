"""Addresses of the Reports' pages."""

from django.urls import path

from tasks.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("import/", views.import_page, name="import"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/text/", views.text, name="text"),
    path("<int:pk>/difference/", views.difference, name="difference"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/issue/", views.issue, name="issue"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/bulk/", views.bulk, name="bulk"),
    path("<int:pk>/drafts/<int:task_pk>/", views.edit, name="edit"),
    path("<int:pk>/drafts/<int:task_pk>/split/", views.split, name="split"),
    path("<int:pk>/sentences/<int:passage_pk>/restore/", views.restore, name="restore"),
]
