"""The page and the notice of each unit: those of a single report, in folders of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.auditing.pages.places import Places
from checker.auditing.pages.reports import Reports
from checker.auditing.pages.shelf import Shelf
from checker.output.html import write_html
from checker.output.language import book_in
from checker.output.notice import Letter, write_notice
from checker.rulebook import Rulebook

_HOME = "../index.html"


def write_units(shelf: Shelf, reports: Reports, where: Sequence[Places], book: Rulebook, *, lang: str, letter: Letter, done: Callable[[int], None]) -> None:
    """Writes a page and a notice for each report that counts; `done` is told how many are.

    Raises `OSError`, and `NoticeTemplateError` where the letter's template cannot be used.
    """
    shown = book_in(book, lang)
    for number, (checklist, places) in enumerate(zip(reports, where, strict=True), start=1):
        shelf.put(places.page, write_html([checklist], [], shown, lang=lang, home=_HOME).encode("utf-8"))
        shelf.put(places.notice, write_notice([checklist], [], book, letter=letter))
        done(number)
