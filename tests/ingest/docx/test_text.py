"""What stands on the page: text in order, each word once, at its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from checker.ingest import BlockKind, Document
from checker.ingest.docx import body_paragraphs, body_tables, read_docx
from checker.ingest.docx.ooxml import transitional
from checker.ingest.xml import parse_xml

Read = Callable[..., Document]
Repacked = Callable[[bytes, Callable[[str, bytes], object]], bytes]


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content if content.startswith('<') else run(content)}</w:p>"


def field(instruction: str, result: str | None) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else sign.format("separate") + result
    return f'{sign.format("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{shown}{sign.format("end")}'


def box(content: str, shape: str = "wps") -> str:
    """A text box as Word 2010 and later write it: twice, once for older programs."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{shape}"><w:drawing><wp:anchor><wp:docPr id="1" name="b"/><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(run("法治") + run("政府"), "法治政府", id="runs are one text"),
        pytest.param("<w:r><w:t>审查</w:t><w:tab/><w:t>42份</w:t></w:r>", "审查\t42份", id="tab"),
        pytest.param("<w:r><w:t>云岫镇</w:t><w:br/><w:t>年度报告</w:t></w:r>", "云岫镇\n年度报告", id="soft line break"),
        pytest.param('<w:r><w:br w:type="page"/><w:t>甲</w:t></w:r>', "\n甲", id="page break"),
        pytest.param("<w:r><w:t>甲</w:t><w:cr/><w:t>乙</w:t></w:r>", "甲\n乙", id="carriage return"),
        pytest.param("<w:r><w:t>0571</w:t><w:noBreakHyphen/><w:t>8</w:t><w:softHyphen/><w:t>8</w:t></w:r>", "0571-88", id="hyphens"),
        pytest.param("<w:r><w:t>法\n治</w:t></w:r>", "法 治", id="line ends of the writer's layout"),
        pytest.param(f'<w:hyperlink r:id="x">{run("县政府网站")}</w:hyperlink>', "县政府网站", id="hyperlink"),
        pytest.param(f'<w:smartTag w:element="date">{run("1月")}<w:customXml w:element="x">{run("2日")}</w:customXml></w:smartTag>', "1月2日", id="smart tag"),
        pytest.param(f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('云岫镇')}</w:sdtContent></w:sdt>", "云岫镇", id="content control"),
        pytest.param(f"<w:bdo>{run('甲')}</w:bdo><w:dir>{run('乙')}</w:dir>", "甲乙", id="direction"),
        pytest.param(f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('xiù')}</w:rt><w:rubyBase>{run('岫')}</w:rubyBase></w:ruby></w:r>", "岫", id="a reading over a word"),
        pytest.param("<m:oMath><m:r><m:t>98.3%</m:t></m:r></m:oMath>", "98.3%", id="formula"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>', "☑①", id="symbols"),
        pytest.param('<w:r><w:sym w:font="仿宋" w:char="6CBB"/></w:r>' + run("理"), "治理", id="a character written as a symbol"),
        pytest.param(
            '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx/></mc:Choice>'
            "<mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "甲",
            id="a choice not understood",
        ),
        pytest.param(run("甲") + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:proofErr/>' + run("乙"), "甲乙", id="bookmarks"),
        pytest.param(field("PAGE", run("3")) + run("甲"), "甲", id="page number"),
        pytest.param(field("REF _Ref1 \\h", run("表1")), "表1", id="reference"),
        pytest.param(f'<w:fldSimple w:instr=" DATE ">{run("1月20日")}</w:fldSimple>', "1月20日", id="simple field"),
        pytest.param(f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>{run("甲")}', "甲", id="simple page number"),
        pytest.param(field('HYPERLINK "http://a.cn"', run("甲") + field("PAGE", run("9")) + run("乙")), "甲乙", id="field in a field"),
        pytest.param(field("IF " + field("PAGE", run("1")) + " = 1", run("甲")), "甲", id="field in an instruction"),
        pytest.param(field("EQ \\o\\ac(○,3)", None) + run("检查"), "③检查", id="a figure in a circle"),
        pytest.param(field("MACROBUTTON NoMacro [点击填写]", None), "[点击填写]", id="a button's words"),
        pytest.param('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("甲"), "甲", id="a field that never ends"),
        pytest.param('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"), "甲", id="a field that never began"),
    ],
)
def test_a_paragraph(content: str, text: str, read: Read) -> None:
    assert read(p("前") + p(content) + p("后")).text == f"前\n{text}\n后"


def test_a_field_over_several_paragraphs(read: Read) -> None:
    begin, _, rest = field("QUOTE", run("甲")).partition(run("甲"))
    assert read(f"<w:p>{begin}{run('甲')}</w:p>{p('乙')}<w:p>{run('丙')}{rest}</w:p>").text == "甲\n乙\n丙"


@pytest.mark.parametrize("shape", ["wps", "wpg", "cx1"])
def test_a_text_box_is_read_once_where_it_is_anchored(shape: str, read: Read) -> None:
    inside = p("盒一") + p("盒二")
    document = read(p("甲") + f"<w:p>{box(inside, shape)}{run('乙')}</w:p>" + f"<w:p>{run('丙')}{box(p('盒三'), shape)}</w:p>" + p("丁"))
    assert document.text.split() == ["甲", "盒一", "盒二", "乙", "丙", "盒三", "丁"]
    assert [block.place.paragraph for block in document.blocks] == [1, 2, 2, 2, 3, 3, 4]


def test_boxes_of_older_programs_and_lettering(read: Read) -> None:
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('旧盒')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    letters = '<w:r><w:pict><v:shape><v:textpath string="艺术字标题"/></v:shape></w:pict></w:r>'
    assert read(p(old) + p(letters) + p("甲")).text.split() == ["旧盒", "艺术字标题", "甲"]


def test_a_box_in_a_box_and_in_a_table(read: Read) -> None:
    table = f"<w:tbl><w:tr><w:tc><w:p>{box(p('格中盒'))}{run('格')}</w:p></w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    document = read(f"<w:p>{box(p('外') + p(box(p('内'))))}</w:p>{table}{p('后')}")
    assert document.text.split("\n") == ["外", "内", "", "", "| 格中盒 格 | 乙 |", "后"]


def test_places_count_the_paragraphs_of_the_body(read: Read, make: Callable[..., bytes]) -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc><w:tc>{p('子')}</w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{p('二')}<w:sdt><w:sdtContent>{p('三')}</w:sdtContent></w:sdt>{table}</w:sdtContent></w:sdt>"
    body = p("一") + control + table + "<w:p/>" + p(box(p("盒"))) + f"<w:customXml>{p('六')}</w:customXml>" + p("七")
    document = read(body)
    said = {block.text: (block.place.paragraph, block.place.cell) for block in document.blocks}
    assert said == {
        "一": (1, None),
        "二": (2, None),
        "三": (3, None),
        "|格|子|": (None, (2, 1, 1)),
        "盒": (5, None),
        "六": (6, None),
        "七": (7, None),
    }
    root = parse_xml(transitional(_main(make(body))), "a.docx", "word/document.xml")
    paragraphs = list(body_paragraphs(root))
    assert ["".join(str(t) for t in e.itertext())[:1] for e in paragraphs] == ["一", "二", "三", "", "盒", "六", "七"]
    assert len(list(body_tables(root))) == 2


def _main(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


# -- tables of contents ---------------------------------------------------------------------------

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("1", "heading 1"), ("11", "toc 1"), ("t", "TOC Heading"))
)
BODY = p("一、主要举措", '<w:pStyle w:val="1"/>') + p("全年召开专题会议3次。") + p("二、存在不足", '<w:pStyle w:val="1"/>') + p("执法力量不足。")


def entry(title: str, page: str, properties: str = "") -> str:
    return p(f'<w:hyperlink w:anchor="_Toc1">{run(title)}<w:r><w:tab/></w:r>{field("PAGEREF _Toc1", run(page))}</w:hyperlink>', properties)


def toc_field() -> str:
    begin, _, end = field('TOC \\o "1-3"', "<here/>").partition("<here/>")
    first = entry("一、主要举措", "1").removeprefix("<w:p>")
    return p("目  录") + f"<w:p>{begin}{first}" + entry("二、存在不足", "2") + f"<w:p>{end}</w:p>"


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(toc_field(), id="a field"),
        pytest.param(
            p("目录", '<w:pStyle w:val="t"/>') + "".join(entry(*said, '<w:pStyle w:val="11"/>') for said in (("一、主要举措", "1"), ("二、存在不足", "2"))),
            id="styles",
        ),
        pytest.param(
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
            f"{p('目录')}{p('一、主要举措1')}{p('二、存在不足2')}</w:sdtContent></w:sdt>",
            id="a content control",
        ),
        pytest.param(p("目　录") + p("一、主要举措……………1") + "<w:p/>" + p("<w:r><w:t>二、存在不足</w:t><w:tab/><w:t>2</w:t></w:r>"), id="typed by hand"),
    ],
)
def test_a_table_of_contents_is_navigation(contents: str, read: Read) -> None:
    document = read(p("云岫镇2025年法治政府建设年度报告") + contents + BODY, {"word/styles.xml": STYLES})
    navigation = [block.text for block in document.blocks if block.kind is BlockKind.NAVIGATION]
    assert len(navigation) == 3 and navigation[0] == "目录"
    rest = [(block.kind.value, block.text) for block in document.blocks if block.kind is not BlockKind.NAVIGATION]
    assert rest[1:] == [("heading", "一、主要举措"), ("paragraph", "全年召开专题会议3次。"), ("heading", "二、存在不足"), ("paragraph", "执法力量不足。")]


