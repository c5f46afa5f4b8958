"""Addresses of the pages by which the house is kept in order."""

from django.urls import path

from departments.upkeep import appointing, creating, lists, parameters, views

app_name = "upkeep"
urlpatterns = [
    path("people/new/", creating.new_person, name="new_person"),
    path("people/import/", creating.import_people, name="import_people"),
    path("people/appointments/", lists.nominations, name="nominations"),
    path("people/appointments/decide/", appointing.decide, name="decide"),
    path("people/locked/", lists.locked, name="locked"),
    path("people/<int:pk>/", views.person, name="person"),
    path("posts/", lists.posts, name="posts"),
    path("posts/new/", creating.new_post, name="new_post"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("departments/new/", creating.new_unit, name="new_unit"),
    path("departments/<int:pk>/", views.unit, name="unit"),
    path("parameters/", parameters.parameters, name="parameters"),
    path("blank/<slug:what>.<slug:form>", creating.blank, name="blank"),
    path("<slug:kind>/<int:pk>/<slug:verb>/", views.do, name="do"),
]
