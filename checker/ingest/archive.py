"""The files in a .zip, and in those within it, one after the other, within limits.

Nothing is ever written: members are read into memory, and their names only shown. Chinese systems
write names in GBK without saying so; the flag for UTF-8 (APPNOTE.TXT 4.4.4, bit 11) is believed
where it is set, else the bytes are looked at.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.ingest.containers import inside_zip
from checker.ingest.document import Document
from checker.ingest.errors import ReadError

MAX_ARCHIVE = 100_000_000  # bytes of the archive itself
MAX_MEMBER = 20_000_000  # bytes of a member, unpacked
MAX_TOTAL = 400_000_000  # bytes of all members, unpacked
MAX_MEMBERS = 2_000
MAX_DEPTH = 3  # an archive in an archive in an archive
MAX_RATIO = 300  # unpacked to packed; a report has some 10, a blank bitmap some 100
_RATIO_FROM = 2_000_000  # bytes; below it a ratio says nothing

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack with a dictionary as large as they please
_UTF8, _ENCRYPTED = 0x800, 0x1
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\.~|\._)", re.I)
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive. `source` is the archive's name and the way inside: `a.zip/某镇/报告.docx`."""

    source: str
    data: bytes


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked, counted over the archive and all within it."""

    members: int = MAX_MEMBERS
    bytes: int = MAX_TOTAL


def read_archive(data: bytes, *, source: str, sha256: str) -> Document:
    """Refuses: an archive is many documents (`checker.ingest.read_all`). Raises `ReadError` (`is_archive`)."""
    raise ReadError(source, "is_archive")


def members(data: bytes, source: str) -> Iterator[Member | ReadError]:
    """The files in the archive, in its order, and an error in the place of each that cannot be had.

    What systems leave in archives (`__MACOSX`, `Thumbs.db`, lock files, folders) is passed over.
    """
    found = False
    for item in _unpack(data, source, _Budget(), depth=1):
        found = True
        yield item
    if not found:
        yield ReadError(source, "nothing_inside")


def _unpack(data: bytes, source: str, budget: _Budget, depth: int) -> Iterator[Member | ReadError]:
    if depth > MAX_DEPTH:
        yield ReadError(source, "too_deep_inside", limit=str(MAX_DEPTH))
        return
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        yield ReadError(source, "broken", place=type(error).__name__)
        return
    with packed:
        for info in packed.infolist():
            name = _name(info)
            if info.is_dir() or name.endswith("/") or _JUNK.search(name):
                continue
            if budget.members == 0:
                yield ReadError(source, "too_many_inside", limit=f"{MAX_MEMBERS:,}")
                return
            budget.members -= 1
            shown = f"{source}/{shown_name(name)}"
            try:
                content = _content(packed, info, shown, budget)
                nested = content.startswith(b"PK\x03\x04") and inside_zip(content, shown) == "archive"
            except ReadError as error:
                yield error
                if budget.bytes <= 0:
                    return
                continue
            if nested:
                yield from _unpack(content, shown, budget, depth + 1)
            else:
                yield Member(shown, content)


def _content(packed: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, budget: _Budget) -> bytes:
    """The unpacked bytes. Sizes that the archive declares may lie, so that what comes out is counted."""
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(shown, "encrypted")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError(shown, "link_inside")
    if info.compress_type not in _METHODS:
        raise ReadError(shown, "broken", place=f"method {info.compress_type}")
    _refuse_bomb(info.file_size, info.compress_size, shown, budget)
    try:
        with packed.open(info) as stream:
            content = stream.read(MAX_MEMBER + 1)
    except _BROKEN as error:
        raise ReadError(shown, "broken", place=type(error).__name__) from None
    _refuse_bomb(len(content), info.compress_size, shown, budget)
    budget.bytes -= len(content)
    return content


def _refuse_bomb(size: int, compressed: int, shown: str, budget: _Budget) -> None:
    if size > _RATIO_FROM and size > MAX_RATIO * max(compressed, 1):
        raise ReadError(shown, "archive_bomb", place=f"{size // max(compressed, 1):,}:1", limit=f"{MAX_RATIO}:1")
    if size > MAX_MEMBER:
        raise ReadError(shown, "too_large", place=f"{size / 1e6:,.0f} MB", limit=f"{MAX_MEMBER / 1e6:.0f} MB")
    if size > budget.bytes:
        budget.bytes = 0
        raise ReadError(shown, "archive_bomb", place=f"> {MAX_TOTAL / 1e6:.0f} MB", limit=f"{MAX_TOTAL / 1e6:.0f} MB")


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name as its sender saw it; `zipfile` reads names without the flag as code page 437."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/")


def shown_name(name: str) -> str:
    """A member's name to show beneath its archive's: no drive, no way up, nothing that moves a cursor."""
    parts = (re.sub(r"^[A-Za-z]:", "", _UNSHOWN.sub("", part)).strip() for part in PurePosixPath(name).parts)
    return "/".join(part for part in parts if part not in ("", "/", "//", ".", "..")) or "_"
