"""How hostile files are made: containers written by hand, and sound files damaged."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

READ = "read"  # an outcome: a report, with nothing in it that the file was not to give
SECRET = "绝密内容外泄"  # stands in a file that no report may take in


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what may come of it: codes of errors, or `read`; none: whatever the reader makes of it, in bounds."""

    name: str
    data: bytes
    outcomes: frozenset[str]


def case(name: str, data: bytes | str, outcomes: str = "") -> Case:
    return Case(name, data.encode() if isinstance(data, str) else data, frozenset(outcomes.split()))


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


def altered(archive: bytes, changes: Mapping[str, bytes | str | None]) -> bytes:
    """A zip with members replaced, added, or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        members: dict[str, bytes | str] = {name: file.read(name) for name in file.namelist()}
    for name, data in changes.items():
        if data is None:
            members.pop(name, None)
        else:
            members[name] = data
    return packed(members)


def damaged(name: str, data: bytes, random: Random) -> Iterator[Case]:
    """A sound file torn, zeroed, with bits flipped and with a piece of itself in the wrong place."""
    stem, _, suffix = name.rpartition(".")
    for share in (0.02, 0.3, 0.7, 0.97):
        yield case(f"{stem}-cut-{share}.{suffix}", data[: max(int(len(data) * share), 9)])
    middle = len(data) // 2
    yield case(f"{stem}-zeroed.{suffix}", data[:middle] + bytes(min(2_000, middle // 2)) + data[middle + min(2_000, middle // 2) :])
    for seed in range(2):
        flipped = bytearray(data)
        for _ in range(max(len(data) // 400, 4)):
            flipped[random.randrange(8, len(data))] ^= 1 << random.randrange(8)
        yield case(f"{stem}-flipped-{seed}.{suffix}", bytes(flipped))
    at = random.randrange(8, middle)
    yield case(f"{stem}-spliced.{suffix}", data[:middle] + data[at : at + 500] + data[middle:])


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 compound file with these streams in its root ([MS-CFB] 2; version 3, streams above the size for a mini stream)."""
    blocks = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sizes = {name: -(-len(data) // _SECTOR) for name, data in blocks.items()}
    directory_sectors = -(-(len(streams) + 1) // 4)
    total = 1 + directory_sectors + sum(sizes.values())
    assert total <= _SECTOR // 4, "one sector of the table is enough for tests"
    table = [_FAT, *chain(1, directory_sectors)]
    body, starts = b"", {}
    for name, data in blocks.items():
        starts[name] = len(table)
        table += chain(len(table), sizes[name])
        body += data.ljust(sizes[name] * _SECTOR, b"\0")
    names = list(streams)
    entries = _entry("Root Entry", 5, child=1 if names else _FREE, start=_END, size=0)
    for number, name in enumerate(names, start=1):
        entries += _entry(name, 2, right=number + 1 if number < len(names) else _FREE, start=starts[name], size=len(blocks[name]))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<L", 0) + b"\xff" * (108 * 4)
    fat = b"".join(struct.pack("<L", entry) for entry in table).ljust(_SECTOR, b"\xff")
    return header + fat + entries.ljust(directory_sectors * _SECTOR, b"\0") + body


def chain(first: int, length: int) -> list[int]:
    """The entries of a run of sectors in the allocation table."""
    return [*range(first + 1, first + length), _END]


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBLLL36xLLL", len(raw), kind, 1, _FREE, right, child, start, size, 0)
