"""Zip packages (OOXML, OFD, ODF), opened so that a hostile one costs little.

Nothing is ever written to disk. Sizes are those of the zip's directory, which `zipfile` holds each
member to; only stored and deflated members are read, since the other methods unpack without bound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.ingest.errors import ReadError

MAX_MEMBERS = 5_000
MAX_UNPACKED = 300_000_000  # bytes of all members together
MAX_RATIO = 250  # of a member above _SMALL; the XML of a long report packs to a fortieth
MAX_READ = 64_000_000  # bytes that one reader may take from a package
_SMALL = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


@dataclass(slots=True)
class Package:
    """The members of a zip by name, with `/` between folders. Names differ by more than their case."""

    source: str
    _zip: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]
    _read: int = field(default=0)

    def names(self) -> tuple[str, ...]:
        """The names of all members but folders, in the order of the zip."""
        return tuple(_plain(info.filename) for info in self._members.values())

    def size(self, name: str) -> int:
        """The size in bytes of a member, unpacked; 0 where there is none of that name."""
        info = self._members.get(_key(name))
        return info.file_size if info is not None else 0

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """The content of a member. Raises `ReadError` (`broken` where it is missing or damaged, `too_complex`)."""
        info = self._members.get(_key(name))
        if info is None:
            raise ReadError(self.source, "broken", place=name)
        self._read += info.file_size
        if self._read > MAX_READ:
            raise ReadError(self.source, "too_complex", place=f"{self._read / 1e6:.0f} MB", limit=f"{MAX_READ / 1e6:.0f} MB")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError):
            raise ReadError(self.source, "broken", place=name) from None


def open_package(data: bytes, source: str) -> Package:
    """The zip in `data`, which came under the name `source`.

    Raises `ReadError`: `broken` (no zip, a name that leads out of it), `encrypted` (a password),
    `too_complex` (too many members, too large or too tightly packed).
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
        infos = opened.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError, UnicodeDecodeError):
        raise ReadError(source, "broken", place="zip") from None
    if len(infos) > MAX_MEMBERS:
        raise ReadError(source, "too_complex", place=f"zip: {len(infos):,}", limit=f"{MAX_MEMBERS:,}")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        raise ReadError(source, "too_complex", place=f"{unpacked / 1e6:,.0f} MB", limit=f"{MAX_UNPACKED / 1e6:.0f} MB")
    return Package(source, opened, dict(_checked(infos, source)))


def _checked(infos: list[zipfile.ZipInfo], source: str) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    for info in infos:
        name = _plain(info.filename)
        if name.startswith("/") or ".." in name.split("/"):
            raise ReadError(source, "broken", place=name[:80])
        if info.flag_bits & _ENCRYPTED:
            raise ReadError(source, "encrypted")
        if info.file_size > _SMALL and info.file_size > info.compress_size * MAX_RATIO:
            ratio = info.file_size // max(info.compress_size, 1)
            raise ReadError(source, "too_complex", place=f"{name[:80]} 1:{ratio:,}", limit=f"1:{MAX_RATIO}")
        if info.compress_type not in _METHODS:
            raise ReadError(source, "broken", place=name[:80])
        if not name.endswith("/"):
            yield _key(name), info


def _plain(name: str) -> str:
    return name.replace("\\", "/")  # some writers put their own system's sign


def _key(name: str) -> str:
    return _plain(name).lower()  # part names are compared without case (ECMA-376 part 2, 6.2.2.3)
