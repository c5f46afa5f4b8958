"""Addresses of the suggestion box."""

from django.urls import path

from notifications.suggestions import views
from notifications.suggestions.lists import suggestions

app_name = "suggestions"
urlpatterns = [
    path("", suggestions, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
]
