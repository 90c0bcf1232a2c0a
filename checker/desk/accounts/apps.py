"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app as `accounts`."""

    name = "checker.desk.accounts"
    label = "accounts"
    verbose_name = "用户"

    def ready(self) -> None:
        """Begins to log who comes and goes."""
        from checker.desk.accounts import watching  # noqa: F401  (its receivers are connected by its import)
