# ruff: noqa: E501  (markup)
"""OFD files made to harm, and damaged ones: a clear error or a document, soon."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from government_pages import report_at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ofd_writer import WAYS, Set, ofd, one_page, package, page_xml, text_object

from checker.ingest import Document, ReadError
from checker.ingest.ofd import read_ofd

ROOT = Path(__file__).parents[3]
FILES = Path(__file__).parent / "files"
WORDS = "全年召开专题会议3次，研究法治政府建设工作。"
LINE = text_object(Set(WORDS, 28, 60, 5), 30)
quick = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


def from_ofd(data: bytes) -> Document:
    return read_ofd(data, source="报告.ofd", sha256="0")


def changed(name: str, content: bytes | None, data: bytes | None = None) -> bytes:
    """A package with one file put in, replaced or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or one_page(LINE))) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            if info.filename != name:
                after.writestr(info.filename, before.read(info))
        if content is not None:
            after.writestr(name, content)
    return out.getvalue()


PAGE = "Doc_0/Pages/Page_0/Content.xml"
RES = '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'  # fmt: skip
USE = '<ofd:CompositeObject ID="1" ResourceID="7" Boundary="0 0 9 9"/>'
COMMON = "<ofd:DocumentRes>R.xml</ofd:DocumentRes>"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><ofd:Page xmlns:ofd="x">&b;</ofd:Page>'
FETCH = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><ofd:Page xmlns:ofd="x">&a;</ofd:Page>'

HOSTILE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"OFD", "broken"),
    "an empty zip": (b"PK\x05\x06" + b"\0" * 18, "broken"),
    "no entry": (changed("OFD.xml", None), "broken"),
    "no document": (changed("Doc_0/Document.xml", None), "broken"),
    "no page": (changed(PAGE, None), "broken"),
    "encrypted": (changed("Encryptions.xml", b"<x/>", changed("OFD.xml", None)), "encrypted"),
    "encrypted pages": (changed("Encryptions.xml", b"<x/>", changed(PAGE, None)), "encrypted"),
    "an entry that is no XML": (changed("OFD.xml", b"\x00\xff\xfe"), "broken"),
    "an entry without documents": (changed("OFD.xml", b"<OFD/>"), "broken"),
    "entities": (changed(PAGE, BOMB), "unsafe_xml"),
    "an entity of a file": (changed(PAGE, FETCH), "unsafe_xml"),
    "a name that leads out": (changed("../../evil", b"x"), "broken"),
    "a page that lies outside": (changed("Doc_0/Document.xml", b'<D><Pages><Page ID="1" BaseLoc="../../../etc/passwd"/></Pages></D>'), "broken"),
    "a zip bomb": (changed("Doc_0/Res/a.bin", b"\0" * 400_000_000), "too_complex"),
    "an XML bomb": (changed(PAGE, b"<P><Content><Layer>" + b"<a/>" * 1_100_000 + b"</Layer></Content></P>"), "too_complex"),
    "nested blocks": (one_page("<ofd:PageBlock>" * 10_000 + LINE + "</ofd:PageBlock>" * 10_000), "too_complex"),
    "blocks nested as deep as XML may": (one_page(LINE + "<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200), ""),
    "a composite of itself": (one_page(LINE + USE * 9, common=COMMON, files={"Doc_0/R.xml": RES.format(USE * 9)}), "too_complex"),
    "pages without end": (package([page_xml(LINE)] * 301), "too_many_pages"),
    "one page again and again": (changed("Doc_0/Document.xml", b"<D><Pages>" + b'<Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 15_000 + b"</Pages></D>"), "too_many_pages"),
    "letters without end": (one_page('<ofd:TextObject Boundary="0 0 9 9" Size="5"><ofd:TextCode X="0" Y="5">' + "法" * 100_000 + "</ofd:TextCode></ofd:TextObject>"), "too_complex"),
    "objects without end": (one_page(LINE + '<ofd:PathObject Boundary="0 0 1 1"/>' * 60_000), "too_complex"),
    "an offset repeated without end": (one_page(LINE.replace('DeltaX="', 'DeltaX="g 99999999999999 5 g -5 1 g nan inf ')), ""),
    "absurd numbers": (one_page(LINE + LINE.replace("Boundary=", 'CTM="1e308 nan inf 1e999 -1e308 x" Boundary=').replace('Y="5', 'Y="1e300')), ""),
    "an absurd page": (changed("Doc_0/Document.xml", b'<D><CommonData><PageArea><PhysicalBox>0 0 1e6 1e6</PhysicalBox></PageArea></CommonData><Pages><Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></Pages></D>'), ""),
    "a long path": (one_page(LINE + '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>' + "M 0 0 L 9 9 " * 70_000 + "</ofd:AbbreviatedData></ofd:PathObject>"), ""),
    "rules without end": (one_page(LINE + '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 50 0 L 50 50</ofd:AbbreviatedData></ofd:PathObject>' * 8_000), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    data, code = HOSTILE[name]
    began = time.process_time()
    try:
        document = from_ofd(data)
    except ReadError as error:
        assert error.code == code
    else:
        assert not code and WORDS in document.text
    assert time.process_time() - began < 6


REAL = (*(path.read_bytes() for path in sorted(FILES.glob("*.ofd"))[:2]), *(ofd(way, report_at(ROOT / "reports/shinian.txt")) for way in WAYS))


@given(
    number=st.integers(0, len(REAL) - 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=6)), max_size=6),
    cut=st.sampled_from([1.0, 1.0, 1.0, 0.9, 0.5, 0.1]),
)
@quick
def test_damaged_files_are_read_or_refused(number: int, changes: list[tuple[float, int, bytes]], cut: float, invariants: Callable[[Document], None]) -> None:
    data = REAL[number]
    for share, length, junk in changes:
        at = int(share * len(data))
        data = data[:at] + junk + data[at + length :]
    with suppress(ReadError):
        invariants(from_ofd(data[: int(len(data) * cut)]))


@given(
    number=st.integers(2, len(REAL) - 1),
    changes=st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 30), st.one_of(st.sampled_from([b"", b"<", b"/>", b'"', b"-1", b"g 9 1", b"\xff", b"e9"]), st.binary(max_size=4))
        ),
        min_size=1,
        max_size=8,
    ),
)
@quick
def test_damaged_pages_are_read_or_refused(number: int, changes: list[tuple[float, int, bytes]], invariants: Callable[[Document], None]) -> None:
    with zipfile.ZipFile(io.BytesIO(REAL[number])) as file:
        content = file.read(PAGE)
    for share, length, junk in changes:
        at = int(share * len(content))
        content = content[:at] + junk + content[at + length :]
    with suppress(ReadError):
        invariants(from_ofd(changed(PAGE, content, REAL[number])))
