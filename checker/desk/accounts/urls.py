"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from checker.desk.accounts import people, signing

app_name = "accounts"
urlpatterns = [
    path("login/", signing.sign_in, name="login"),
    path("logout/", signing.sign_out, name="logout"),
    path("password/", signing.password, name="password"),
    path("users/", people.users, name="users"),
]
