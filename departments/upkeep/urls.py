"""Addresses of the pages by which the house is kept in order."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from departments.upkeep import appointing, creating, lists, parameters, views
from departments.upkeep.acts import KINDS


class KindConverter(StringConverter):
    """What an act is done to; other words are addresses of other pages."""

    regex = "|".join(KINDS)


class ActConverter(StringConverter):
    """What can be done to any of them."""

    regex = "|".join(sorted({verb for kind in KINDS.values() for verb in kind.acts}))


register_converter(KindConverter, "kind")
register_converter(ActConverter, "act")

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
    path("<kind:kind>/<int:pk>/<act:verb>/", views.do, name="do"),
]
