"""One self-contained page for a browser and for paper.

Nothing is loaded from outside and nothing of a report is ever markup: templates escape every value,
characters that cannot be seen are shown by their code points, and a Content-Security-Policy allows
the page's own style and script by their hashes and nothing else (W3C CSP Level 3).
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.html.labels import PAGE_LABELS
from checker.output.html.safe import shown
from checker.output.html.view import TO_MEND, WORST_FIRST, arrange
from checker.output.labels import LABELS, MARKS
from checker.output.tables import Words
from checker.rulebook import Rulebook

_HERE = Path(__file__).parent


def write_html(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str) -> str:
    """The checklists as one HTML page: an overview where there are several reports, then each report."""
    words = {**LABELS[lang], **PAGE_LABELS[lang]}
    style, script = ((_HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
    return (
        _environment()
        .get_template("page.html")
        .render(
            lang=lang,
            words=words,
            said=Words(lang, book),
            marks=MARKS,
            statuses=WORST_FIRST,
            to_mend=TO_MEND,
            book=book,
            reports=[arrange(c, n, book, words, lang) for n, c in enumerate(checklists, start=1)],
            failures=failures,
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
        )
    )


def _policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["points"] = _points
    environment.filters["file_name"] = _file_name
    return environment


def _safe(value: Any) -> Any:
    """Every value on its way into the page, before it is escaped."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _points(value: float) -> str:
    """Points without needless zeros: 5, 2.5, 3.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _file_name(source: str) -> str:
    return source.replace("\\", "/").rsplit("/", 1)[-1]
