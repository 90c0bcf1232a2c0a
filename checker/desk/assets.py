"""Styles and scripts: browsers keep them, and ask for them again when they have changed."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static as address_of


@lru_cache(maxsize=64)
def static(path: str) -> str:
    """The address of a file of the desk (`desk/desk.css`), which is another one when its content is."""
    found = finders.find(path)
    content = Path(found).read_bytes() if isinstance(found, str) else b""
    return f"{address_of(path)}?{hashlib.sha256(content).hexdigest()[:12]}"
