"""What people see of an audit: a workbook, an overview in a browser, pages and notices for each unit, a draft circular.

Everything comes from the summary and the results in the folder of an audit, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.output.notice import Letter
    from checker.rulebook import Rulebook

OVERVIEW, COPIES_PAGE, WORKBOOK, BRIEFING = "index.html", "copies.html", "summary.xlsx", "briefing.docx"


def write_pages(
    folder: Path,
    book: Rulebook,
    *,
    letter: Letter,
    lang: str = "zh",
    each_unit: bool = True,
    done: Callable[[int], None] = lambda number: None,
) -> tuple[str, ...]:
    """Writes all that people see of the finished audit in `folder`; the same results give the same bytes.

    `letter` is what the office adds to notices and the circular; without `each_unit` no page or notice
    of a unit is written (for a country's units they would be very many); `done` is told how many units
    have theirs. Files are put in place whole. Those that were edited by hand since an earlier run are
    kept: their new names are returned.

    Raises `SummaryError` where the folder has no results, `OSError` where it cannot be written,
    `NoticeTemplateError` where the letter's template cannot be used.
    """
    from checker.auditing.pages.briefing import write_briefing
    from checker.auditing.pages.copies import write_copies
    from checker.auditing.pages.dashboard import write_dashboard
    from checker.auditing.pages.labels import AuditWords
    from checker.auditing.pages.places import places
    from checker.auditing.pages.reports import Reports
    from checker.auditing.pages.sheets import Basis, write_workbook
    from checker.auditing.pages.shelf import Shelf
    from checker.auditing.pages.unit_pages import write_units
    from checker.auditing.summary import load
    from checker.output.language import book_in

    summary = load(folder)
    words = AuditWords(lang, book_in(book, lang))
    where = places(summary.rows, each_unit=each_unit)
    with Reports(folder, summary, book) as reports, Shelf(folder, words["edited_file"]) as shelf:
        if each_unit:
            write_units(shelf, reports, where, book, lang=lang, letter=letter, done=done)
        basis = Basis(words)
        shelf.put_file(WORKBOOK, lambda path: write_workbook(path, summary, reports, where, words, basis))
        shelf.put(BRIEFING, write_briefing(summary, letter, basis=basis.main()))
        shelf.put(COPIES_PAGE, write_copies(summary, reports.pairs(), where, words).encode("utf-8"))
        shelf.put(OVERVIEW, write_dashboard(summary, where, words).encode("utf-8"))
    return tuple(shelf.kept)
