"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from checker.desk.jobs import views

app_name = "jobs"
urlpatterns = [path("<int:pk>/", views.progress, name="progress")]
