"""The page and the styles of the default notice, as GB/T 9704—2012 《党政机关公文格式》 asks for them.

Numbers in comments are clauses of the standard. Sizes by name: 2号 22 pt, 3号 16 pt, 4号 14 pt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from checker.output.word import element, set_font

SONG_TITLE, FANG_SONG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
RED = RGBColor(0xFF, 0x00, 0x00)

_LINE = 579  # twips, 28.95 pt: 22 lines (5.2.3) fill the 225 mm that the margins leave
_CHARACTER = -848  # 1/4096 pt: 28 characters of 16 pt (5.2.3) fill the 156 mm
# The grid is what the page declares. Characters and lines reach it by their own measures and are not snapped to it:
# LibreOffice would give a character of 16 pt two cells of 15.8 pt.
_TIGHTER = -6  # twips between characters: 28 of them, and no 29th, in a line
# What stands in for a font that a machine lacks: the names of the same face on other systems, then the nearest face.
_SUBSTITUTES: Mapping[str, str] = {
    SONG_TITLE: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,宋体",
    FANG_SONG: "仿宋,FangSong,方正仿宋_GBK,STFangsong,华文仿宋",
    HEI: "SimHei,方正黑体_GBK,STHeiti,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,方正楷体_GBK,STKaiti,华文楷体",
    SONG: "SimSun,方正书宋_GBK,STSong,Noto Serif CJK SC",
}
_KEPT_STYLES = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer")


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. `first`, `left` and `right` are indents in hundredths of a character; `line` is in twips."""

    font: str = FANG_SONG
    size: float = 16  # points
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    first: int = 0
    left: int = 0
    right: int = 0
    line: int = _LINE
    colour: RGBColor | None = None
    keep_with_next: bool = False
    page_break_before: bool = False


TITLE, ADDRESSEE, BODY, LEVEL_1, LEVEL_2 = "公文标题", "主送机关", "公文正文", "一级标题", "二级标题"
NUMBER, ANNEX, ANNEX_MARK, SIGNATURE, CELL = "发文字号", "附件说明", "附件标识", "署名和日期", "表格文字"
MARK, PAGE_ODD, PAGE_EVEN = "发文机关标志", "单页页码", "双页页码"

_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
LOOKS: Mapping[str, Look] = {
    MARK: Look(SONG_TITLE, 26, _CENTRE, line=720, colour=RED),  # 10.1, 7.2.4
    NUMBER: Look(align=_RIGHT),  # 10.1: at the right edge
    TITLE: Look(SONG_TITLE, 22, _CENTRE, line=680, keep_with_next=True),  # 7.3.1
    ADDRESSEE: Look(align=_LEFT),  # 7.3.2: from the left edge
    BODY: Look(first=200),  # 7.3.3
    LEVEL_1: Look(HEI, first=200, keep_with_next=True),  # 7.3.3: 一、 黑体, （一） 楷体, 1. and （1） 仿宋
    LEVEL_2: Look(KAI, first=200, keep_with_next=True),
    ANNEX: Look(left=500, first=-300),  # 7.3.4: two characters in, further lines under the name
    SIGNATURE: Look(align=_LEFT),  # 7.3.5.1, by a tab that centres
    ANNEX_MARK: Look(HEI, align=_LEFT, page_break_before=True),  # 7.3.7
    CELL: Look(size=12, align=_LEFT, line=360),
    PAGE_ODD: Look(SONG, 14, _RIGHT, right=100, line=320),  # 7.5: one character in from the outer edge
    PAGE_EVEN: Look(SONG, 14, _LEFT, left=100, line=320),
}


def set_up_page(document: Document) -> None:
    """A4 with the margins of 5.2.1, a grid of 22 lines by 28 characters, different first, odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    section._sectPr.append(element("docGrid", type="linesAndChars", linePitch=str(_LINE), charSpace=str(_CHARACTER)))


def set_up_styles(document: Document) -> None:
    """The styles of `LOOKS`, and none of Word's that are not needed."""
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.delete()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"]
    _format(normal, Look(align=_LEFT))
    _off_grid(normal)
    for name, look in LOOKS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _format(style, look)


def set_up_fonts(document: Document) -> None:
    """A font table that names substitutes for machines without the fonts of the standard."""
    fonts = "".join(
        f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/><w:charset w:val="86"/></w:font>' for name, others in _SUBSTITUTES.items()
    )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


def _format(style: ParagraphStyle, look: Look) -> None:
    font = style.font
    font.size, font.color.rgb = Pt(look.size), look.colour
    set_font(style.element.get_or_add_rPr(), look.font)
    paragraph = style.paragraph_format
    paragraph.alignment = look.align
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line / 20)
    paragraph.keep_with_next, paragraph.page_break_before = look.keep_with_next, look.page_break_before
    paragraph.widow_control = False
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    # In characters, so that they follow the size; in twips too, for programs that know no characters.
    for side, hundredths in (("left", look.left), ("right", look.right), ("firstLine" if look.first >= 0 else "hanging", abs(look.first))):
        indent.set(qn(f"w:{side}Chars"), str(hundredths))
        indent.set(qn(f"w:{side}"), str(round(hundredths / 100 * look.size * 20)))


def _off_grid(style: ParagraphStyle) -> None:
    """Lets lines and characters take their own measures instead of the page's cells."""
    paragraph, run = style.element.get_or_add_pPr(), style.element.get_or_add_rPr()
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):  # no gaps beside Latin letters and digits either
        paragraph.insert_element_before(element(name, val="0"), "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
    run.insert_element_before(element("snapToGrid", val="0"), "w:vanish", "w:color", "w:sz", "w:szCs", "w:lang")
    run.insert_element_before(element("spacing", val=str(_TIGHTER)), "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
