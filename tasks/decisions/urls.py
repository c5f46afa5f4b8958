"""Addresses of the requests."""

from django.urls import path

from tasks.decisions import lists

app_name = "decisions"
urlpatterns = [
    path("extensions/", lists.extensions, name="extensions"),
    path("closings/", lists.closings, name="closings"),
]
