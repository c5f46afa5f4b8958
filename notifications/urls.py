"""Addresses of the inbox."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("done/", views.done, name="done"),
    path("undo/", views.undo, name="undo"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("<int:pk>/mute/", views.mute, name="mute"),
    path("unmute/<int:task>/", views.unmute, name="unmute"),
]
