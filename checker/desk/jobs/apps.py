"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers the app as `jobs`."""

    name = "checker.desk.jobs"
    label = "jobs"
    verbose_name = "后台任务"
