"""The checklists as CSV (RFC 4180) for a spreadsheet: one row for each requirement of each report.

UTF-8 with a byte order mark, by which Excel knows it. A cell that a spreadsheet would take for a
formula gets an apostrophe in front (OWASP, CSV injection); control characters are gone before.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.layout import flat
from checker.output.tables import Cell, Words, checklist_table
from checker.rulebook import Rulebook

_COLUMNS = (
    *("file_column", "unit_column", "level", "year_column", "score_column", "grade_word", "group", "requirement", "code", "severity", "status_word"),
    *("points", "weight", "explanation", "lacking", "quote", "basis", "remedy", "review_mark", "waiver", "result_hash"),
)
# In East Asian settings a full-width sign begins a formula too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BOM = "\ufeff"


def write_csv(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> str:
    """The rows with a header in the language of the run; a file that could not be checked is a row with the reason."""
    words = Words(lang, book)
    rows = [dict(row) for row in checklist_table(checklists, words).rows]
    rows += [{"file_column": flat(f.source), "grade_word": words["not_checked"], "explanation": flat(f.message)} for f in failures]
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([words[key] for key in _COLUMNS])
    writer.writerows([harmless(row.get(key)) for key in _COLUMNS] for row in rows)
    return _BOM + out.getvalue()


def harmless(cell: Cell) -> str:
    """The cell as text, with an apostrophe before a text that a spreadsheet would take for a formula."""
    if not isinstance(cell, str):
        return "" if cell is None else f"{cell:g}"
    return "'" + cell if cell.lstrip().startswith(_FORMULA) else cell
