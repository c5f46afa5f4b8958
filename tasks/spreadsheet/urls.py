"""Addresses of the issued lists and their files."""

from django.urls import path

from tasks.spreadsheet import views

app_name = "lists"
urlpatterns = [
    path("", views.versions, name="versions"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/list.<slug:form>", views.download, name="download"),
]
