"""An audit as a workbook for an office: ranking, matrix, the county's to-do list to fill in, who has not submitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from checker.auditing.pages.labels import AuditWords
from checker.auditing.pages.overall import overall
from checker.auditing.pages.places import Places
from checker.auditing.pages.sheets import rows
from checker.auditing.pages.sheets.basis import COLUMNS as BASIS_COLUMNS
from checker.auditing.pages.sheets.basis import Basis
from checker.auditing.pages.sheets.columns import AUDIT_COLUMNS
from checker.auditing.pages.sheets.matrix import matrix
from checker.auditing.summary import Summary
from checker.judging.checklist import Checklist
from checker.output.tables import Row
from checker.output.xlsx.cells import text_of
from checker.output.xlsx.drawing import CREATED, OPTIONS, Drawing

__all__ = ["Basis", "write_workbook"]

_MOST_ROWS = 1_000_000  # of a sheet; Excel's limit is 1,048,576


def write_workbook(path: Path, summary: Summary, checklists: Iterable[Checklist], where: Sequence[Places], words: AuditWords, basis: Basis) -> None:
    """Writes the workbook at `path`; `basis` gathers on the way what the requirements rest on.

    `checklists` are those of the summary's rows, in their order, asked for one by one.
    What is kept in memory does not grow with the number of reports, but for the summary itself. Raises `OSError`.
    """
    with TemporaryDirectory(dir=path.parent) as rows_aside:  # beside the workbook, since the system's own folder may be small
        book = xlsxwriter.Workbook(path, {**OPTIONS, "constant_memory": True, "tmpdir": rows_aside})
        _sheets(book, summary, checklists, where, words, basis)
        book.close()


def _sheets(book: Any, summary: Summary, checklists: Iterable[Checklist], where: Sequence[Places], words: AuditWords, basis: Basis) -> None:
    said = overall(summary, words)
    book.set_properties({"title": text_of(said.title)[:255], "created": CREATED})
    book.set_custom_property("fazhi_rulebook", f"{summary.facts.rulebook} {summary.facts.rulebook_version}", "text")
    drawing = Drawing(book, words, said.title, (said.figures, said.made), AUDIT_COLUMNS)
    drawing.sheet("sheet_ranking", rows.RANKING if summary.previous else rows.without(rows.RANKING, "change_column"), rows.ranking(summary, where, words))
    matrix(drawing, summary, words)
    _in_parts(drawing, "sheet_county_todo", rows.TODO, rows.todo(map(basis.seen, checklists), words), words)
    drawing.sheet("sheet_common", (*rows.COMMON, *(level.level for level in summary.levels)), rows.common(summary, words))
    drawing.sheet("sheet_audit_findings", rows.FINDINGS, rows.findings(summary, words))
    if summary.expected is not None:
        drawing.sheet("sheet_not_submitted", rows.NOT_SUBMITTED, rows.not_submitted(summary, words))
    drawing.sheet("sheet_choices", rows.CHOICES, rows.choices(summary, words), last=words["choices_note"])
    drawing.sheet("sheet_errors", rows.ERRORS, rows.errors(summary))
    drawing.sheet("sheet_copies", rows.COPIES, rows.copies(summary, words), last=words["copies_note"])
    if summary.previous:
        drawing.sheet("sheet_unit_changes", rows.UNIT_CHANGES, rows.unit_changes(summary, summary.previous, words))
        drawing.sheet("sheet_requirement_changes", rows.REQUIREMENT_CHANGES, rows.requirement_changes(summary, summary.previous))
    drawing.sheet("sheet_audit_basis", BASIS_COLUMNS, basis.rows(summary))


def _in_parts(drawing: Drawing, key: str, columns: Sequence[str], all_rows: Iterator[Row], words: AuditWords) -> None:
    """A table that may be longer than a sheet."""
    part = 1
    waiting = all_rows
    while True:
        first = next(waiting, None)
        if first is None and part > 1:
            return
        name = words[key] if part == 1 else words["continued"].format(name=words[key], part=part)
        drawing.sheet(key, columns, islice(chain([first] if first else [], waiting), _MOST_ROWS), name=name)
        part += 1
