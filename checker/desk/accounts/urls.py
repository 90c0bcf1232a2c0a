"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from checker.desk.accounts import first_run, people, signing

app_name = "accounts"
urlpatterns = [
    path("login/", signing.sign_in, name="login"),
    path("logout/", signing.sign_out, name="logout"),
    path("password/", signing.password, name="password"),
    path("first-run/<str:token>/", first_run.first_run, name="first_run"),
    path("users/", people.users, name="users"),
    path("users/new/", people.new_user, name="new_user"),
    path("users/<int:pk>/", people.user, name="user"),
    path("users/<int:pk>/reset-password/", people.reset_password, name="reset_password"),
]
