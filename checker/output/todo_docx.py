"""What to mend as a Word document: for each unit a table that can be printed and filled in."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.notice import page
from checker.output.package import repacked
from checker.output.phrases import plain
from checker.output.tables import Cell, Row, Words, about, todo_table
from checker.output.todo import by_unit, todo_items, waived_items
from checker.output.word import element, set_font, with_borders, without_leftovers
from checker.rulebook import Rulebook

# Columns by the labels of their headers, and their widths in millimetres; the last one stays blank.
_COLUMNS = (("number", 11), ("kind", 20), ("requirement", 30), ("explanation", 62), ("basis", 46), ("demand", 62), ("progress", 26))
_FACTS = ("file_column", "score_column", "grade_column", "to_mend_count", "result_hash")


def write_todo_docx(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> bytes:
    """The to-do list as the bytes of a .docx, on A4 across; the same input gives the same bytes."""
    words = Words(lang, book)
    document = Document()
    page.set_up_styles(document)
    page.set_up_fonts(document)
    without_leftovers(document, words["todo_title"])
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    document.add_paragraph(words["todo_title"], document.styles[page.TITLE])
    for unit, reports in by_unit(checklists):
        document.add_paragraph(plain(unit) or words["no_unit"], document.styles[page.LEVEL_1])
        for checklist in reports:
            _report(document, checklist, words)
    for failure in failures:
        document.add_paragraph(plain(f"{words['not_checked']}: {failure.source}: {failure.message}"), document.styles[page.CELL])
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def _report(document: DocumentObject, checklist: Checklist, words: Words) -> None:
    facts = about(checklist, words)
    colon = ": " if words.lang == "en" else "："
    said = (f"{plain(words[key])}{colon}{plain(str(facts[key]))}" for key in _FACTS if facts[key] not in ("", None))
    document.add_paragraph(words["basis_separator"].join(said), document.styles[page.CELL])
    if not (todo_items(checklist) or waived_items(checklist)):
        return
    rows = todo_table([checklist], words).rows
    table = document.add_table(rows=1 + len(rows), cols=len(_COLUMNS))
    table.autofit = False
    with_borders(table)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    cells = [row.cells for row in table.rows]  # asked for once: each time python-docx counts the grid
    for index, (key, width) in enumerate(_COLUMNS):
        table.columns[index].width = Mm(width)
        for line, row in zip(cells, (None, *rows), strict=True):
            line[index].width = Mm(width)
            paragraph = line[index].paragraphs[0]
            paragraph.style = document.styles[page.CELL]
            run = paragraph.add_run(words[key] if row is None else _text(row, key))
            if row is None:
                set_font(run._r.get_or_add_rPr(), page.HEI)


def _text(row: Row, key: str) -> str:
    """A cell; what is wrong and where it shows stand in one."""
    if key == "explanation":
        return "\n".join(filter(None, (_lines(row.get("explanation")), _lines(row.get("quote")))))
    return _lines(row.get(key))


def _lines(cell: Cell) -> str:
    return "\n".join(map(plain, str(cell).splitlines())) if cell is not None else ""
