"""Hostile archives, and files that are not what they are called."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from hostile.making import READ, Case, case, packed

REPORT = "云岫镇2025年法治政府建设年度报告\n一、主要举措\n全年审查合同42份。\n云岫镇人民政府\n2026年1月20日\n"


def cases() -> Iterator[Case]:
    yield case("flat-bomb.zip", packed({"a.txt": bytes(100_000_000)}), "archive_bomb too_large")
    yield case("flat-bombs.zip", packed({f"{n}.txt": bytes(15_000_000) for n in range(6)}), "archive_bomb")
    nested = packed({"0.txt": bytes(10_000_000)})
    for depth in range(8):
        nested = packed({f"{depth}-{n}.zip": nested for n in range(6)})
    yield case("nested-bomb.zip", nested, "too_deep_inside archive_bomb too_many_inside")
    yield case("overlapping.zip", overlapping(4_000), "broken too_many_inside archive_bomb")
    yield case("itself.zip", itself(), "too_deep_inside broken")
    yield case("many.zip", packed({f"{n}.txt": "x" for n in range(2_100)}), "too_many_inside read")
    yield case("empty-members.zip", packed({f"{n}.docx": "" for n in range(20)}), "empty")
    yield case("directory-of-millions.zip", directory_only(150_000), "too_many_inside broken nothing_inside too_slow too_much_memory")
    yield case("empty.zip", packed({}), "nothing_inside")
    yield case("junk-only.zip", packed({"__MACOSX/._a.docx": "x", ".DS_Store": "x", "空/": ""}), "nothing_inside")
    for number, name in enumerate(["../../../tmp/报告.txt", "/etc/报告.txt", "C:\\报告.txt", "..\\..\\报告.txt", "a/../../报告.txt", "a\0b.txt", "x" * 60_000]):
        yield case(f"traversal-{number}.zip", packed({name: REPORT}), READ)
    yield case("encrypted.zip", flagged(packed({"a.docx": REPORT}), 0x1), "encrypted")
    link = zipfile.ZipInfo("a.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(link, "/etc/passwd")
    yield case("link.zip", made.getvalue(), "link_inside")
    for name, method in (("lzma", zipfile.ZIP_LZMA), ("bzip2", zipfile.ZIP_BZIP2)):
        yield case(f"{name}.zip", packed({"a.txt": REPORT}, method), "broken")
    lie = packed({"a.txt": bytes(30_000_000)})
    yield case("lying-size.zip", lie.replace(struct.pack("<L", 30_000_000), struct.pack("<L", 500)), "broken archive_bomb")
    yield case("after-junk.zip", b"MZ\x90\x00" + bytes(range(256)) * 8 + packed({"a.txt": REPORT}), "unknown_format")
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as file:
        file.writestr("a.txt", REPORT)
        file.writestr("b.txt", REPORT)
    yield case("same-name-twice.zip", twice.getvalue().replace(b"b.txt", b"a.txt"), READ)
    yield case("huge-comment.zip", commented(packed({"a.txt": REPORT}), b"PK\x05\x06" * 16_000), "broken nothing_inside read")
    yield from _wrong_names()


def _wrong_names() -> Iterator[Case]:
    yield case("文本.docx", REPORT, READ)
    yield case("文本.pdf", REPORT.encode("gb18030"), READ)
    yield case("文本.wps", REPORT.encode("utf-16"), READ)
    yield case("网页.doc", f"<html><body><h1>云岫镇报告</h1>{'<p>' + REPORT + '</p>'}</body></html>", READ)
    yield case("文本.zip", REPORT, READ)
    yield case("压缩包.docx", packed({"a.txt": REPORT}), READ)
    yield case("程序.docx", b"MZ" + bytes(range(256)) * 40, "unknown_format")
    yield case("程序.txt", b"\x7fELF" + bytes(range(256)) * 40, "binary")
    yield case("零.docx", bytes(5_000), "unknown_format")
    yield case("空.docx", b"", "empty")
    yield case("空.txt", b"", "empty")
    yield case("空白.txt", "\ufeff \n\u3000\n\t" * 500, "empty")
    yield case("长行.txt", "法" * 300_000, "line_too_long too_long")
    yield case("太长.txt", "法治政府建设\n" * 60_000, "too_long")
    yield case("太大.txt", "法治政府建设\n" * 1_200_000, "too_large")
    yield case("乱码.txt", b"\xff\xfe\x00\xd8\x00", "encoding binary")
    yield case("控制符.txt", "\x1b[2J\x07\x08" * 3_000, "binary")
    yield case("方向.txt", REPORT.replace("镇", "\u202e镇\u2066"), READ)
    for suffix, magic in (
        ("7z", b"7z\xbc\xaf\x27\x1c"),
        ("rar", b"Rar!\x1a\x07\x01\x00"),
        ("gz", b"\x1f\x8b\x08\x00"),
        ("bz2", b"BZh91AY&SY"),
        ("xz", b"\xfd7zXZ\x00"),
    ):
        yield case(f"其他.{suffix}", magic + bytes(300), "other_archive")


def overlapping(entries: int) -> bytes:
    """Many entries of a directory that all lead to the same data."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = kernel.compress(bytes(10_000_000)) + kernel.flush()
    crc = zlib.crc32(bytes(10_000_000))
    local = struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(data), 10_000_000, 5, 0) + b"a.txt"
    directory = b"".join(
        struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(data), 10_000_000, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
        for _ in range(entries)
    )
    return local + data + directory + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(local) + len(data), 0)


def itself() -> bytes:
    """An archive whose one member is, by its directory, the archive from its own first byte on."""
    head = struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 5, 0) + b"a.zip"
    size = len(head) + 46 + 5 + 22
    directory = struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, size, size, 5, 0, 0, 0, 0, 0, 0) + b"a.zip"
    return head + directory + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(head), 0)


def directory_only(entries: int) -> bytes:
    directory = b"".join(struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0) + b"a.txt" for _ in range(entries))
    return b"PK\x03\x04" + bytes(40) + directory + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 44, 0)


def flagged(archive: bytes, flag: int) -> bytes:
    made = bytearray(archive)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(signature) + at] |= flag
    return bytes(made)


def commented(archive: bytes, comment: bytes) -> bytes:
    return archive[:-2] + struct.pack("<H", len(comment)) + comment
