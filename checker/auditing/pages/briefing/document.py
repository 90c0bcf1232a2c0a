"""The draft circular on paper: the form of GB/T 9704—2012 for official documents, as far as a draft fills it in."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from checker.auditing.pages.briefing.text import Circular
from checker.output.notice import page
from checker.output.notice.furniture import page_numbers, red_line
from checker.output.notice.letter import BLANK
from checker.output.package import repacked
from checker.output.word import element, set_font, with_borders, without_leftovers

_WIDTHS: Sequence[Sequence[int]] = ((13, 46, 27, 16, 24, 30), (13, 64, 18, 19, 18, 24))  # millimetres, of the annexes' columns; 156 in all

_NARROW = 24  # columns up to here hold numbers and words, which stand in the middle


def drawn(said: Circular) -> bytes:
    """The .docx."""
    document = Document()
    page.set_up_page(document)
    # Unlike in a letter, the number stands on the first page too, and the issuer's name is part of the text (7.2.4, 7.5).
    document.sections[0].different_first_page_header_footer = False
    page.set_up_styles(document)
    page.set_up_fonts(document)
    without_leftovers(document, "".join(said.title))
    page_numbers(document)
    _head(document, said)
    _say(document, said.addressee, page.ADDRESSEE)
    for style, words in said.body:
        _say(document, words, style)
    _annex_notes(document, said)
    _blank(document, 2)
    for words in (said.issuer or BLANK * 2, said.date):
        signature = _say(document, f"\t{words}", page.SIGNATURE)
        signature.paragraph_format.tab_stops.add_tab_stop(Pt(19 * 15.79), WD_TAB_ALIGNMENT.CENTER)
        signature.paragraph_format.keep_together = True
    for number, ((title, rows), widths) in enumerate(zip(said.annexes, _WIDTHS, strict=False), start=1):
        _annex(document, f"附件{number}" if len(said.annexes) > 1 else "附件", title, rows, widths)
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def _head(document: DocumentObject, said: Circular) -> None:
    """The issuer in red, the number below it, a red line, the title (7.2.4, 7.2.5, 7.2.7, 7.3.1)."""
    _blank(document)
    _say(document, said.issuer or BLANK * 2, page.MARK)
    _blank(document, 2)
    number = _say(document, said.number, page.NUMBER)
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    red_line(number, "bottom", "single")
    _blank(document, 2)
    title = _say(document, said.title[0], page.TITLE)
    title.add_run().add_break()
    title.add_run(said.title[1])
    _blank(document)


def _annex_notes(document: DocumentObject, said: Circular) -> None:
    """The list of annexes (7.3.4)."""
    if not said.annexes:
        return
    _blank(document)
    several = len(said.annexes) > 1
    for number, (title, _) in enumerate(said.annexes, start=1):
        mark = f"{number}." if several else ""
        _say(document, f"附件：{mark}{title}" if number == 1 else f"　　　{mark}{title}", page.ANNEX)


def _annex(document: DocumentObject, mark: str, title: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    _say(document, mark, page.ANNEX_MARK)
    _blank(document)
    _say(document, title, page.TITLE)
    _blank(document)
    table = document.add_table(rows=len(rows), cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    with_borders(table)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    style = document.styles[page.CELL]
    lines = [row.cells for row in table.rows]  # asked for once: each time python-docx counts the grid
    for column, width in enumerate(widths):
        table.columns[column].width = Mm(width)
    for number, (cells, words) in enumerate(zip(lines, rows, strict=True)):
        for cell, width, text in zip(cells, widths, words, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = style
            if number == 0 or width <= _NARROW:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            if number == 0:
                set_font(run._r.get_or_add_rPr(), page.HEI)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))


def _say(document: DocumentObject, words: str, style: str) -> Paragraph:
    return document.add_paragraph(words, document.styles[style])


def _blank(document: DocumentObject, lines: int = 1) -> None:
    for _ in range(lines):
        _say(document, "", page.BODY)
