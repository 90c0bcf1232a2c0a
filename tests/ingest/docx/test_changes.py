"""Changes read as accepted, hidden words left out; what was left out or put in is told, with its line and author."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.ingest import AsideKind, Document

Read = Callable[..., Document]
Told = list[tuple[str, str, str, int | None]]


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content if content.startswith('<') else run(content)}</w:p>"


def ins(content: str, author: str = "张科长", tag: str = "ins") -> str:
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="2026-01-05T09:00:00Z">{content}</w:{tag}>'


def cut(text: str, author: str = "李主任", tag: str = "del") -> str:
    return ins(f"<w:r><w:delText>{text}</w:delText></w:r>", author, tag)


def mark(change: str, author: str = "李主任") -> str:
    return f'<w:rPr><w:{change} w:id="2" w:author="{author}"/></w:rPr>'


def told(document: Document, *kinds: AsideKind) -> Told:
    return [(a.kind.value, a.text, a.author, a.line) for a in document.asides if a.kind in kinds]


CHANGES = (AsideKind.INSERTED, AsideKind.DELETED)


@pytest.mark.parametrize(
    ("body", "text", "asides"),
    [
        pytest.param(p(run("审查") + ins(run("合同")) + run("42份")), "审查合同42份", [("inserted", "合同", "张科长", 2)], id="put in"),
        pytest.param(p(run("审查") + cut("约") + run("42份")), "审查42份", [("deleted", "约", "李主任", 2)], id="taken out"),
        pytest.param(
            p(run("审查") + cut("41") + ins(run("42")) + run("份")),
            "审查42份",
            [("deleted", "41", "李主任", 2), ("inserted", "42", "张科长", 2)],
            id="replaced",
        ),
        pytest.param(p(ins(run("合") + run("同", "<w:b/>")) + ins(run("书"))), "合同书", [("inserted", "合同书", "张科长", 2)], id="one change in pieces"),
        pytest.param(p(ins(run("合"), "甲") + ins(run("同"), "乙")), "合同", [("inserted", "合", "甲", 2), ("inserted", "同", "乙", 2)], id="of two people"),
        pytest.param(p(ins(cut("作废")) + run("保留")), "保留", [("deleted", "作废", "李主任", 2)], id="put in and taken out"),
        pytest.param(p(cut("原处", tag="moveFrom") + run("甲")), "甲", [("deleted", "原处", "李主任", 2)], id="moved away"),
        pytest.param(p(ins(run("新处"), tag="moveTo")), "新处", [("inserted", "新处", "张科长", 2)], id="moved here"),
        pytest.param(p("<w:r><w:delText>残</w:delText></w:r>" + run("甲")), "甲", [("deleted", "残", "", 2)], id="deleted text without its change"),
        pytest.param(
            p(run("第一行") + ins("<w:r><w:br/><w:t>第二行</w:t></w:r>")), "第一行\n第二行", [("inserted", "第二行", "张科长", 3)], id="in a second line"
        ),
        pytest.param(p("上半句", mark("del")) + p("下半句"), "上半句下半句", [("deleted", "¶", "李主任", 2)], id="a paragraph's end taken out"),
        pytest.param(p(cut("整段"), mark("del")) + p("下段"), "下段", [("deleted", "整段", "李主任", 2)], id="a whole paragraph taken out"),
        pytest.param(p("上段", mark("ins")) + p("下段"), "上段\n下段", [("inserted", "¶", "李主任", 2)], id="a paragraph's end put in"),
        pytest.param(p(ins(run("新段")), mark("ins")), "新段", [("inserted", "新段", "张科长", 2)], id="a whole paragraph put in"),
        pytest.param(f"<w:del w:id='1' w:author='甲'>{p('块')}</w:del>" + p("后"), "\n后", [("deleted", "块", "甲", 2)], id="a paragraph inside a deletion"),
    ],
)
def test_changes(body: str, text: str, asides: Told, read: Read) -> None:
    document = read(p("前") + body + p("尾"))
    assert document.text == f"前\n{text}\n尾"
    assert told(document, *CHANGES) == asides


def test_an_end_taken_out_at_the_end_keeps_the_words(read: Read) -> None:
    assert read(p("前") + p("末段", mark("del"))).text == "前\n末段"
    document = read(p("前") + p(cut("末段"), mark("del")))
    assert (document.text, told(document, *CHANGES)) == ("前", [("deleted", "末段", "李主任", 1)])


@pytest.mark.parametrize(
    ("change", "text", "asides"),
    [
        ("del", "| 项目 | 件数 |\n| 听证 | 2 |", [("deleted", "| 审查 | 42 |", "李主任", 1)]),
        ("ins", "| 项目 | 件数 |\n| 审查 | 42 |\n| 听证 | 2 |", [("inserted", "| 审查 | 42 |", "李主任", 2)]),
    ],
)
def test_rows(change: str, text: str, asides: Told, read: Read) -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr>{properties}{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    changed = row("审查", "42", properties=f'<w:trPr><w:{change} w:id="3" w:author="李主任"/></w:trPr>')
    document = read(f"<w:tbl>{row('项目', '件数')}{changed}{row('听证', '2')}</w:tbl>")
    assert (document.text, told(document, *CHANGES)) == (text, asides)


def test_numbers_of_paragraphs_taken_out_are_not_counted(read: Read) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p("甲", number) + p(cut("旧"), number + mark("del")) + p("乙", number) + p("丙上", number + mark("del")) + p("丙下", number)
    assert read(body, {"word/numbering.xml": numbering}).text == "一、甲\n二、乙\n三、丙上丙下"


def test_who_changed_is_told_once_each(read: Read) -> None:
    formatted = '<w:r><w:rPr><w:b/><w:rPrChange w:id="9" w:author="王秘书"><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>'
    document = read(p(ins(run("乙")) + ins(run("丙"), "李主任") + formatted) + p(ins(run("丁"))))
    assert [(a.name, a.text) for a in document.asides if a.kind is AsideKind.PROPERTY] == [("修订人", "张科长"), ("修订人", "李主任"), ("修订人", "王秘书")]


# -- hidden words ---------------------------------------------------------------------------------

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="hp"><w:name w:val="hp"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="hp2"><w:name w:val="hp2"/><w:basedOn w:val="hp"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="dark"><w:name w:val="dark"/><w:pPr><w:shd w:val="clear" w:fill="1F4E79"/></w:pPr></w:style>'
)
WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("hidden", "paragraph"),
    [
        pytest.param("<w:vanish/>", "", id="hidden"),
        pytest.param('<w:rStyle w:val="hid"/>', "", id="by a character style"),
        pytest.param("", '<w:pStyle w:val="hp2"/>', id="by a paragraph style it is based on"),
        pytest.param(WHITE, "", id="white"),
        pytest.param('<w:color w:val="fefefe"/>', "", id="nearly white"),
        pytest.param(WHITE + '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', "", id="white on white"),
        pytest.param('<w:sz w:val="2"/>', "", id="of one point"),
    ],
)
def test_what_nobody_sees_is_told_and_not_read(hidden: str, paragraph: str, read: Read) -> None:
    document = read(p("前") + p(run("隐", hidden) + run("藏", hidden) + run("看得见", '<w:vanish w:val="0"/>'), paragraph), {"word/styles.xml": STYLES})
    assert document.text == "前\n看得见"
    assert told(document, AsideKind.HIDDEN) == [("hidden", "隐藏", "", 2)]


@pytest.mark.parametrize(
    ("visible", "paragraph"),
    [
        pytest.param('<w:vanish w:val="false"/>', "", id="switched off"),
        pytest.param('<w:rStyle w:val="hid"/>', '<w:pStyle w:val="hp"/>', id="two styles that undo each other"),
        pytest.param(WHITE, '<w:shd w:val="clear" w:fill="C00000"/>', id="white on red"),
        pytest.param(WHITE, '<w:pStyle w:val="dark"/>', id="white on a style's blue"),
        pytest.param(WHITE + '<w:highlight w:val="darkBlue"/>', "", id="white on a marker"),
        pytest.param(WHITE + '<w:shd w:val="clear" w:fill="000000"/>', "", id="white on black"),
        pytest.param('<w:color w:val="FFFF00"/>', "", id="yellow"),
        pytest.param('<w:color w:val="auto"/>', "", id="automatic"),
        pytest.param('<w:webHidden/><w:sz w:val="15"/>', "", id="hidden on the web only"),
    ],
)
def test_what_is_seen_is_read(visible: str, paragraph: str, read: Read) -> None:
    document = read(p("前") + p(run("看得见", visible), paragraph), {"word/styles.xml": STYLES})
    assert (document.text, told(document, AsideKind.HIDDEN)) == ("前\n看得见", [])


def test_a_hidden_paragraph_leaves_no_line_and_no_number(read: Read) -> None:
    document = read(p("前") + p(run("藏", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>") + p("后"))
    assert (document.text, told(document, AsideKind.HIDDEN)) == ("前\n后", [("hidden", "藏", "", 1)])


def test_white_on_the_colour_of_a_cell(read: Read) -> None:
    def table(cell: str, style: str = "") -> str:
        return f"<w:tbl><w:tblPr>{style}</w:tblPr><w:tr><w:tc>{cell}{p(run('白字', WHITE))}</w:tc><w:tc>{p('黑字')}</w:tc></w:tr></w:tbl>"

    assert read(table('<w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr>')).text == "| 白字 | 黑字 |"
    assert read(table("", '<w:tblStyle w:val="x"/>')).text == "| 白字 | 黑字 |"
    assert read(table("")).text == "|  | 黑字 |"


def test_comments_stand_at_their_line(read: Read) -> None:
    def comment(id: int, author: str, text: str) -> str:
        return f'<w:comment w:id="{id}" w:author="{author}">{p(text)}{p("请核")}</w:comment>'

    body = p("甲") + p(f'<w:commentRangeStart w:id="1"/>{run("乙")}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
    comments = comment(1, "张科长", "数字不对") + comment(7, "李主任", "没有锚点")
    document = read(body, {"word/comments.xml": comments})
    assert document.text == "甲\n乙"
    assert told(document, AsideKind.COMMENT) == [("comment", "数字不对 请核", "张科长", 2), ("comment", "没有锚点 请核", "李主任", None)]
