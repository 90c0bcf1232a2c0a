"""What stands around the text of an official document: page numbers and red lines (GB/T 9704—2012)."""

from __future__ import annotations

from docx.document import Document
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from checker.output.notice import page
from checker.output.word import element


def red_line(paragraph: Paragraph, side: str, kind: str) -> None:
    """A red line across the page at a side of a paragraph; `kind` is a border of WordprocessingML."""
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Mm(-8), Mm(-6)
    borders = element("pBdr")
    borders.append(element(side, val=kind, sz="24", space="4", color=str(page.RED)))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def page_numbers(document: Document) -> None:
    """The numbers of odd and even pages."""
    section = document.sections[0]
    for footer, style in ((section.footer, page.PAGE_ODD), (section.even_page_footer, page.PAGE_EVEN)):
        _number(footer, document, style)


def _number(footer: _Footer | _Header, document: Document, style: str) -> None:
    """— 1 — (7.5), seven millimetres below the text."""
    paragraph = footer.paragraphs[0]
    paragraph.style = document.styles[style]
    paragraph.paragraph_format.space_after = Pt(12)
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        elif text == "PAGE":
            instruction = element("instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            run.text = text
    paragraph.add_run(" —")
