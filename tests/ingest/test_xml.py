"""XML of parts: read in the encodings that parts have; document types, entities and floods refused."""

from __future__ import annotations

import pytest

from checker.ingest import ReadError, xml
from checker.ingest.xml import parse_xml

TEXT = '<?xml version="1.0" encoding="{}"?>\n<a b="法治"><!-- c --><?d e?>政府&amp;&#24314;设</a>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        parse_xml(data, "a.docx", "word/document.xml")
    assert caught.value.source == "a.docx" and "word/document.xml" in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("GBK", "gbk"),
        ("gb18030", "gb18030"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    root = parse_xml(TEXT.format(declared).encode(encoding), "a.docx", "a.xml")
    assert (root.get("b"), "".join(root.itertext()), len(root)) == ("法治", "政府&建设", 0)


def test_no_declaration_is_utf_8() -> None:
    assert parse_xml("<a>法</a>".encode(), "a.docx", "a.xml").text == "法"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"no xml",
        b"<a>\x00</a>",
        b"<a>\xff\xfe</a>",
        b"<a>&nbsp;</a>",
        b"<a b='1' b='2'/>",
        b'<?xml version="1.0" encoding="x-none"?><a/>',
    ],
)
def test_what_is_no_xml_is_broken(data: bytes) -> None:
    assert refused(data) == "broken"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><a/>',
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a b="&l9;">&l9;</a>',
    ],
    ids=["external type", "external entity", "parameter entity", "billion laughs"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(text: str, encoding: str) -> None:
    assert refused(text.encode(encoding)) == "unsafe_xml"


def test_a_document_type_does_not_hide_in_an_encoding() -> None:
    hidden = b'<?xml version="1.0" encoding="utf-7"?>' + '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-7")
    assert refused(hidden) == "broken"


def test_floods(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(b"<a>" * 300 + b"</a>" * 300) == "too_complex"
    assert refused(b"<a>" + b"<b/>" * (xml.MAX_TAGS + 1) + b"</a>") == "too_complex"
    monkeypatch.setattr(xml, "MAX_XML", 99)
    assert refused(b"<a>" + b"x" * 99 + b"</a>") == "too_complex"
