"""Zips: read by name whatever their writer's habits; hostile ones refused before they cost anything."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from checker.ingest import ReadError, package
from checker.ingest.package import open_package


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        opened = open_package(data, "a.docx")
        for name in opened.names():
            opened.read(name)
    assert caught.value.source == "a.docx"
    return caught.value.code


def test_members_are_found_whatever_their_case_and_separator() -> None:
    data = packed({"word/": b"", "word\\Document.xml": b"<a/>", "docProps/core.xml": b"<b/>"})
    opened = open_package(data, "a.docx")
    assert opened.names() == ("word/Document.xml", "docProps/core.xml")
    assert "WORD/document.xml" in opened and "word/styles.xml" not in opened
    assert (opened.read("word/document.xml"), opened.size("docprops/core.xml"), opened.size("x")) == (b"<a/>", 4, 0)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all" * 30, packed({"a": b"b" * 99})[:-30]], ids=["nothing", "a beginning", "words", "cut"])
def test_what_is_no_zip_is_broken(data: bytes) -> None:
    assert refused(data) == "broken"


@pytest.mark.parametrize("name", ["../a.xml", "word/../../a.xml", "/etc/passwd", "word\\..\\..\\a"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    assert refused(packed({name: b"x"})) == "broken"


def test_a_damaged_member_is_broken_and_the_others_are_read() -> None:
    data = packed({"a": b"first" * 9, "b": b"second" * 9}, zipfile.ZIP_STORED).replace(b"secondsecond", b"secondSECOND")
    opened = open_package(data, "a.docx")
    assert opened.read("a") == b"first" * 9
    with pytest.raises(ReadError, match="b"):
        opened.read("b")


def test_a_method_that_unpacks_without_bound_is_refused() -> None:
    assert refused(packed({"a": b"x" * 99}, zipfile.ZIP_BZIP2)) == "broken"


def test_a_password_is_named() -> None:
    data = bytearray(packed({"a": b"x" * 99}))
    data[data.find(b"PK\x01\x02") + 8] |= 1  # the flag in the zip's directory
    assert refused(bytes(data)) == "encrypted"


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert refused(packed({"word/document.xml": b"\0" * 30_000_000})) == "too_complex"


def test_a_size_that_lies_unpacks_no_further_than_it_says() -> None:
    data = bytearray(packed({"a": b"x" * 900_000}))
    directory = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 1_000)  # the unpacked size in the directory
    assert refused(bytes(data)) == "broken"


def test_limits_on_members_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({f"{number}": b"x" * 40 for number in range(10)})
    assert len(open_package(data, "a.docx").names()) == 10
    for limit, value in (("MAX_MEMBERS", 9), ("MAX_UNPACKED", 399), ("MAX_READ", 399)):
        with monkeypatch.context() as patched:
            patched.setattr(package, limit, value)
            assert refused(data) == "too_complex", limit
