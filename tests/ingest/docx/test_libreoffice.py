"""A file with everything in it, as it was made and as LibreOffice writes it: read alike."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.ingest import AsideKind, Document
from checker.ingest.docx import read_docx

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
_ANCHOR = (
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="2000000" cy="600000"/>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="b"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def change(kind: str, author: str, text: str) -> str:
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="9" w:author="{author}" w:date="2026-01-05T09:00:00Z"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'


def tc(text: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{p(text) if text else "<w:p/>"}</w:tc>'


_DRAWING = f"<w:drawing>{_ANCHOR.format(p('盒中文字') + p('盒二'))}</w:drawing>"
BOX = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{_DRAWING}</mc:Choice></mc:AlternateContent></w:r>'
END = '<w:rPr><w:del w:id="8" w:author="李主任" w:date="2026-01-05T09:00:00Z"/></w:rPr>'
SIGN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PAGE = f"{SIGN.format('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{SIGN.format('separate')}{run('1')}{SIGN.format('end')}"
ACROSS, DOWN = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    f"<w:tr>{tc('类别', ACROSS)}{tc('数')}</w:tr>"
    f"<w:tr>{tc('执法', DOWN)}{tc('处罚')}{tc('3')}</w:tr>"
    f"<w:tr>{tc('', '<w:vMerge/>')}{tc('检查')}{tc('216')}</w:tr></w:tbl>"
)
BODY = (
    p("云岫镇报告")
    + p(BOX + run("锚定段落"))
    + p(run("审查") + change("del", "李主任", "41") + change("ins", "张科长", "42") + run("份"))
    + p(change("del", "李主任", "整段"), END)
    + p("上半句", END)
    + p("下半句")
    + p(f'<w:commentRangeStart w:id="1"/>{run("乙")}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
    + p(run("注") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + p(run("隐藏", "<w:vanish/>") + run("看见"))
    + TABLE
    + p(run("甲") + "<w:r><w:br/></w:r>" + run("乙") + "<w:r><w:tab/></w:r>" + run("丙"))
    + '<w:sectPr><w:headerReference w:type="default" r:id="part3"/><w:footerReference w:type="default" r:id="part4"/></w:sectPr>'
)
SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>' for id, kind in enumerate(("separator", "continuationSeparator"))
)
PARTS = {
    "word/comments.xml": f'<w:comment w:id="1" w:author="张科长" w:date="2026-01-05T09:00:00Z" w:initials="Z">{p("请核")}</w:comment>',
    "word/footnotes.xml": f'{SEPARATORS}<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("脚注文字")}</w:p></w:footnote>',
    "word/header1.xml": p("内部资料"),
    "word/footer1.xml": p(run("— ") + PAGE + run(" —")),
}
LINES = [
    *("云岫镇报告", "盒中文字", "盒二", "锚定段落", "审查42份", "上半句下半句", "乙", "注", "看见"),
    *("| 类别 |  | 数 |", "| 执法 | 处罚 | 3 |", "|  | 检查 | 216 |", "甲", "乙\t丙"),
]
ASIDES = [
    ("deleted", "41", "李主任", 5),
    ("inserted", "42", "张科长", 5),
    ("deleted", "整段", "李主任", 6),
    ("comment", "请核", "张科长", 7),
    ("footnote", "脚注文字", "", 8),
    ("hidden", "隐藏", "", 9),
    ("header", "内部资料", "", None),
]


def read(data: bytes) -> Document:
    return read_docx(data, source="a.docx", sha256="")


def test_written_by_libreoffice(make: Callable[..., bytes], tmp_path: Path, invariants: Callable[[Document], None]) -> None:
    data = make(BODY, PARTS)
    (tmp_path / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "again"), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for document in (read(data), read((tmp_path / "again" / "a.docx").read_bytes())):
        invariants(document)
        assert document.text.split("\n") == LINES
        assert [(a.kind.value, a.text, a.author, a.line) for a in document.asides if a.kind is not AsideKind.PROPERTY] == ASIDES
