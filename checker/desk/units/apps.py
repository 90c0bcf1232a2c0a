"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Registers the app as `units`."""

    name = "checker.desk.units"
    label = "units"
    verbose_name = "单位与年度"
