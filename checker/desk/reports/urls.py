"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from checker.desk.reports import batch_views, downloads, moves, views

app_name = "reports"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.submission, name="submission"),
    path("<int:pk>/upload", moves.upload, name="upload"),
    path("archives/<int:year>/", batch_views.archives, name="archives"),
    path("archives/job/<int:pk>/", batch_views.archive, name="archive"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/status", views.status, name="status"),
    path("versions/<int:pk>/hand-in", moves.hand_in, name="hand_in"),
    path("versions/<int:pk>/withdraw", moves.withdraw, name="withdraw"),
    path("versions/<int:pk>/file", downloads.file, name="file"),
    path("versions/<int:pk>/export/<str:format>", downloads.export, name="export"),
]
