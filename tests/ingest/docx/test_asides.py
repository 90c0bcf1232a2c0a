"""What a Word file carries apart from its text."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from checker.ingest import AsideKind, Document
from checker.ingest.docx import read_docx

Read = Callable[..., Document]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else f"<w:r><w:t>{content}</w:t></w:r>"
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def told(document: Document, kind: AsideKind) -> list[str]:
    return [aside.text for aside in document.asides if aside.kind is kind]


def pointer(kind: str, target: str, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="x{abs(hash((kind, target)))}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


SIGN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PAGE = f"{SIGN.format('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{SIGN.format('separate')}<w:r><w:t>3</w:t></w:r>{SIGN.format('end')}"


def test_notes_stand_at_their_line_and_not_in_the_text(read: Read) -> None:
    body = p("甲") + p('<w:r><w:t>审查42份</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>') + p('<w:r><w:t>乙</w:t><w:endnoteReference w:id="2"/></w:r>')
    notes = f'<w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote><w:footnote w:id="2">{p("不含村级合同。")}</w:footnote>'
    ends = f'<w:endnote w:id="2">{p("尾注。")}</w:endnote>'
    document = read(body, {"word/footnotes.xml": notes, "word/endnotes.xml": ends})
    assert document.text == "甲\n审查42份\n乙"
    assert [(a.text, a.line) for a in document.asides if a.kind is AsideKind.FOOTNOTE] == [("不含村级合同。", 2), ("尾注。", 3)]


def test_headers_of_all_sections_without_page_numbers(read: Read) -> None:
    parts = {
        "word/header1.xml": p("内部资料 注意保存"),
        "word/header2.xml": p("内部资料 注意保存"),
        "word/footer1.xml": p(f"<w:r><w:t>— </w:t></w:r>{PAGE}<w:r><w:t> —</w:t></w:r>") + p(f"<w:r><w:t>第</w:t></w:r>{PAGE}<w:r><w:t>页</w:t></w:r>"),
    }
    document = read(p("甲"), parts)
    assert (told(document, AsideKind.HEADER), told(document, AsideKind.FOOTER), document.text) == (["内部资料 注意保存"], [], "甲")


def test_a_watermark_in_a_header(read: Read) -> None:
    mark = '<w:r><w:pict><v:shape><v:textpath string="征求意见稿"/></v:shape></w:pict></w:r>'
    assert told(read(p("甲"), {"word/header1.xml": p(mark)}), AsideKind.HEADER) == ["征求意见稿"]


def test_changes_in_headers_are_told(read: Read) -> None:
    changed = p('<w:del w:id="1" w:author="李主任"><w:r><w:delText>送审稿</w:delText></w:r></w:del><w:r><w:t>云岫镇</w:t></w:r>')
    document = read(p("甲"), {"word/header1.xml": changed})
    assert [(a.text, a.author, a.line) for a in document.asides if a.kind is AsideKind.DELETED] == [("送审稿", "李主任", None)]


def test_properties_that_a_writer_left() -> None:
    document = docx.Document()
    document.add_paragraph("甲")
    core = document.core_properties
    core.author, core.last_modified_by, core.title, core.keywords, core.revision = "云川县某公司", "admin", "2023年报告（旧）", "模板", 47
    buffer = io.BytesIO()
    document.save(buffer)
    properties = {a.name: a.text for a in read_docx(buffer.getvalue(), source="a.docx", sha256="").asides if a.kind is AsideKind.PROPERTY}
    known = {"作者": "云川县某公司", "最后保存者": "admin", "标题": "2023年报告（旧）", "关键词": "模板", "修订次数": "47", "模板": "Normal.dotm"}
    assert known.items() <= properties.items()


def test_own_properties_and_the_company(make: Callable[..., bytes], repacked: Callable[..., bytes]) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>'
        f'<Relationship Id="c" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
    )
    app = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>某某科技公司</Company><Manager/></Properties>'
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="urn:vt">'
        '<property name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0</vt:lpwstr></property></Properties>'
    )
    data = make(p("甲"), {"docProps/app.xml": app, "docProps/custom.xml": custom, "_rels/.rels": relations})
    properties = [(a.name, a.text) for a in read_docx(data, source="a.docx", sha256="").asides if a.kind is AsideKind.PROPERTY]
    assert properties == [("单位", "某某科技公司"), ("KSOProductBuildVer", "2052-12.1.0")]


def test_files_inside_and_pointed_at(read: Read) -> None:
    relations = (
        pointer("oleObject", "embeddings/oleObject1.bin", outside=False)
        + pointer("attachedTemplate", "file:///D:/模板/报告.dotx")
        + pointer("hyperlink", "http://a.gov.cn")
        + pointer("image", "http://a.gov.cn/x.png")
        + pointer("diagramData", "diagrams/data1.xml", outside=False)
    )
    document = read(p("甲"), {"word/embeddings/台账.xlsx": b"x", "word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x"}, relations=relations)
    assert sorted(told(document, AsideKind.EMBEDDED)) == sorted(
        ["oleObject1.bin", "file:///D:/模板/报告.dotx", "http://a.gov.cn/x.png", "台账.xlsx", "vbaProject.bin"]
    )
    assert told(document, AsideKind.LIMIT) == ["SmartArt 图形中的文字未读取"]


def test_people_who_worked_on_the_file(read: Read) -> None:
    people = '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="赵某某"/></w15:people>'
    relation = '<Relationship Id="p" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/>'
    document = read(p("甲"), {"word/people.xml": people}, relations=relation)
    assert [(a.name, a.text) for a in document.asides if a.kind is AsideKind.PROPERTY] == [("修订人", "赵某某")]


@pytest.mark.parametrize("extra", ["", "word/media/image1.png"])
def test_a_plain_file_carries_nothing(extra: str, read: Read) -> None:
    assert read(p("甲"), {extra: b"x"} if extra else {}).asides == ()
