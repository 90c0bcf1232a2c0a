"""Web archives: what Chromium saves, and Word's form of it.

`files/chromium-*.mhtml` were saved by Chromium from pages of ours; the others are put together here with
`email`, with headers as Word and as Chromium write them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from email.encoders import encode_base64
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from pathlib import Path
from quopri import encodestring

import pytest
from government_pages import MAKES, page, report_at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_page import WORD

from checker.ingest import Aside, AsideKind, Document, ReadError, read
from checker.ingest.web import read_mht

ROOT = Path(__file__).parents[3]
FILES = Path(__file__).parent / "files"
REPORTS = sorted(path for path in (*ROOT.glob("reports/*.txt"), *ROOT.glob("reports/*.md")) if path.name != "README.md")
SENTENCE = "全年召开专题会议3次，研究法治政府建设工作。"

Answer = tuple[dict[str, tuple[str, str]], list[str]]
quick = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


def from_mht(data: bytes) -> Document:
    return read_mht(data, source="页面.mht", sha256="0")


def part(content: bytes, type: str, location: str, charset: str = "", base64: bool = False) -> Message:
    main, _, sub = type.partition("/")
    message = MIMENonMultipart(main, sub, **({"charset": charset} if charset else {}))
    message["Content-Location"] = location
    if base64:
        message.set_payload(content)
        encode_base64(message)
    else:
        message["Content-Transfer-Encoding"] = "quoted-printable"
        message.set_payload(encodestring(content).decode("ascii"))
    return message


def archive(*parts: Message) -> bytes:
    whole = MIMEMultipart("related", type="text/html")
    for one in parts:
        whole.attach(one)
    return whole.as_bytes()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("make", MAKES)
def test_an_archive_of_each_make_gives_the_checklist_of_the_text(
    make: str, path: Path, answer: Callable[[Document], Answer], invariants: Callable[[Document], None]
) -> None:
    report = report_at(path)
    data = page(make, report)
    document = from_mht(archive(part(data, "text/html", "http://www.chengan.example/a.html"), part(b"\x89PNG", "image/png", "http://a/b.png", base64=True)))
    invariants(document)
    assert answer(document) == answer(read(path))
    assert {key: document.metadata.get(key) for key, _ in report.pairs} == dict(report.pairs)


@pytest.mark.parametrize(("name", "report"), [("jcms-chengan-sjj", "chengan-sjj.txt"), ("tables-shinian", "shinian.txt"), ("frame-qingyan", "qingyan.txt")])
def test_what_chromium_saves(name: str, report: str, answer: Callable[[Document], Answer], invariants: Callable[[Document], None]) -> None:
    document = from_mht((FILES / f"chromium-{name}.mhtml").read_bytes())
    invariants(document)
    assert answer(document) == answer(read(ROOT / "reports" / report))
    assert document.format == "mht"


def test_the_frame_with_the_report_is_read_and_the_page_around_it_told() -> None:
    document = from_mht((FILES / "chromium-frame-qingyan.mhtml").read_bytes())
    assert Aside(AsideKind.EMBEDDED, "outer.html") in document.asides


@pytest.mark.parametrize(("charset", "base64"), [("gb2312", False), ("us-ascii", False), ("", True), ("unicode", True)])
def test_what_word_saves(charset: str, base64: bool) -> None:
    data = WORD.encode("utf-16" if charset == "unicode" else "gb18030")
    header = part(b"<html><body><p>x</p></body></html>", "text/html", "file:///C:/report.files/header.htm")
    document = from_mht(
        archive(part(data, "text/html", "file:///C:/report.htm", charset, base64), header)
    )
    assert "全年审查合同42份，出具法律意见书9份。" in document.text
    assert [aside.text for aside in document.asides if aside.kind is AsideKind.EMBEDDED] == ["header.htm"]


def test_style_sheets_of_the_archive_hide_words() -> None:
    words = f"<html><meta charset=utf-8><body><p>{SENTENCE}</p><p class=gone>聘请法律顾问。</p></body></html>"
    document = from_mht(archive(part(words.encode(), "text/html", "http://a/a.html"), part(b".gone { display: none }", "text/css", "cid:css@mhtml.blink")))
    assert document.text == SENTENCE
    assert [(aside.kind, aside.text) for aside in document.asides] == [(AsideKind.HIDDEN, "聘请法律顾问。")]


def test_an_archive_of_one_part() -> None:
    message = EmailMessage()
    message.set_content(f"<p>{SENTENCE}</p>", subtype="html")
    assert from_mht(message.as_bytes()).text == SENTENCE


def _nested(times: int) -> bytes:
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(times))
    return ("MIME-Version: 1.0\n" + heads + "Content-Type: text/html\n\n<p>x</p>").encode()


HOSTILE = {
    "no page inside": (archive(part(b"x", "image/png", "a.png")), "broken"),
    "no archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "broken"),
    "nested parts": (_nested(5_000), "too_complex"),
    "nested messages": (b"Content-Type: message/rfc822\n\n" * 5_000 + b"Content-Type: text/html\n\n<p>x", "too_complex"),
    "lines without end": (b"Content-Type: text/html\n\n" + b"\n" * 2_000_000, "too_complex"),
    "parts without end": (b"Content-Type: multipart/related; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\n" * 100_000, "too_complex"),
    "a header without end": (b"Content-Type: text/html; a=" + b"x" * 3_000_000 + b"\n\n<p>" + SENTENCE.encode(), ""),
    "an unknown charset": (b"Content-Type: text/html; charset=klingon\n\n<p>" + SENTENCE.encode(), ""),
    "an unknown encoding": (b"Content-Type: text/html\nContent-Transfer-Encoding: x-gzip\n\n<p>" + SENTENCE.encode(), ""),
    "broken base64": (b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!=====abc", "encoding"),
    "nested divisions": (archive(part(b"<div>" * 10_000 + b"x", "text/html", "a.html")), "too_complex"),
    "entities": (archive(part(b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;', "text/html", "a.html")), "unsafe_xml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_end_soon(name: str) -> None:
    data, code = HOSTILE[name]
    began = time.process_time()
    try:
        document = from_mht(data)
    except ReadError as error:
        assert error.code == code
    else:
        assert not code and document.blocks
    assert time.process_time() - began < 5


REAL = tuple(path.read_bytes() for path in sorted(FILES.glob("*.mhtml")))


@given(
    number=st.integers(0, len(REAL) - 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.one_of(st.binary(max_size=6), st.just(b"\n\n"), st.just(b"--"))), max_size=12),
    cut=st.floats(0.02, 1),
)
@quick
def test_damaged_archives_are_read_or_refused(number: int, changes: list[tuple[float, int, bytes]], cut: float, invariants: Callable[[Document], None]) -> None:
    data = REAL[number]
    for share, length, junk in changes:
        at = int(share * min(len(data), 3_000 if length % 2 else len(data)))
        data = data[:at] + junk + data[at + length :]
    with suppress(ReadError):
        invariants(from_mht(data[: int(len(data) * cut)]))
