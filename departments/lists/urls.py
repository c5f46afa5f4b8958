"""Addresses of what lists keep: views and files."""

from django.urls import path

from departments.lists import saved

app_name = "views"
urlpatterns = [
    path("", saved.saved_views, name="saved"),
    path("save/", saved.save_view, name="save"),
    path("<int:pk>/forget/", saved.forget_view, name="forget"),
    path("<int:pk>/begin/", saved.begin_with, name="begin"),
]
