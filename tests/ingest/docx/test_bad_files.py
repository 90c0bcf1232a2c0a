"""Broken, protected and hostile Word files: a clear error, in bounded time, and nothing else."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from time import process_time

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.ingest import ReadError, package
from checker.ingest.docx import read_docx, story

Make = Callable[..., bytes]
Repacked = Callable[[bytes, Callable[[str, bytes], object]], bytes]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_docx(data, source="甲.docx", sha256="")
    assert caught.value.source == "甲.docx"
    assert str(caught.value).count("\n") == 0
    return caught.value.code


def test_a_compound_file_is_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refused(ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99) == "encrypted"
    assert refused(ole + "WordDocument".encode("utf-16-le")) == "broken"


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "broken"), (b"<w:document", "broken"), (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "unsafe_xml")],
    ids=["empty", "cut", "an external entity"],
)
def test_a_bad_part(name: str, content: bytes, code: str, make: Make, repacked: Repacked) -> None:
    data = make(p("甲"), {"word/styles.xml": "", "word/numbering.xml": ""})
    assert refused(repacked(data, lambda member, old: content if member == name else old)) == code


def test_a_zip_that_is_no_word_file(make: Make, repacked: Repacked) -> None:
    assert refused(repacked(make(p("甲")), lambda name, old: None if name == "word/document.xml" else old)) == "broken"
    assert refused(repacked(make(p("甲")), lambda name, old: old.replace(b"w:body", b"w:other"))) == "broken"


@pytest.mark.parametrize("body", ["", "<w:p/>", p(" \u3000"), "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"])
def test_no_text(body: str, make: Make) -> None:
    assert refused(make(body)) == "empty"


def test_only_pictures(make: Make) -> None:
    picture = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='a'/></wp:inline></w:drawing></w:r></w:p>"
    assert refused(make(picture, {"word/media/image1.png": b"\x89PNG"})) == "only_pictures"
    assert refused(make(picture, {"word/media/image1.JPG": b"\xff\xd8"})) == "only_pictures"
    document = docx.Document()
    document.add_picture(io.BytesIO(_png()))
    buffer = io.BytesIO()
    document.save(buffer)
    assert refused(buffer.getvalue()) == "only_pictures"


def test_only_an_embedded_page(make: Make) -> None:
    relation = f'<Relationship Id="c" Type="{OFFICE}/aFChunk" Target="afchunk.mht"/>'
    assert refused(make('<w:altChunk r:id="c"/>', {"word/afchunk.mht": b"<html>"}, relations=relation)) == "only_embedded"


def _png() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


# -- hostile files --------------------------------------------------------------------------------


def nested(open: str, close: str, times: int, inside: str = p("甲")) -> str:
    return open * times + inside + close * times


RUN = "<w:r><w:t>甲</w:t></w:r>"
SIGN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


TABS = f"<w:p>{RUN}<w:r>{'<w:tab/>' * 100_000}<w:t>乙</w:t></w:r></w:p>"
CONTENTS = SIGN.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + SIGN.format("separate")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(p("目录") + TABS, "", id="an entry of contents that never ends"),
        pytest.param(f"<w:p>{CONTENTS}</w:p>{TABS}<w:p>{SIGN.format('end')}</w:p>", "", id="one in a field"),
        pytest.param(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60), "too_complex", id="tables in tables"),
        pytest.param(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 4000), "too_complex", id="depth"),
        pytest.param("<w:p/>" * (story.MAX_PARAGRAPHS + 1), "too_complex", id="empty paragraphs"),
        pytest.param("<w:p>" + RUN * 250_000 + "</w:p>", "too_complex", id="tags"),
        pytest.param("<w:p>" + RUN * 100_000 + "</w:p>", "", id="runs"),
        pytest.param(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120), "", id="content controls"),
        pytest.param("<w:p>" + nested('<w:ins w:author="a">', "</w:ins>", 240, RUN) + "</w:p>", "", id="changes in changes"),
        pytest.param('<w:p><w:pPr><w:rPr><w:del w:author="a"/></w:rPr></w:pPr></w:p>' * 40_000 + p("甲"), "", id="deleted paragraphs"),
        pytest.param("<w:p>" + SIGN.format("begin") * 60_000 + RUN + "</w:p>", "", id="fields that never end"),
        pytest.param(
            f"<w:p>{(SIGN.format('begin') + SIGN.format('separate')) * 15_000}{RUN * 15_000}{SIGN.format('end') * 15_000}</w:p>", "", id="nested fields"
        ),
        pytest.param(
            "<w:tbl><w:tr>" + f'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{p("甲")}</w:tc>' * 5_000 + "</w:tr></w:tbl>", "", id="columns without end"
        ),
        pytest.param('<w:p><w:ins w:author="a"><w:r>' + "<w:t>甲</w:t>" * 150_000 + "</w:r></w:ins></w:p>", "", id="one change in very many pieces"),
    ],
)
def test_floods_take_no_time(body: str, code: str, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_RATIO", 10**6)  # the limit that stops most of these first
    data = make(body)
    begun = process_time()
    if code:
        assert refused(data) == code
    else:
        assert "甲" in read_docx(data, source="甲.docx", sha256="").text
    assert process_time() - begun < 10


def test_a_bomb_is_refused_by_its_ratio(make: Make) -> None:
    assert refused(make("<w:p>" + RUN * 100_000 + "</w:p>")) == "too_complex"


@pytest.mark.parametrize("number", ["-1", "99999999999999999999", "1e9", "ⅷ", "", "NaN"])
def test_numbers_that_are_none(number: str, make: Make) -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading {number}"/><w:pPr><w:outlineLvl w:val="{number}"/></w:pPr>'
        f'<w:rPr><w:sz w:val="{number}"/></w:rPr></w:style>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{number}"/><w:lvl w:ilvl="0"><w:start w:val="{number}"/><w:lvlRestart w:val="{number}"/>'
        f'<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="{number}"><w:startOverride w:val="{number}"/></w:lvlOverride></w:num>'
    )
    listed = f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr>'
    span = f'<w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="a"/>{listed}</w:pPr><w:r><w:sym w:char="{number}"/><w:t>甲</w:t></w:r></w:p>'
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{number}"/></w:trPr><w:tc>{span}{p("乙")}</w:tc><w:tc>{p("丙")}</w:tc></w:tr></w:tbl>'
    )
    text = read_docx(make(body, {"word/styles.xml": styles, "word/numbering.xml": lists}), source="a.docx", sha256="").text
    assert "甲" in text and "| 乙 |" in text


# -- mutated files --------------------------------------------------------------------------------

mutations = settings(max_examples=120, deadline=5_000, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def real() -> bytes:
    """What python-docx writes of a report with a title, headings, a list, a table, a header and a comment."""
    document = docx.Document()
    document.add_heading("云岫镇2025年度法治政府建设年度报告", 0)
    for number, chapter in enumerate(("主要举措", "存在不足", "下步安排")):
        document.add_heading(chapter, 1)
        paragraph = document.add_paragraph("全年召开专题会议3次，审查合同42份。")
        document.add_comment(paragraph.runs, text="请核对", author="张科长")
        document.add_paragraph(f"第{number}项", style="List Number")
    table = document.add_table(3, 3, style="Table Grid")
    for row in table.rows:
        for cell in row.cells:
            cell.text = "216"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_or_refused(data: bytes) -> None:
    try:
        document = read_docx(data, source="a.docx", sha256="")
    except ReadError:
        return
    assert document.text.strip()
    assert all(aside.line is None or 1 <= aside.line <= document.text.count("\n") + 1 for aside in document.asides)


@given(seed=st.integers(0, 2**32), edits=st.integers(1, 40))
@mutations
def test_any_byte_may_be_wrong(seed: int, edits: int, real: bytes) -> None:
    choose = random.Random(seed)
    data = bytearray(real)
    for _ in range(edits):
        data[choose.randrange(len(data))] = choose.randrange(256)
    read_or_refused(bytes(data[: choose.randrange(len(data))] if seed % 5 == 0 else data))


TOKENS = re.compile(rb"<[^<>]*>|[^<>]+")
NAMES = (
    b"w:p",
    b"w:r",
    b"w:t",
    b"w:tbl",
    b"w:tr",
    b"w:tc",
    b"w:del",
    b"w:ins",
    b"w:sdt",
    b"w:sdtContent",
    b"w:fldChar",
    b"w:pPr",
    b"w:rPr",
    b"w:numPr",
    b"w:vanish",
    b"w:style",
)


@given(seed=st.integers(0, 2**32), edits=st.integers(1, 12))
@mutations
def test_any_xml_may_be_wrong(seed: int, edits: int, real: bytes, repacked: Repacked) -> None:
    """Tags taken out, repeated, swapped, renamed; values replaced. Half of the files stay well-formed."""
    choose = random.Random(seed)
    parts = [
        name for name in zipfile.ZipFile(io.BytesIO(real)).namelist() if name.endswith((".xml", ".rels")) and "theme" not in name and "customXml" not in name
    ]
    chosen = {choose.choice(parts), "word/document.xml"}

    def mutate(name: str, content: bytes) -> bytes:
        if name not in chosen:
            return content
        tokens = TOKENS.findall(content)
        for _ in range(edits):
            at = choose.randrange(len(tokens))
            kind = choose.randrange(5)
            if kind == 0:
                old, new = choose.choice(NAMES), choose.choice(NAMES)
                tokens = [re.sub(rb"(?<=[</])" + old + rb"(?=[ />])", new, token) for token in tokens]
            elif kind == 1:
                tokens[at] = re.sub(
                    rb'"[^"]*"', b'"' + choose.choice((b"", b"-1", b"1", b"99999999999", b"FFFFFF", b"../../x", b"&#20013;")) + b'"', tokens[at]
                )
            elif kind == 2:
                tokens[at] = tokens[at].replace(b">", b"/>") if tokens[at].startswith(b"<") and seed % 2 else tokens[at]
            elif kind == 3 and seed % 2:
                del tokens[at]
            else:
                other = choose.randrange(len(tokens))
                if not tokens[at].startswith(b"<") or not tokens[other].startswith(b"<") or seed % 2:
                    tokens[at], tokens[other] = tokens[other], tokens[at]
        return b"".join(tokens)

    read_or_refused(repacked(real, mutate))
