"""Addresses of the settings page."""

from django.urls import path

from supervision.account import views

app_name = "account"
urlpatterns = [
    path("", views.settings_page, name="settings"),
    path("start/", views.start, name="start"),
    path("mail/", views.mail, name="mail"),
    path("address/", views.new_address, name="address"),
    path("address/<str:token>/", views.confirm, name="confirm"),
    path("tokens/", views.new_token, name="new_token"),
    path("tokens/<slug:key>/end/", views.end_token, name="end_token"),
    path("sessions/end/", views.end_sessions, name="end_sessions"),
]
