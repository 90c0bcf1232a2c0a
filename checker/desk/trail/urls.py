"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from checker.desk.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.index, name="index"),
    path("export.csv", views.export, name="export"),
]
