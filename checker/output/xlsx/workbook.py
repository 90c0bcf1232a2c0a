"""The tables of checklists as a workbook. The same tables give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from checker.judging.checklist import Checklist
from checker.output.layout import one_line
from checker.output.tables import Table, Words, about, grades
from checker.output.xlsx.cells import text_of
from checker.output.xlsx.drawing import CREATED, OPTIONS, Drawing


def draw(tables: Sequence[Table], checklists: Sequence[Checklist], words: Words) -> bytes:
    """The tables as a workbook, one sheet each."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {**OPTIONS, "in_memory": True})
    title = _title(checklists, words)
    book.set_properties({"title": text_of(title)[:255], "created": CREATED})
    for name, value in _properties(checklists, words).items():
        book.set_custom_property(name, value, "text")
    drawing = Drawing(book, words, title, _facts(checklists, words))
    for table in tables:
        drawing.sheet(table.key, table.columns, table.rows, last=words["no_clearance"] if table.key == "sheet_publication" else "")
    book.close()
    return buffer.getvalue()


def _title(checklists: Sequence[Checklist], words: Words) -> str:
    return one_line(checklists[0].title) or words["untitled"] if len(checklists) == 1 else words["several_reports"]


def _properties(checklists: Sequence[Checklist], words: Words) -> dict[str, str]:
    """What a program reads from the workbook's properties."""
    facts = {"fazhi_rulebook": f"{words.book.id} {words.book.version}"}
    return facts | {f"fazhi_result_hash_{i}": c.result_hash for i, c in enumerate(checklists, 1)}


def _facts(checklists: Sequence[Checklist], words: Words) -> tuple[str, str]:
    """What is said of one report, and by what the result can be told and made again."""
    made = [f"{words['rulebook']} {words['rulebook_text'].format(id=words.book.id, version=words.book.version)}"]
    if len(checklists) != 1:
        return words["summary"].format(count=len(checklists), grades=grades(checklists, words)), made[0]
    [checklist] = checklists
    facts = about(checklist, words)
    year = words["year"].format(year=checklist.reporting_year) if checklist.reporting_year else words["no_year"]
    said = [str(facts["unit"]), year, str(facts["grade_column"]), f"{words['score_column']} {checklist.score:.1f}"]
    said += [words["gate"].format(items=facts["gate_items"])] if checklist.gate else []
    said += [words["waived_count"].format(count=facts["waived_number"])] if facts["waived_number"] else []
    said += [*map(one_line, checklist.notices), *words.expired(checklist)]
    made += [words["waived_on"].format(day=checklist.waived_on)] if checklist.waived_on else []
    return " · ".join(said), " · ".join([*made, f"{words['result_hash']} {checklist.result_hash}"])
