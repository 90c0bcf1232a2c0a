"""The addresses of the overview."""

from __future__ import annotations

from django.urls import path

from checker.desk.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.county, name="county"),
    path("<int:year>/", views.season, name="season"),
    path("<int:year>/files/make/", views.make_files, name="make_files"),
    path("<int:year>/files/<str:name>", views.file, name="file"),
]
