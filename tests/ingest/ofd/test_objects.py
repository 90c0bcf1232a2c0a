# ruff: noqa: E501  (markup)
"""What stands on a page and where: offsets, matrices, templates, composites; what is hidden; what lies beside the pages."""

from __future__ import annotations

import io
import zipfile

import pytest
from ofd_writer import Set, one_page, package, page_xml, text_object

from checker.ingest import Aside, AsideKind, Document
from checker.ingest.ofd import read_ofd

WORDS = "全年召开专题会议3次，研究法治政府建设工作，审查合同42份。"


def from_ofd(data: bytes) -> Document:
    return read_ofd(data, source="报告.ofd", sha256="0")


def line(words: str, y: float, x: float = 28.0, size: float = 5.0, attributes: str = "") -> str:
    return text_object(Set(words, x, y, size), int(y * 10), attributes)


def text(attributes: str, codes: str, box: str = "28 40 150 8") -> str:
    return f'<ofd:TextObject ID="7" Boundary="{box}" Font="3" {attributes}>{codes}</ofd:TextObject>'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(text('Size="5"', '<ofd:TextCode X="0" Y="5" DeltaX="5 5 2.5 5 5">法治3次会议</ofd:TextCode>'), id="an offset for each"),
        pytest.param(text('Size="5"', '<ofd:TextCode X="0" Y="5" DeltaX="g 2 5 2.5 g 2 5">法治3次会议</ofd:TextCode>'), id="g"),
        pytest.param(text('Size="5"', '<ofd:TextCode X="0" Y="5" DeltaX="g 99 5">法治3次会议</ofd:TextCode>'), id="more than letters"),
        pytest.param(text('Size="5"', '<ofd:TextCode X="0" Y="5" DeltaX="5 5">法治3次会议</ofd:TextCode>'), id="fewer than letters"),
        pytest.param(text('Size="5"', '<ofd:TextCode X="0" Y="5">法治3次会议</ofd:TextCode>'), id="no offsets"),
        pytest.param(text('Size="5"', '<ofd:TextCode X="0">法治3次会议</ofd:TextCode>'), id="no height"),
        pytest.param(text('Size="5"', "".join(f'<ofd:TextCode X="{n * 5}" Y="5">{w}</ofd:TextCode>' for n, w in enumerate("法治3次会议"))), id="letters apart"),
        pytest.param(text('Size="1" CTM="5 0 0 5 0 0"', '<ofd:TextCode X="0" Y="1" DeltaX="g 5 1">法治3次会议</ofd:TextCode>'), id="scaled by a matrix"),
        pytest.param(text('Size="2.5" HScale="2"', '<ofd:TextCode X="0" Y="5" DeltaX="g 5 5">法治3次会议</ofd:TextCode>'), id="wide letters"),
        pytest.param(
            text(
                'Size="5"',
                '<ofd:CGTransform CodePosition="0" CodeCount="6" GlyphCount="6"><ofd:Glyphs>9 8 7 6 5 4</ofd:Glyphs></ofd:CGTransform>'
                '<ofd:TextCode X="0" Y="5" DeltaX="g 5 5">法治3次会议</ofd:TextCode>',
            ),
            id="glyphs",
        ),
        pytest.param(
            '<ofd:PageBlock ID="1"><ofd:PageBlock ID="2">' + text('Size="5"', '<ofd:TextCode X="0" Y="5">法治3次会议</ofd:TextCode>') + "</ofd:PageBlock></ofd:PageBlock>",
            id="blocks in blocks",
        ),
        pytest.param(text('Size="5"', '<ofd:TextCode X="0" Y="5">3次会议</ofd:TextCode>', "38 40 9 8") + text('Size="5"', '<ofd:TextCode X="0" Y="5">法治</ofd:TextCode>', "28 40 9 8"), id="from right to left in the file"),
    ],
)  # fmt: skip
def test_letters_stand_where_they_are_put(content: str) -> None:
    assert [block.text for block in from_ofd(one_page(content)).blocks] == ["法治3次会议"]


def test_a_page_turned_by_a_matrix_is_read_upright() -> None:
    turned = "".join(
        f'<ofd:TextObject ID="{n}" Boundary="{200 - n * 10} 20 8 200" CTM="0 1 -1 0 5 0" Font="3" Size="5"><ofd:TextCode X="0" Y="0">{words}</ofd:TextCode></ofd:TextObject>'
        for n, words in enumerate(("某镇2025年法治政府建设年度报告", "一、主要工作", WORDS))
    )
    assert from_ofd(one_page(turned)).text.splitlines() == ["某镇2025年法治政府建设年度报告", "一、主要工作", WORDS]


