"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Registers the app as `trail`."""

    name = "checker.desk.trail"
    label = "trail"
    verbose_name = "操作记录"
