"""What every page of the project is made with: templates that escape, and a policy that lets nothing in from outside."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checker.output.html.safe import shown


def policy(style: str, *scripts: str) -> str:
    """A Content-Security-Policy (W3C, Level 3) that allows a page its own style and scripts, by their hashes, and nothing else."""
    allowed = " ".join(f"'{_digest(script)}'" for script in scripts)
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src {allowed}; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def environment(*folders: Path) -> Environment:
    """Templates of some folders, the first that has one: every value is escaped, characters that cannot be seen are shown, unknown names are errors."""
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["points"] = _points
    made.filters["percent"] = percent
    made.filters["file_name"] = _file_name
    return made


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _safe(value: Any) -> Any:
    """Every value on its way into the page, before it is escaped."""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _points(value: float) -> str:
    """Points without needless zeros: 5, 2.5, 3.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float | None) -> str:
    """A share as a whole percentage; a dash where there is none."""
    return "—" if share is None else f"{100 * share:.0f}%"


def _file_name(source: str) -> str:
    return source.replace("\\", "/").rsplit("/", 1)[-1]
