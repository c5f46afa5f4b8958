"""The pages of one's own account."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from departments import views

app_name = "departments"
urlpatterns = [
    path("login/", views.log_in, name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.change_password, name="password"),
    path("language/", views.choose_language, name="language"),
    path("type-size/", views.switch_type_size, name="type_size"),
]
