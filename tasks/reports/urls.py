"""Addresses of the Reports' pages."""

from django.urls import path

from tasks.reports import editing_views, import_views, review_views, views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("import/", import_views.import_page, name="import"),
    path("<int:pk>/", review_views.review, name="review"),
    path("<int:pk>/text/", views.text, name="text"),
    path("<int:pk>/difference/", views.difference, name="difference"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/issue/", views.issue, name="issue"),
    path("<int:pk>/look/", review_views.look, name="look"),
    path("<int:pk>/date/", review_views.date_words, name="date"),
    path("<int:pk>/undo/", review_views.undo, name="undo"),
    path("<int:pk>/bulk/", review_views.bulk, name="bulk"),
    path("<int:pk>/drafts/", review_views.all_drafts, name="drafts"),
    path("<int:pk>/drafts/<int:task_pk>/", editing_views.edit, name="edit"),
    path("<int:pk>/drafts/<int:task_pk>/split/", review_views.split, name="split"),
    path("<int:pk>/sentences/<int:number>/", views.sentence, name="sentence"),
    path("<int:pk>/sentences/<int:number>/restore/", review_views.restore, name="restore"),
]
