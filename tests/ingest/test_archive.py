"""What is in an archive, under the names that its sender saw, and nothing on the disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from checker.ingest import ReadError, archive
from checker.ingest.archive import Member, members

TEXT = "云岫镇2025年法治政府建设年度报告\n".encode()


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, data in entries:
            file.writestr(name, data)
    return made.getvalue()


def named(raw: bytes, *, flag: bool = False) -> bytes:
    """A zip of one member with its name in these very bytes."""
    stand_in = "x" * len(raw)
    made = packed((stand_in, TEXT)).replace(stand_in.encode(), raw)
    if flag:
        for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = made.index(signature) + at
            made = made[:start] + struct.pack("<H", 0x800) + made[start + 2 :]
    return made


def told(data: bytes, source: str = "a.zip") -> list[tuple[str, str]]:
    """Names with what came: `ok`, or the code of the error."""
    return [(item.source, item.code if isinstance(item, ReadError) else "ok") for item in members(data, source)]


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ("某镇/报告.docx".encode("gbk"), False),
        ("某镇/报告.docx".encode(), False),
        ("某镇/报告.docx".encode(), True),
        ("某镇\\报告.docx".encode("gb18030"), False),
    ],
    ids=["GBK", "UTF-8 unsaid", "UTF-8", "backslash"],
)
def test_chinese_names(raw: bytes, flag: bool) -> None:
    assert told(named(raw, flag=flag)) == [("a.zip/某镇/报告.docx", "ok")]


def test_members_within_members() -> None:
    inner = packed(("乙/二.txt", TEXT), ("三.txt", TEXT))
    outer = packed(("一.txt", TEXT), ("某县/内.zip", inner), ("四.txt", TEXT))
    assert told(outer) == [("a.zip/一.txt", "ok"), ("a.zip/某县/内.zip/乙/二.txt", "ok"), ("a.zip/某县/内.zip/三.txt", "ok"), ("a.zip/四.txt", "ok")]
    assert [item.data for item in members(outer, "a.zip") if isinstance(item, Member)] == [TEXT] * 4


def test_a_word_file_is_no_archive() -> None:
    word = packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    assert told(packed(("报告", word))) == [("a.zip/报告", "ok")]


def test_what_systems_leave_is_passed_over() -> None:
    junk = ["__MACOSX/._报告.txt", "某镇/.DS_Store", "Thumbs.db", "某镇/desktop.ini", "~$报告.docx", "某镇/.~报告.docx", "空/", "._a"]
    assert told(packed(*((name, b"") for name in junk), ("报告.txt", TEXT))) == [("a.zip/报告.txt", "ok")]
    assert told(packed(*((name, b"") for name in junk))) == [("a.zip", "nothing_inside")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cron.d/x", "a.zip/etc/cron.d/x"),
        ("/etc/passwd", "a.zip/etc/passwd"),
        ("C:\\Windows\\报告.txt", "a.zip/Windows/报告.txt"),
        ("..\\..\\报告.txt", "a.zip/报告.txt"),
        ("a\u202etxt.exe", "a.zip/atxt.exe"),
        ("\x1b[31m红.txt", "a.zip/[31m红.txt"),
        ("..", "a.zip/_"),
    ],
)
def test_names_that_lead_elsewhere_are_only_shown(name: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(packed((name, TEXT))) == [(shown, "ok")]
    assert not list(tmp_path.iterdir())


def encrypted() -> bytes:
    made = bytearray(packed(("密.txt", TEXT), ("明.txt", TEXT)))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(signature) + at] |= 1
    return bytes(made)


def link() -> bytes:
    info = zipfile.ZipInfo("密.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return packed((info, b"/etc/passwd"), ("明.txt", TEXT))


def damaged() -> bytes:
    made = bytearray(packed(("密.txt", TEXT), ("明.txt", TEXT), method=zipfile.ZIP_STORED))
    made[made.index(TEXT)] ^= 0xFF
    return bytes(made)


def lzma() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("密.txt", TEXT, zipfile.ZIP_LZMA)
        file.writestr("明.txt", TEXT)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (encrypted, "encrypted"),
        (link, "link_inside"),
        (damaged, "broken"),
        (lzma, "broken"),
        (lambda: packed(("密.txt", bytes(30_000_000)), ("明.txt", TEXT)), "archive_bomb"),
        (lambda: packed(("密.txt", bytes(21_000_000)), ("明.txt", TEXT), method=zipfile.ZIP_STORED), "too_large"),
    ],
    ids=["encrypted", "link", "damaged", "lzma", "bomb", "too large"],
)
def test_a_member_that_cannot_be_had_is_named_and_the_others_go_on(make: object, code: str) -> None:
    assert callable(make)
    assert told(make()) == [("a.zip/密.txt", code), ("a.zip/明.txt", "ok")]


def test_a_size_that_lies_is_not_believed() -> None:
    made = packed(("密.txt", bytes(30_000_000)))
    lie = made.replace(struct.pack("<L", 30_000_000), struct.pack("<L", 100))
    [(name, code)] = told(lie)
    assert (name, code) in [("a.zip/密.txt", "broken"), ("a.zip/密.txt", "archive_bomb")]


def test_archives_nested_without_end() -> None:
    made = packed(("报告.txt", TEXT))
    for depth in range(5):
        made = packed((f"{depth}.zip", made), ("报告.txt", TEXT))
    assert told(made) == [
        ("a.zip/4.zip/3.zip/2.zip", "too_deep_inside"),
        ("a.zip/4.zip/3.zip/报告.txt", "ok"),
        ("a.zip/4.zip/报告.txt", "ok"),
        ("a.zip/报告.txt", "ok"),
    ]


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 5)
    monkeypatch.setattr(archive._Budget, "__init__", lambda self: (setattr(self, "members", 5), setattr(self, "bytes", 10**9))[0])
    inner = packed(*((f"{n}.txt", TEXT) for n in range(3)))
    found = told(packed(("a.txt", TEXT), ("内.zip", inner), ("b.txt", TEXT)))
    assert [code for _, code in found] == ["ok"] * 4 + ["too_many_inside"]
    assert found[-1][0] == "a.zip"


def test_too_much_in_all() -> None:
    report = bytes(range(256)) * 70_000  # 17.9 MB that packs well, each within the limits of one
    found = told(packed(*((f"{n:02}.bin", report) for n in range(30))))
    codes = [code for _, code in found]
    assert codes.count("ok") <= archive.MAX_TOTAL // len(report)
    assert codes[-1] == "archive_bomb" and set(codes[:-1]) == {"ok"} and len(codes) < 30


@pytest.mark.parametrize("cut", [10, 40, 60, -30, -10])
def test_a_torn_archive_is_one_error(cut: int) -> None:
    assert told(packed(("a.txt", TEXT * 5), ("b.txt", TEXT))[:cut]) == [("a.zip", "broken")]
