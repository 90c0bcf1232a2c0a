"""What the first users would wait for: views, templates and the rulebook, read before the desk says that it is there."""

from __future__ import annotations

import logging
from importlib import import_module

from django.conf import settings
from django.template import engines

from checker.desk import rulebooks
from checker.rulebook import RulebookError

log = logging.getLogger("checker.desk.server")


def warm() -> None:
    """Reads them. A rulebook with errors is told with the page that needs it."""
    import_module(settings.ROOT_URLCONF)
    templates = engines["desk"].env  # type: ignore[attr-defined]
    for name in templates.list_templates(extensions=["html"]):
        templates.get_template(name)
    try:
        rulebooks.load(settings.DESK.rulebook)
    except (RulebookError, OSError):
        log.exception("rulebook %s", settings.DESK.rulebook)