@pytest.mark.parametrize("order", ["Background", "Foreground", ""])
def test_a_template_stands_on_each_page_that_uses_it(order: str) -> None:
    use = '<ofd:Template TemplateID="9"/>' if not order else f'<ofd:Template TemplateID="9" ZOrder="{order}"/>'
    data = package(
        [page_xml(line(WORDS, 60), use), page_xml(line("（二）第二页。", 60))],
        common='<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        files={"Doc_0/Tpls/Tpl_0/Content.xml": page_xml(line("某镇2025年法治政府建设年度报告", 50))},
    )
    document = from_ofd(data)
    assert [(block.place.page, block.text[:5]) for block in document.blocks] == [(1, "某镇202"), (1, "全年召开专"), (2, "（二）第二")]


def test_a_composite_object_is_drawn_where_it_is_used() -> None:
    unit = (
        f'<ofd:CompositeGraphicUnit ID="77" Width="100" Height="20"><ofd:Content>{line("法治政府建设年度报告", 10, 0)}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    res = f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'
    use = '<ofd:CompositeObject ID="5" ResourceID="77" Boundary="40 30 100 20"/>'
    data = one_page(use + line(WORDS, 60), common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", files={"Doc_0/DocumentRes.xml": res})
    assert from_ofd(data).text.splitlines() == ["法治政府建设年度报告", WORDS]


def test_documents_in_one_file_follow_one_another() -> None:
    pages = [page_xml(line(f"（{n}）{WORDS}", 60)) for n in "一二三四"]
    document = from_ofd(package(pages, bodies=2))
    assert [(block.place.page, block.text[:3]) for block in document.blocks] == [(1, "（一）"), (2, "（三）"), (3, "（二）"), (4, "（四）")]


@pytest.mark.parametrize("location", ["Pages/Page_0/Content.xml", "./Pages/Page_0/Content.xml", "/Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml", "Pages\\Page_0\\Content.xml", "pages/page_0/content.xml"])  # fmt: skip
def test_ways_to_say_where_a_page_is(location: str) -> None:
    data = rewritten(one_page(line(WORDS, 60)), "Doc_0/Document.xml", "Pages/Page_0/Content.xml", location)
    assert from_ofd(data).text == WORDS


def rewritten(data: bytes, name: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            after.writestr(info.filename, content.replace(old.encode(), new.encode()) if info.filename == name else content)
    return out.getvalue()


# -- what nobody sees -------------------------------------------------------------------------------

WHITE = '<ofd:FillColor Value="255 255 255"/>'


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        pytest.param(line("聘请法律顾问", 80, attributes='Visible="false"'), "不可见的文字", id="not visible"),
        pytest.param(line("聘请法律顾问", 80, attributes='Alpha="0"'), "不可见的文字", id="transparent"),
        pytest.param(line("聘请法律顾问", 80, attributes='Fill="false"'), "不可见的文字", id="not filled"),
        pytest.param(f'<ofd:PageBlock ID="4" Visible="false">{line("聘请法律顾问", 80)}</ofd:PageBlock>', "不可见的文字", id="in a block that is not visible"),
        pytest.param(line("聘请法律顾问", 80).replace("<ofd:TextCode", f"{WHITE}<ofd:TextCode"), "与底色相同的文字", id="white"),
        pytest.param(
            line("聘请法律顾问", 80).replace("<ofd:TextCode", f"{WHITE.replace('255 255 255', '255')}<ofd:TextCode"), "与底色相同的文字", id="white as grey"
        ),
        pytest.param(line("聘请法律顾问", 80, x=230), "页面以外的文字", id="beside the page"),
        pytest.param(line("聘请法律顾问", 80, size=0.3), "极小的文字", id="tiny"),
        pytest.param(
            line("聘请法律顾问", 80) + '<ofd:PathObject ID="5" Boundary="20 70 100 20" Fill="true" Stroke="false"><ofd:FillColor Value="255 255 255"/>'
            "<ofd:AbbreviatedData>M 0 0 L 100 0 L 100 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>",
            "被遮盖的文字",
            id="covered",
        ),
    ],
)
def test_hidden_text_is_told_and_not_read(hidden: str, why: str) -> None:
    document = from_ofd(one_page(line(WORDS, 60) + hidden + line(WORDS, 100)))
    assert document.text.splitlines() == [WORDS, WORDS]
    assert document.asides == (Aside(AsideKind.HIDDEN, "聘请法律顾问", name=f"第1页{why}"),)


def test_white_words_on_a_coloured_bar_are_seen() -> None:
    bar = (
        '<ofd:PathObject ID="5" Boundary="20 40 150 20" Fill="true" Stroke="false"><ofd:FillColor Value="200 0 0"/>'
        "<ofd:AbbreviatedData>M 0 0 L 150 0 L 150 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    title = line("某镇2025年法治政府建设年度报告", 52).replace("<ofd:TextCode", f"{WHITE}<ofd:TextCode")
    assert from_ofd(one_page(bar + title + line(WORDS, 80))).text.splitlines() == ["某镇2025年法治政府建设年度报告", WORDS]


def test_drawing_parameters_colour_the_text() -> None:
    res = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DrawParams><ofd:DrawParam ID="30"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam>'
        '<ofd:DrawParam ID="31" Relative="30"/></ofd:DrawParams></ofd:Res>'
    )
    content = line(WORDS, 60) + line("聘请法律顾问", 80, attributes='DrawParam="31"')
    document = from_ofd(one_page(content, common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>", files={"Doc_0/PublicRes.xml": res}))
    assert [(aside.kind, aside.text) for aside in document.asides] == [(AsideKind.HIDDEN, "聘请法律顾问")]


# -- beside the pages -------------------------------------------------------------------------------


def test_what_the_file_says_of_itself() -> None:
    info = (
        "<ofd:Title>年度报告</ofd:Title><ofd:Author>起草人</ofd:Author><ofd:CreationDate>2026-01-20</ofd:CreationDate><ofd:Creator>某版式软件</ofd:Creator>"
        '<ofd:Keywords><ofd:Keyword>法治</ofd:Keyword><ofd:Keyword>报告</ofd:Keyword></ofd:Keywords><ofd:CustomDatas><ofd:CustomData Name="审核人">某某</ofd:CustomData></ofd:CustomDatas>'
    )
    asides = from_ofd(one_page(line(WORDS, 60), info=info)).asides
    assert {aside.kind for aside in asides} == {AsideKind.PROPERTY}
    assert {aside.name: aside.text for aside in asides} == {
        "标题": "年度报告", "作者": "起草人", "创建时间": "2026-01-20", "生成程序": "某版式软件", "关键词": "法治、报告", "审核人": "某某",
    }  # fmt: skip


def test_annotations_attachments_and_seals() -> None:
    def annotation(attributes: str, words: str, remark: str = "") -> str:
        said = f"<ofd:Remark>{remark}</ofd:Remark>" if remark else ""
        return f'<ofd:Annot ID="1" {attributes}>{said}<ofd:Appearance Boundary="0 0 50 50">{line(words, 10, 0) if words else ""}</ofd:Appearance></ofd:Annot>'

    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    marks = annotation('Type="Watermark" Creator="系统"', "内部资料") + annotation('Type="Highlight" Creator="审核人"', "", "数字请核对")
    marks += annotation('Type="Stamp" Subtype="SignatureInFile"', "某镇人民政府印章") + annotation('Type="Link"', "链接")
    files: dict[str, str | bytes] = {
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {name}><ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/Page_0/Annotation.xml": f"<ofd:PageAnnot {name}>{marks}</ofd:PageAnnot>",
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {name}><ofd:Attachment ID="1" Name="附件1" Format="docx"><ofd:FileLoc>1.docx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
        "Doc_0/Attachs/1.docx": b"PK",
        "Doc_0/Signs/Signatures.xml": "<broken",
    }  # fmt: skip
    beside = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    document = from_ofd(one_page(line(WORDS, 60), beside=beside, files=files))
    assert document.text == WORDS
    assert document.asides == (
        Aside(AsideKind.EMBEDDED, "附件1.docx"),
        Aside(AsideKind.HEADER, "内部资料", name="水印"),
        Aside(AsideKind.COMMENT, "数字请核对", name="第1页批注", author="审核人"),
    )


def test_letters_across_the_page_are_a_watermark() -> None:
    across = '<ofd:TextObject ID="8" Boundary="40 100 100 100" CTM="0.7 -0.7 0.7 0.7 0 60" Font="3" Size="12" Alpha="60"><ofd:TextCode X="0" Y="12" DeltaX="g 3 12">征求意见</ofd:TextCode></ofd:TextObject>'  # fmt: skip
    document = from_ofd(one_page(line(WORDS, 60) + across + line(WORDS, 100)))
    assert document.text.splitlines() == [WORDS, WORDS]
    assert document.asides == (Aside(AsideKind.HEADER, "征求意见", name="水印"),)
