"""Bytes to text: each encoding gives the same text, and what is no text is refused."""

from __future__ import annotations

import pytest

from checker.ingest import ReadError
from checker.ingest.decoding import decode

TEXT = "云岫镇2025年法治政府建设年度报告\r\n一、主要举措，办件1.2万件，其中“一件事”36件。\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode("utf-8"), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8 with signature"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
        pytest.param(TEXT.encode("gbk"), id="gbk"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), id="utf-16 little-endian with mark"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), id="utf-16 big-endian with mark"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16 little-endian"),
        pytest.param(TEXT.encode("utf-16-be"), id="utf-16 big-endian"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data, "a.txt") == TEXT


def test_rare_characters_of_a_place_name_survive_gb18030() -> None:
    name = "𬒗沟镇、䶮溪乡"  # outside GBK; four bytes each
    assert decode(name.encode("gb18030"), "a.txt") == name


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(PNG, "binary", id="picture"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 8, "binary", id="docx under another name"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "binary", id="doc under another name"),
        pytest.param("法治政府建设\x00年度报告".encode(), "binary", id="NUL in UTF-8"),
        pytest.param(bytes(range(1, 9)) * 200, "binary", id="control characters that are valid UTF-8"),
        pytest.param("法治政府建設年度報告，依法行政。".encode("big5"), "binary", id="Big5, which decodes as GB18030 and reads as nothing"),
        pytest.param("甲乙丙丁".encode("utf-16-le") + b"\x00", "binary", id="UTF-16 cut in the middle"),
        pytest.param(b"\xff\xfe\x66\x4e\x00", "encoding", id="UTF-16 with mark cut in the middle"),
        pytest.param(b"\xef\xbb\xbf\xe6\xb3", "encoding", id="UTF-8 with signature cut in the middle"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(range(1, 256)) * 4, "encoding", id="neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt")
    assert (caught.value.source, caught.value.code) == ("a.txt", code)


def test_the_place_of_a_wrong_byte_is_named() -> None:
    with pytest.raises(ReadError) as caught:
        decode(b"\xef\xbb\xbf" + "法治".encode() + b"\xff", "a.txt")
    assert "6" in caught.value.message("zh") and "6" in caught.value.message("en")
