"""What goes between the process that asks and the one that reads: length-prefixed frames on pipes.

The reading process has met hostile bytes, so that its answers are not believed blindly: they are
unpickled with nothing but the values of `checker.ingest`, and their words, in reach.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")
_MAX_FRAME = 300_000_000  # bytes; an archive to read is the largest
_VALUES = {
    "checker.ingest.document": {"Aside", "AsideKind", "Block", "BlockKind", "Document", "Place", "SourceMap"},
    "checker.ingest.errors": {"ReadError", "_rebuild"},
    "checker.ingest.converter": {"Unconverted"},
    "checker.ingest.frames": {"At", "End", "MoreTime", "Request"},
    "checker.wording": {"Wording"},
}


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read; of an archive, without its first `skip` members. The bytes follow in a frame of their own.

    `recognise`: whether text on images may be recognised (`checker.ingest.recognition`).
    """

    source: str
    skip: int = 0
    recognise: bool = True


@dataclass(frozen=True, slots=True)
class At:
    """The reader begins with this one: the file itself, or a member of an archive."""

    source: str


@dataclass(frozen=True, slots=True)
class MoreTime:
    """The reader asks for so many seconds from now, for the next piece of work after `done` of `total` (0 of 0: not counted)."""

    seconds: float
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """The request is answered. `tired`: the process should be replaced before the next."""

    tired: bool = False


def send(stream: BinaryIO, value: object) -> None:
    """Writes a value as one frame."""
    send_bytes(stream, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))


def send_bytes(stream: BinaryIO, data: bytes) -> None:
    """Writes bytes as one frame."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next value. Raises `EOFError` where the other side has gone, `pickle.UnpicklingError` for what is no such value."""
    return _Unpickler(io.BytesIO(receive_bytes(stream))).load()


def receive_bytes(stream: BinaryIO) -> bytes:
    """The next frame as it is. Raises `EOFError`."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > _MAX_FRAME:
        raise EOFError
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise EOFError
    return data


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name not in _VALUES.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a reader")
        return super().find_class(module, name)
