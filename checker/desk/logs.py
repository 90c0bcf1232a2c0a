"""What the desk's processes write down for administrators: a file of its own for each, in the folder `logs`."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.conf import settings

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES, _FILES = 2_000_000, 4


def log_to(name: str) -> None:
    """Writes this process's log into the file `name`.log too. Raises `OSError` where that cannot be."""
    folder: Path = settings.DESK.data / "logs"
    folder.mkdir(exist_ok=True)
    handler = RotatingFileHandler(folder / f"{name}.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(FORM))
    logging.getLogger().addHandler(handler)
