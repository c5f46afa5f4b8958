"""Addresses of what lists keep: views and files."""

from django.urls import path

from departments.lists import file_views, saved

app_name = "views"
urlpatterns = [
    path("", saved.saved_views, name="saved"),
    path("save/", saved.save_view, name="save"),
    path("<int:pk>/forget/", saved.forget_view, name="forget"),
    path("<int:pk>/begin/", saved.begin_with, name="begin"),
    path("files/", file_views.files, name="files"),
    path("files/ask/", file_views.ask, name="ask"),
    path("files/<int:pk>/", file_views.download, name="file"),
]
