"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Registers the app as `overview`."""

    name = "checker.desk.overview"
    label = "overview"
    verbose_name = "全县"
