"""The default template against GB/T 9704—2012, read from its XML."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from checker.output.notice import page
from checker.output.notice.default_template import TEMPLATE, build

GUIDE = Path(__file__).parents[3] / "docs" / "notice-template.md"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_template_is_what_the_script_makes() -> None:
    assert members(TEMPLATE.read_bytes()) == members(build())


def test_the_page() -> None:
    section = Document(str(TEMPLATE)).sections[0]
    lengths = {"page_width": 210, "page_height": 297, "top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
    for name, millimetres in lengths.items():
        assert getattr(section, name).mm == pytest.approx(millimetres, abs=0.02), name  # twips are coarser
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(Mm(297 - 37 - 35).pt * 20 / pitch) == 22
    assert int(Mm(210 - 28 - 26).pt / (16 + space / 4096)) == 28


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        (page.TITLE, "方正小标宋简体", 22),
        (page.BODY, "仿宋_GB2312", 16),
        (page.ADDRESSEE, "仿宋_GB2312", 16),
        (page.LEVEL_1, "黑体", 16),
        (page.LEVEL_2, "楷体_GB2312", 16),
        (page.PAGE_ODD, "宋体", 14),
        (page.PAGE_EVEN, "宋体", 14),
    ],
)
def test_fonts_and_sizes(style: str, font: str, size: int) -> None:
    found = Document(str(TEMPLATE)).styles[style]
    fonts = found.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("eastAsia", "ascii", "hAnsi")} == {font}
    assert found.font.size == Pt(size)


def test_lines_of_the_body() -> None:
    spacing = Document(str(TEMPLATE)).styles[page.BODY].element.pPr.find(qn("w:spacing"))
    indent = Document(str(TEMPLATE)).styles[page.BODY].element.pPr.find(qn("w:ind"))
    assert (spacing.get(qn("w:lineRule")), indent.get(qn("w:firstLineChars"))) == ("exact", "200")
    assert 28 <= int(spacing.get(qn("w:line"))) / 20 <= 29


def test_every_font_has_substitutes() -> None:
    table = members(TEMPLATE.read_bytes())["word/fontTable.xml"].decode()
    used = set(re.findall(r'w:eastAsia="([^"]+)"', members(TEMPLATE.read_bytes())["word/styles.xml"].decode()))
    assert {"仿宋_GB2312", "方正小标宋简体"} <= used
    for font in used - {"zh-CN"}:
        assert re.search(f'w:name="{font}"><w:altName w:val="[^"]', table), font


def test_page_numbers_stand_outside_and_the_first_page_has_none() -> None:
    document = Document(str(TEMPLATE))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.different_first_page_header_footer
    odd, even, first = (f.paragraphs[0] for f in (section.footer, section.even_page_footer, section.first_page_footer))
    assert (odd.style.name, even.style.name) == (page.PAGE_ODD, page.PAGE_EVEN)
    for style, side, align in ((page.PAGE_ODD, "rightChars", "right"), (page.PAGE_EVEN, "leftChars", "left")):
        properties = document.styles[style].element.pPr
        assert (properties.find(qn("w:ind")).get(qn(f"w:{side}")), properties.find(qn("w:jc")).get(qn("w:val"))) == ("100", align)
    for paragraph in (odd, even):
        assert re.fullmatch("— .* —", paragraph.text)
        assert "PAGE" in paragraph._p.xml
    assert "PAGE" not in first._p.xml


def test_the_guide_names_every_placeholder(checklist, letter) -> None:  # type: ignore[no-untyped-def]
    from checker.output.notice.facts import facts

    every = facts(checklist, letter)
    named = set(re.findall(r"^\| `([^`(-]+)(?:\(\))?` \|", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert named == set(every) | set(every["完善事项"][0])


# The order in which the schema (ECMA-376 part 1, annex A) wants what properties hold; Word refuses some files that break it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap"
    " overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
    " textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern"
    " position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote"
    " titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar"
    " tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}


def test_properties_stand_in_the_order_of_the_schema() -> None:
    seen = 0
    for name, member in members(TEMPLATE.read_bytes()).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for element in etree.fromstring(member).iter(etree.Element):
            order = ORDER.get(etree.QName(element).localname, "").split()
            if order:
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), (name, [etree.QName(child).localname for child in element])
                seen += 1
    assert seen > 100
