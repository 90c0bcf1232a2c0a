"""Headings by style, level and look: only where they help, never a body paragraph, a title or a signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.ingest import BlockKind, Document
from checker.reading import Reader
from checker.rulebook import load_rulebook

Read = Callable[..., Document]
TEXT = "全年召开党委会专题研究法治建设工作3次，印发年度工作要点，细化任务26项，逐项明确责任单位和完成时限。"
STYLES = "".join(
    f'<w:style w:type="paragraph" {default} w:styleId="{id}"><w:name w:val="{name}"/>{base}<w:pPr>{level}</w:pPr></w:style>'
    for id, name, base, level, default in (
        ("a", "Normal", "", "", 'w:default="1"'),
        ("T", "Title", "", "", ""),
        ("1", "heading 1", "", '<w:outlineLvl w:val="0"/>', ""),
        ("2", "heading 2", "", '<w:outlineLvl w:val="1"/>', ""),
        ("3", "标题 3", "", "", ""),
        ("own", "公文一级", '<w:basedOn w:val="1"/>', "", ""),
        ("loop", "环", '<w:basedOn w:val="loop"/>', "", ""),
        ("plain", "像标题的正文", '<w:basedOn w:val="1"/>', '<w:outlineLvl w:val="9"/>', ""),
    )
)


def p(text: str, style: str = "", run: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def headings(document: Document) -> dict[str, int | None]:
    return {block.text: block.level for block in document.blocks if block.kind is BlockKind.HEADING}


def made(read: Read, *paragraphs: str) -> dict[str, int | None]:
    return headings(read("".join(paragraphs), {"word/styles.xml": STYLES}))


TITLE = p("云岫镇2025年法治政府建设年度报告", "T")
SIGNED = p("云岫镇人民政府") + p("2026年1月20日")


def test_numbered_headings_in_styles(read: Read) -> None:
    found = made(
        read,
        TITLE,
        p(TEXT),
        p("一、主要举措", "1"),
        p("（一）学法用法", "2"),
        p(TEXT),
        p("1.会前学法", "3"),
        p(TEXT),
        p("二、存在不足", "own"),
        p(TEXT),
        SIGNED,
    )
    assert found == {"一、主要举措": 2, "（一）学法用法": 3, "1.会前学法": 4, "二、存在不足": 2}


def test_chapters_without_numbers_below_a_title_in_the_same_style(read: Read) -> None:
    found = made(
        read, p("云岫镇年度报告", "1"), p(TEXT), p("主要举措和成效", "1"), p("学法用法，依法决策", "2"), p(TEXT), p("存在的不足", "1"), p(TEXT), SIGNED
    )
    assert found == {"主要举措和成效": 2, "学法用法，依法决策": 3, "存在的不足": 2}


def test_chapters_one_level_below_the_title(read: Read) -> None:
    found = made(read, p("云岫镇年度报告", "1"), p("主要举措和成效", "2"), p(TEXT), p("存在的不足", "2"), p(TEXT))
    assert found == {"主要举措和成效": 2, "存在的不足": 2}


def test_an_outline_level_of_the_paragraph_itself(read: Read) -> None:
    found = made(
        read,
        TITLE,
        p("主要举措", more='<w:outlineLvl w:val="0"/>'),
        p(TEXT),
        p("存在不足", "1", more='<w:outlineLvl w:val="9"/>'),
        p("下步安排", "plain"),
        p(TEXT),
    )
    assert found == {"主要举措": 2}


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(p(TEXT, "1"), id="a whole text"),
        pytest.param(p("（一）规范决策程序。全年审查合同42份；清理文件14件。", "2"), id="a heading that runs into its text"),
        pytest.param(p("县人民政府：", "2"), id="an address"),
        pytest.param(p("（2026年1月20日）", "2"), id="a date in brackets"),
        pytest.param(p("", "1"), id="nothing"),
        pytest.param(p("循环样式", "loop"), id="a style based on itself"),
    ],
)
def test_what_a_style_does_not_make_a_heading(paragraph: str, read: Read) -> None:
    assert made(read, TITLE, p(TEXT), p("一、主要举措", "1"), paragraph, p(TEXT), p("二、存在不足", "1"), p(TEXT)) == {"一、主要举措": 2, "二、存在不足": 2}


def test_a_signature_in_a_style_of_headings_is_none(read: Read) -> None:
    assert made(read, TITLE, p("主要举措", "1"), p(TEXT), p("云岫镇人民政府", "1"), p("2026年1月20日", "1")) == {"主要举措": 2}


def test_a_stray_style_between_plain_numbered_chapters_is_none(read: Read) -> None:
    assert made(read, TITLE, p("一、主要举措"), p("云岫镇高度重视", "3"), p(TEXT), p("二、存在不足"), p(TEXT)) == {}


# -- by look --------------------------------------------------------------------------------------

BOLD = "<w:b/>"
HEI = '<w:rFonts w:eastAsia="黑体"/>'
BODY = '<w:rFonts w:eastAsia="仿宋_GB2312"/>'


@pytest.mark.parametrize("look", [BOLD, HEI, BODY + '<w:sz w:val="36"/>'], ids=["bold", "黑体", "larger"])
def test_lines_that_look_like_headings_in_a_report_without_numbers(look: str, read: Read) -> None:
    found = made(read, TITLE, p("主要做法", run=look), p(TEXT, run=BODY), p("短板弱项", run=look), p(TEXT, run=BODY), p("云岫镇人民政府", run=look))
    assert found == {"主要做法": 2, "短板弱项": 2}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((p("主要做法", run=BOLD), p(TEXT), p("短板弱项"), p(TEXT)), id="one alone"),
        pytest.param((p("主要做法", run=BOLD), p("短板弱项", run=BOLD), p(TEXT, run=BOLD), p(TEXT, run=BOLD)), id="as bold as the text"),
        pytest.param((p("注：数据截至12月", run=BOLD), p(TEXT), p("县政府：", run=BOLD), p(TEXT)), id="notes and addresses"),
        pytest.param((p("一、主要举措"), p("学法用法", run=BOLD), p(TEXT), p("二、存在不足"), p("执法力量", run=BOLD), p(TEXT)), id="in a numbered report"),
        pytest.param((p("主要做法", run='<w:sz w:val="15"/>'), p(TEXT), p("短板弱项", run='<w:sz w:val="15"/>'), p(TEXT)), id="smaller"),
    ],
)
def test_what_a_look_does_not_make_a_heading(lines: tuple[str, ...], read: Read) -> None:
    assert made(read, TITLE, *lines, p(TEXT), SIGNED) == {}


def test_headings_by_look_give_the_chapters_that_numbers_would(read: Read) -> None:
    reader = Reader(load_rulebook())
    said = ("主要做法", "短板弱项", "来年打算")
    by_look = read(TITLE + "".join(p(name, run=BOLD) + p(TEXT) for name in said) + SIGNED, {"word/styles.xml": STYLES})
    by_number = read(TITLE + "".join(p(f"{n}、{name}") + p(TEXT) for n, name in zip("一二三", said, strict=True)) + SIGNED, {"word/styles.xml": STYLES})
    assert [c.kind for c in reader.understand(by_look).chapters] == [c.kind for c in reader.understand(by_number).chapters]
