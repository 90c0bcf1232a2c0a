"""The addresses of the desk."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from checker.desk.home import home

handler400 = "checker.desk.errors.bad_request"
handler403 = "checker.desk.errors.forbidden"
handler404 = "checker.desk.errors.not_found"
handler500 = "checker.desk.errors.failed"

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("checker.desk.accounts.urls")),
    path("units/", include("checker.desk.units.urls")),
    path("reports/", include("checker.desk.reports.urls")),
    path("review/", include("checker.desk.review.urls")),
    path("overview/", include("checker.desk.overview.urls")),
    path("log/", include("checker.desk.trail.urls")),
    path("jobs/", include("checker.desk.jobs.urls")),
    path("admin/", admin.site.urls),
]
