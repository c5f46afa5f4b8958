"""The addresses of the house, and of the limits beside them."""

from django.urls import include, path

from bench import api_list, dashboard, item_page, list_page, my_week, search, write

urlpatterns = [
    path("limit/list/", list_page.limit),
    path("limit/item/<int:pk>/", item_page.limit),
    path("limit/api/", api_list.limit),
    path("limit/write/<int:pk>/", write.limit),
    path("limit/week/", my_week.limit),
    path("limit/search/", search.limit),
    path("limit/dashboard/", dashboard.limit),
    path("", include("config.urls")),
]
