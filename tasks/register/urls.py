"""Addresses of the responsibility list and its tasks."""

from django.urls import path

from tasks.decisions import views as decisions
from tasks.discussion import views as discussion
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
    path("<int:pk>/evidence/<int:evidence_pk>/preview/", views.evidence_preview, name="preview"),
    path("<int:pk>/readers/", discussion.readers, name="readers"),
    path("<int:pk>/comments/<int:comment_pk>/withdraw/", discussion.withdraw, name="withdraw_comment"),
    path("<int:pk>/propose/<slug:verb>/", decisions.propose_verb, name="propose"),
    path("<int:pk>/proposals/<int:proposal_pk>/decline/", decisions.decline, name="decline"),
    path("<int:pk>/proposals/<int:proposal_pk>/withdraw/", decisions.withdraw, name="withdraw_proposal"),
]
