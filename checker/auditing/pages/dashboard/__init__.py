"""The overview of an audit in a browser: one file, with nothing from outside, for the screen and for paper.

The table of units and requirements is the heat map: every cell holds a word, colours and signs come
from the style. Charts are drawn by the bundled library over the same figures, which stand in tables
beneath them. Of a season with many units only so many rows are in the page at once, the others wait
in an inert part of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from checker.auditing.pages.dashboard.view import MOST_ROWS, PAGE_OF_ROWS, arrange
from checker.auditing.pages.labels import AUDIT_LABELS, AuditWords
from checker.auditing.pages.places import Places
from checker.auditing.summary import Summary
from checker.output.html import TEMPLATES as REPORT_TEMPLATES
from checker.output.html import base_style
from checker.output.html.environment import environment, policy
from checker.output.labels import LABELS, MARKS

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
_STATIC = _HERE / "static"
_CHART = Path(__file__).parents[1] / "vendor" / "chart.umd.min.js"


def write_dashboard(summary: Summary, where: Sequence[Places], words: AuditWords) -> str:
    """The page as text; the same summary gives the same text. `where` are the places of the rows' own pages."""
    view = arrange(summary, where, words)
    style = base_style() + (_STATIC / "dashboard.css").read_text("utf-8")
    chart, script = _CHART.read_text("utf-8"), (_STATIC / "dashboard.js").read_text("utf-8")
    return (
        environment(TEMPLATES, REPORT_TEMPLATES)
        .get_template("dashboard.html")
        .render(
            said=words,
            lang=words.lang,
            words={**LABELS[words.lang], **AUDIT_LABELS[words.lang]},
            marks=MARKS,
            summary=summary,
            view=view,
            page_of_rows=PAGE_OF_ROWS,
            most_rows=MOST_ROWS,
            whole=True,  # with the files beside it, and copies found
            data=Markup(embedded(view.charts)),
            style=Markup(style),
            chart=Markup(chart),
            script=Markup(script),
            policy=policy(style, chart, script),
        )
    )


def embedded(data: object) -> str:
    """Data as JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
