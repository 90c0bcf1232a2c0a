"""The addresses of units and seasons."""

from __future__ import annotations

from django.urls import path

from checker.desk.units import views

app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new_unit, name="new_unit"),
    path("<int:pk>/", views.unit, name="unit"),
    path("seasons/new/", views.new_season, name="new_season"),
    path("seasons/<int:year>/", views.season, name="season"),
    path("seasons/<int:year>/roster/", views.roster, name="roster"),
    path("seasons/<int:year>/add/", views.add, name="add"),
    path("seasons/<int:year>/deadlines/<int:pk>/", views.deadline, name="deadline"),
    path("seasons/<int:year>/drop/<int:pk>/", views.drop, name="drop"),
]
