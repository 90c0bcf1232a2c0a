"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the app as `reports`."""

    name = "checker.desk.reports"
    label = "reports"
    verbose_name = "报送"
