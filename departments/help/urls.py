"""Addresses of the help pages."""

from django.urls import path

from departments.help import views

app_name = "help"
urlpatterns = [
    path("", views.contents, name="contents"),
    path("<slug:name>/", views.chapter, name="chapter"),
]
