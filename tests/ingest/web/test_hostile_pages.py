"""Pages made to harm: a clear error or a document, soon, and nothing fetched."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from government_pages import MAKES, page, report_at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_page import WORD

from checker.ingest import Document, ReadError
from checker.ingest.web import read_html

ROOT = Path(__file__).parents[3]
SENTENCE = "全年召开专题会议3次，研究法治政府建设工作。"
quick = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


def from_html(data: str | bytes) -> Document:
    return read_html(data.encode() if isinstance(data, str) else data, source="页面.html", sha256="0")


SEEN = f"<p>{SENTENCE}</p>"
HOSTILE: dict[str, tuple[str, str]] = {
    "nested div": ("<div>" * 10_000 + SEEN, "too_complex"),
    "nested tables": ("<table><tr><td>" * 10_000 + SEEN, "too_complex"),
    "nested inline tags": ("<b><i><u><a href=x>" * 3_000 + SEEN, "too_complex"),
    "just deep enough": ("<div>" * 240 + SEEN * 300, ""),
    "nested insertions": ("<ins>" * 240 + SEEN * 3_000, ""),
    "tags without end": ("<p>" * 200_000, "too_complex"),
    "attributes without end": ("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">", "too_complex"),
    "an attribute without end": (f'<p title="{"x" * 3_000_000}">{SENTENCE}</p>', ""),
    "quotes without end": ("<a'<a\"" * 50_000 + SEEN, ""),
    "a page without end": ("<p>" + "法" * 9_000_000, "too_complex"),
    "an embedded image": (f'<img src="data:image/png;base64,{"A" * 15_000_000}">{SEEN}', ""),
    "entities of its own": ('<!DOCTYPE html [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><p>&b;', "unsafe_xml"),
    "an entity of a file": ('<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;', "unsafe_xml"),
    "only a frame": ('<html><frameset><frame src="http://127.0.0.1/a.html"></frameset></html>', "no_article"),
    "sent elsewhere": ('<meta http-equiv=refresh content="0;url=http://127.0.0.1/"><p></p>', "no_article"),
    "only scripts": ("<script>document.write('报告')</script><div id=app></div>", "no_article"),
    "nothing": ("<html></html>", "no_article"),
    "only a comment": ("<!-- 报告 -->", "empty"),
    "items without end": ("<ol>" + f"<li>{SENTENCE}" * 6_000 + "</ol>", ""),
    "lists in lists": ("<ol><li>" * 100 + SEEN * 100, ""),
    "sheets without end": ("<style>" + "@media{" * 100_000 + "</style>" + SEEN, ""),
    "rules without end": ("<style>" + ".a,.b{color:red;" * 60_000 + "</style>" + SEEN, ""),
    "many texts": (f"<div>{SEEN * 5}</div>" * 700, ""),
    "deep texts": ("<div><p>x</p>" * 230 + SEEN * 20 + ("</div>" + SEEN * 5) * 230, ""),
    "wide table": ("<table>" + ("<tr>" + "<td>1" * 500) * 120 + "</table>" + SEEN, ""),
    "metadata without end": ("<meta charset" + " " * 100_000 + SEEN, ""),
    "spaces without end": (f"<p>法{' ' * 2_000_000}治</p>{SEEN}", ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    words, code = HOSTILE[name]
    began = time.process_time()
    try:
        document = from_html(words)
    except ReadError as error:
        assert error.code == code
    else:
        assert not code and document.blocks
    assert time.process_time() - began < 5


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        called: list[object] = []

        def listen() -> None:
            try:
                called.append(server.accept())
            except TimeoutError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        links = f'<link rel=stylesheet href="{address}/a.css"><base href="{address}/"><script src="{address}/a.js"></script>'
        from_html(
            f'<!DOCTYPE html PUBLIC "-//X" "{address}/x.dtd"><html><head>{links}</head><body background="{address}/b.png">'
            f'<p>{SENTENCE}</p><img src="{address}/c.png"><iframe src="{address}/d.html"></iframe><object data="{address}/e"></object></body></html>'
        )
        listener.join()
    assert called == []


PAGES = (*(page(make, report_at(ROOT / "reports/shinian.txt")) for make in MAKES), WORD.encode("gb18030"))
JUNK = (b"<", b">", b"</div>", b"<div>", b"<table>", b"</table>", b'"', b"\x00", b"\xff", b"<!--", b"-->", b"&#x110000;", b"<br>", b"<ol>", b"<h1>")


@given(
    number=st.integers(0, len(PAGES) - 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(JUNK), st.binary(max_size=6))), max_size=12),
    cut=st.floats(0.05, 1),
)
@quick
def test_damaged_pages_are_read_or_refused(number: int, changes: list[tuple[float, int, bytes]], cut: float, invariants: Callable[[Document], None]) -> None:
    data = PAGES[number]
    for share, length, junk in changes:
        at = int(share * len(data))
        data = data[:at] + junk + data[at + length :]
    with suppress(ReadError):
        invariants(from_html(data[: int(len(data) * cut)]))
