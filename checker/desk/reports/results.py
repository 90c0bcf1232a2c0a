"""What the checker made of a version, back from what is stored: the checklist, and the view of it that templates draw.

Checklists are kept in memory, by file and hash of the result, since a page and its downloads ask for the same one
again and again; so a version may be loaded without its record and text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from markupsafe import Markup

from checker.auditing import stored
from checker.desk import rulebooks
from checker.desk.accounts.models import User
from checker.desk.reports.models import Checked, Version
from checker.desk.review.effective import effective
from checker.judging.checklist import Checklist
from checker.output.html.labels import PAGE_LABELS
from checker.output.html.view import TO_MEND, WORST_FIRST, Report, arrange
from checker.output.labels import LABELS, MARKS
from checker.output.tables import Words
from checker.rulebook import Rulebook

LANGUAGE = "zh"
WORDS: Mapping[str, str] = {**LABELS[LANGUAGE], **PAGE_LABELS[LANGUAGE]}
_KEPT = 256  # checklists with their texts, and as many pages, of some 100 kB each: a county's last versions


def book_of(version: Version) -> Rulebook:
    """The rulebook that the version was judged by; where it is no longer there, the one that serves its season."""
    return rulebooks.book_of(version)


def checklist_of(version: Version) -> Checklist:
    """The program's (masked and sealed) checklist of a version, with the rulebook it names. Raises `ValueError` for one without a result."""
    if version.checked != Checked.DONE:
        raise ValueError(f"version {version.pk} has no result")
    return _checklist(version.stored, version.result_hash)


def shown_checklist(version: Version, user: User) -> Checklist:
    """The checklist as `user` sees it: with the reviewers' verdicts in place of the program's; for a drafter, once they have decided."""
    checklist = checklist_of(version)
    if not (user.reviews or version.decisions.exists()):
        return checklist
    return effective(checklist, version.overrides.all(), book_of(version))


def report_view(version: Version, checklist: Checklist | None = None, *, book: Rulebook | None = None) -> Report:
    """The version's checklist, or another one of it (as reviewers have it), arranged for `report.html`."""
    return arrange(checklist or checklist_of(version), 1, book or book_of(version), WORDS, LANGUAGE)


def report_context(version: Version, checklist: Checklist | None = None) -> dict[str, Any]:
    """All that the template `reports/report_view.html` needs of a version.

    A page may add `item_more`, the name of a template that is drawn at the end of each item, with `item` at hand.
    """
    book = book_of(version)
    return {
        "report": report_view(version, checklist, book=book),
        "words": WORDS,
        "said": Words(LANGUAGE, book),
        "marks": MARKS,
        "statuses": WORST_FIRST,
        "to_mend": TO_MEND,
        "several": False,
        "top": 2,
    }


def drawn(version: Version, checklist: Checklist) -> Markup:
    """The version's text and checklist as they stand on its page; what is the program's own is drawn once and kept."""
    if checklist is checklist_of(version):
        return _drawn(version.stored, version.result_hash)
    return _draw(version, checklist)


def _draw(version: Version, checklist: Checklist) -> Markup:
    return Markup(render_to_string("reports/report_view.html", report_context(version, checklist)))  # escaped by the template


@lru_cache(maxsize=_KEPT)
def _drawn(stored_file: str, result_hash: str) -> Markup:
    version = Version.objects.select_related("submission__season").defer("record", "text").get(stored=stored_file)
    return _draw(version, _checklist(stored_file, result_hash))


@lru_cache(maxsize=_KEPT)
def _checklist(stored_file: str, result_hash: str) -> Checklist:
    version = Version.objects.get(stored=stored_file)
    if version.record is None or version.text is None:
        raise ValueError(f"version {version.pk} has no result")
    made = stored.checklist_of(version.record, version.text, book_of(version), pipeline=version.pipeline)
    return replace(made, rulebook=version.rulebook, rulebook_version=version.rulebook_version)
