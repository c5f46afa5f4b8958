"""Addresses of the set-up; none of them is there once the city is founded."""

from django.urls import path

from departments.founding import views

app_name = "founding"
urlpatterns = [
    path("", views.begin, name="begin"),
    path("resume/", views.resume, name="resume"),
    path("template/<slug:what>.<slug:form>", views.template, name="template"),
    path("<slug:name>/", views.step, name="step"),
]
