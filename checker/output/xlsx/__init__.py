"""The checklists as a workbook that an office reads, fills in and prints."""

from __future__ import annotations

from collections.abc import Sequence

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.tables import Words, all_tables, summary_table, todo_table
from checker.output.xlsx.workbook import draw
from checker.rulebook import Rulebook


def write_xlsx(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> bytes:
    """All sheets: checklist, to-do ledger, findings, publication, legal basis, and a summary of several reports."""
    words = Words(lang, book)
    return draw(list(all_tables(checklists, failures, words)), checklists, words)


def write_todo_xlsx(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> bytes:
    """The to-do ledger alone, before it a summary of several reports."""
    words = Words(lang, book)
    summary = [summary_table(checklists, failures, words)] if len(checklists) + len(failures) > 1 else []
    return draw([*summary, todo_table(checklists, words)], checklists, words)
