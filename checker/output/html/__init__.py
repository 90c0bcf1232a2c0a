"""One self-contained page for a browser and for paper.

Nothing is loaded from outside and nothing of a report is ever markup: templates escape every value,
characters that cannot be seen are shown by their code points, and a Content-Security-Policy allows
the page's own style and script by their hashes and nothing else (W3C CSP Level 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.html.environment import environment, policy
from checker.output.html.labels import PAGE_LABELS
from checker.output.html.view import TO_MEND, WORST_FIRST, arrange
from checker.output.labels import LABELS, MARKS
from checker.output.tables import Words
from checker.rulebook import Rulebook

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
STATIC = _HERE / "static"


def write_html(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str, home: str = "") -> str:
    """The checklists as one HTML page: an overview where there are several reports, then each report.

    `home` is the address of a page above this one, for a link back. A report without its text is shown without it.
    """
    words = {**LABELS[lang], **PAGE_LABELS[lang]}
    style, script = base_style(), (STATIC / "page.js").read_text("utf-8")
    return (
        environment(TEMPLATES)
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
            home=home,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
    )


def base_style() -> str:
    """The style that all pages begin with."""
    return (STATIC / "page.css").read_text("utf-8")
