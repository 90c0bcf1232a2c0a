"""The journal of a run: what came of each file, appended and flushed as it is done.

A run that was cut off is taken up where it stopped: a file whose content, rulebook and version are
unchanged is not checked again. An entry is a line of JSON (`key`, `name`, how many lines of each
part follow, how long they are, and a CRC-32 of all), then its parts, one line of JSON each. The main process never
looks into the parts: they are written by the workers and copied into the results. What a power cut
left half written, or anything else damaged, is passed over, and the file checked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from pydantic_core import PydanticSerializationError, to_json

NAME = "journal.jsonl"
PARTS = ("records", "errors", "texts", "briefs")
_HEAD = b'{"key":'
_CRC = b',"crc":'


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one file. `key` is `key_of` the file and the settings, `name` its name with personal data masked.

    `records` are the reports in it as in the JSON output, `errors` one for each that could not be checked,
    `texts` (see `checker.auditing.stored`) and `briefs` (see `checker.auditing.brief`) one for each record; all as lines of JSON in UTF-8, without line end.
    """

    key: str
    name: str
    records: tuple[bytes, ...] = ()
    errors: tuple[bytes, ...] = ()
    texts: tuple[bytes, ...] = ()
    briefs: tuple[bytes, ...] = ()

    def block(self) -> bytes:
        """The entry as it stands in the journal."""
        parts: dict[str, tuple[bytes, ...]] = {name: getattr(self, name) for name in PARTS}
        body = b"".join(line + b"\n" for lines in parts.values() for line in lines)
        counts = {name: len(lines) for name, lines in parts.items()}
        head = as_line({"key": self.key, "name": self.name, **counts, "bytes": len(body)})
        return head[:-1] + _CRC + b"%d}\n" % zlib.crc32(body, zlib.crc32(head[:-1])) + body


def as_line(value: Any) -> bytes:
    """A value as one line of JSON in UTF-8, without line end. Half characters (lone surrogates) become `?`."""
    try:
        return to_json(value)  # the same bytes in a third of the time
    except PydanticSerializationError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")


def key_of(name: str, sha256: str, settings: str) -> str:
    """What an entry is known by: a hash of the file's name, the hash of its content and the fingerprint of the settings."""
    return hashlib.sha256(as_line([settings, sha256, name])).hexdigest()[:32]


class Journal:
    """The journal in a folder of results. Its file stays open for appending; nobody else may write to it meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Opens the journal in `folder`, which is made. Raises `OSError` where that cannot be, `BlockingIOError` where another run has it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / NAME
        self._file = self.path.open("r+b" if self.path.exists() else "w+b", buffering=0)
        self._places: dict[str, tuple[int, int]] = {}  # key -> offset and length in bytes
        try:
            hold(self._file)
            self._size = self._scan()
            self._file.truncate(self._size)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def add(self, entry: Entry) -> None:
        """Keeps an entry; when this returns, the system has it. Raises `OSError` where there is no room, with nothing kept."""
        data = memoryview(entry.block())
        self._file.seek(self._size)
        written = 0
        try:
            while written < len(data):
                written += self._file.write(data[written:])
        except OSError:
            with suppress(OSError):  # what is left of it is passed over anyway
                self._file.truncate(self._size)
            raise
        self._places[entry.key] = (self._size, len(data))
        self._size += len(data)

    def entries(self, keys: Iterable[str]) -> Iterator[Entry]:
        """The entries of `keys`, in their order, read one by one."""
        with self.path.open("rb") as file:
            for key in keys:
                offset, length = self._places[key]
                file.seek(offset)
                yield _entry(file.read(length))

    def close(self) -> None:
        """Closes the file, with everything on the disk."""
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def _scan(self) -> int:
        """Notes where each whole entry stands; returns where the last of them ends."""
        end = 0
        with self.path.open("rb") as file:
            start = 0
            while line := file.readline():
                key = _key(line, file)
                if key:
                    self._places[key] = (start, file.tell() - start)
                    end = file.tell()
                else:  # damaged, or part of a damaged entry; a lost line end must not cost the next one
                    following = line.find(_HEAD, 1)
                    file.seek(start + (following if following > 0 else len(line)))
                start = file.tell()
        return end


def _key(line: bytes, file: BinaryIO) -> str:
    """The key of the entry that `line` begins and `file` goes on with; empty where that is no whole entry."""
    head, sign, crc = line.rpartition(_CRC)
    if not sign or not line.startswith(_HEAD):
        return ""
    try:
        facts = json.loads(head + b"}")
        if not facts.keys() >= set(PARTS):  # written by a version that had other parts
            return ""
        body = file.read(facts["bytes"])
        return facts["key"] if zlib.crc32(body, zlib.crc32(head)) == int(crc.rstrip(b"}\n")) else ""
    except (ValueError, TypeError, KeyError):
        return ""


def _entry(block: bytes) -> Entry:
    first, *lines = block.splitlines()
    head = json.loads(first)
    parts, at = {}, 0
    for name in PARTS:
        parts[name] = tuple(lines[at : at + head[name]])
        at += head[name]
    return Entry(head["key"], head["name"], **parts)


def hold(file: BinaryIO | Any) -> None:
    """Holds the file until it is closed or the process ends. Raises `BlockingIOError` where another process holds it."""
    if os.name == "nt":
        import msvcrt

        try:
            file.seek(1 << 40)  # a byte far behind the content: a lock on Windows keeps others from reading too
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            raise BlockingIOError from None
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to write beside its place, put there at once in the end, so that it is never half written."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Writes a file line by line, whole or not at all; returns how many."""
    count = 0
    with writing(path) as file:
        for line in lines:
            file.write(line + b"\n")
            count += 1
    return count
