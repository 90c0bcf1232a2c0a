"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Registers the app as `review`."""

    name = "checker.desk.review"
    label = "review"
    verbose_name = "审核"
