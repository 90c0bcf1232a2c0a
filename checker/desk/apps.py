"""Django's admin as the desk has it."""

from __future__ import annotations

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig


class Administration(SimpleAdminConfig):
    """The admin with the desk's own site, in which every table of the desk is to be seen."""

    default_site = "checker.desk.administration.Site"

    def ready(self) -> None:
        """Registers the tables."""
        super().ready()
        from django.contrib import admin

        from checker.desk.administration import ReadOnly

        for config in apps.get_app_configs():
            if config.name.startswith("checker.desk."):
                admin.site.register(list(config.get_models()), ReadOnly)