def test_a_table_of_contents_that_never_ends_takes_no_text(read: Read) -> None:
    begin = toc_field().replace('<w:fldChar w:fldCharType="end"/>', "")
    document = read(p("标题") + begin + BODY, {"word/styles.xml": STYLES})
    assert [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH][-2:] == ["全年召开专题会议3次。", "执法力量不足。"]


# -- other makers ---------------------------------------------------------------------------------


def test_strict_documents(make: Callable[..., bytes], repacked: Repacked) -> None:
    data = make(p("云岫镇") + f"<w:p>{box(p('盒'))}</w:p>" + p("甲", '<w:pStyle w:val="1"/>'), {"word/styles.xml": STYLES})
    names = (("wordprocessingml/2006/main", "wordprocessingml/main"), ("officeDocument/2006/relationships", "officeDocument/relationships"))

    def strictly(name: str, content: bytes) -> bytes:
        for usual, strict in names:
            content = content.replace(f"http://schemas.openxmlformats.org/{usual}".encode(), f"http://purl.oclc.org/ooxml/{strict}".encode())
        return content

    strict = repacked(data, strictly)
    assert b"schemas.openxmlformats.org/wordprocessingml" not in _main(strict)
    assert read_docx(strict, source="a.docx", sha256="").text.split() == ["云岫镇", "盒", "甲"]


def test_a_file_without_its_pointers_is_read_by_the_usual_names(make: Callable[..., bytes], repacked: Repacked) -> None:
    data = make(p("目录", '<w:pStyle w:val="t"/>') + p("甲"), {"word/styles.xml": STYLES})
    bare = repacked(data, lambda name, content: None if name.endswith(".rels") else content)
    document = read_docx(bare, source="a.docx", sha256="")
    assert [(b.kind, b.text) for b in document.blocks] == [(BlockKind.NAVIGATION, "目录"), (BlockKind.PARAGRAPH, "甲")]


def test_a_main_part_elsewhere(make: Callable[..., bytes], repacked: Repacked) -> None:
    def moved(name: str, content: bytes) -> tuple[str, bytes]:
        content = content.replace(b'Target="word/document.xml"', b'Target="/doc/main.xml"')
        return name.replace("word/document.xml", "doc/main.xml").replace("word/_rels/document.xml", "doc/_rels/main.xml"), content

    assert read_docx(repacked(make(p("甲")), moved), source="a.docm", sha256="").text == "甲"
