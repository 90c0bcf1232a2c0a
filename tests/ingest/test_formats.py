"""A file is what it contains, whatever it is called."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from checker.ingest import ReadError, read_bytes
from checker.ingest.formats import detect

REPORT = "云岫镇2025年法治政府建设年度报告\n一、主要举措\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = f"<html><head><title>报告</title></head><body><p>{REPORT}</p></body></html>"
MIME = (
    'From: <Saved by Blink>\nSnapshot-Content-Location: http://www.example.gov.cn/\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"\n\n'
)


def packed(*names: str, mimetype: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "<a/>")
    return made.getvalue()


OOXML = ("[Content_Types].xml", "_rels/.rels")
OPEN = "application/vnd.oasis.opendocument."
CONTENTS = {
    "docx": packed(*OOXML, "word/document.xml"),
    "docx, main part under another name": packed(*OOXML, "word/document2.xml"),
    "ofd": packed("OFD.xml", "Doc_0/Document.xml"),
    "odt": packed("content.xml", mimetype=f"{OPEN}text"),
    "odt, a template": packed("content.xml", mimetype=f"{OPEN}text-template"),
    "archive": packed("某镇/报告.docx", "word/报告.docx"),
    "archive of nothing": packed(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "pdf after junk": b"\xef\xbb\xbf\r\nHTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n",
    "rtf": rb"{\rtf1\ansi\deff0 a}",
    "image, PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "image, JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image, TIFF": b"II*\x00\x08\x00\x00\x00",
    "image, BMP": b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00",
    "image, WebP": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "html": f"<!DOCTYPE html>\n{PAGE}".encode(),
    "html after a signature and blanks": f"\ufeff \r\n{PAGE}".encode(),
    "html after an XML prologue": f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- saved -->\n{PAGE}'.encode(),
    "html in GBK": PAGE.encode("gbk"),
    "html in UTF-16": PAGE.encode("utf-16"),
    "mht": (MIME + "x").encode(),
    "text": REPORT.encode(),
    "text in GBK": REPORT.encode("gbk"),
    "text in UTF-16": REPORT.encode("utf-16"),
    "text that speaks of tags": f"说明：<html> 标签\n{REPORT}".encode(),
}


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".pdf", ".txt", ".html", ".zip", ".png", ".xyz", ""])
@pytest.mark.parametrize("what", CONTENTS)
def test_told_by_content(what: str, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.ingest.formats._READERS", dict.fromkeys(("docx", "ofd", "odt", "archive", "pdf", "rtf", "image", "html", "mht", "text"), ""))
    assert detect(CONTENTS[what], f"报告{suffix}") == what.replace(",", " ").split()[0]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (packed(*OOXML, "xl/workbook.xml"), "统计表.docx", "spreadsheet"),
        (packed(*OOXML, "ppt/presentation.xml"), "汇报.docx", "presentation"),
        (packed("content.xml", mimetype=f"{OPEN}spreadsheet"), "表.odt", "spreadsheet"),
        (packed("content.xml", mimetype=f"{OPEN}presentation"), "a.odt", "presentation"),
        (packed("content.xml", mimetype=f"{OPEN}graphics"), "图.odt", "unknown_format"),
        (b"PK\x03\x04" + bytes(200), "报告.docx", "broken"),
        (OLE + bytes(2000), "报告.doc", "broken"),
        (OLE, "报告.wps", "broken"),
        (b"\x1f\x8b\x08" + bytes(50), "a.gz", "other_archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "a.zip", "other_archive"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "报告.rar", "other_archive"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), "a.tar", "other_archive"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4, "报告.docx", "unknown_format"),
        (b"MZ\x90\x00" + bytes(range(256)) * 4, "报告.exe", "unknown_format"),
        (bytes(range(256)) * 9, "a.txt", "binary"),
        (bytes(500), "报告.docx", "unknown_format"),
        (b"\x81\xff\xfe\x00\xff" * 900, "报告.docx", "unknown_format"),
    ],
)
def test_what_is_no_report_is_told_by_name(data: bytes, name: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert (caught.value.source, caught.value.code) == (name, code)


@pytest.mark.parametrize("name", ["报告.docx", "报告.DOC", "报告.wps", "报告.pdf", "报告", "报告.xyz", "报告.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_under_any_name_is_read(name: str, encoding: str) -> None:
    document = read_bytes(REPORT.encode(encoding), name)
    assert (document.text, document.format) == (REPORT, "txt")


def test_markdown_is_told_by_its_name() -> None:
    data = f"<p align=center>题</p>\n\n# {REPORT}".encode()
    assert read_bytes(data, "报告.md").format == "md"
    assert read_bytes(f"# {REPORT}".encode(), "报告.docx").format == "txt"


def test_a_text_cut_in_a_character_where_the_look_ends_is_text() -> None:
    assert read_bytes(("x" + "法治\n" * 20_000).encode(), "长.docx").format == "txt"
    assert read_bytes(("x" + "法治\n" * 20_000).encode("gb18030"), "长.docx").format == "txt"


def test_every_reader_is_there() -> None:
    from checker.ingest.formats import _READERS, reader_of

    for format in _READERS:
        assert callable(reader_of(format)), format


def test_looking_costs_nothing_on_a_large_text(tmp_path: Path) -> None:
    from time import process_time

    data = ("<" * 4_000 + "法治" * 3_000_000).encode()
    started = process_time()
    assert detect(data, "a.html") == "text"
    assert process_time() - started < 0.5
