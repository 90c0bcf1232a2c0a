"""Files in: one entry, `read`, and one module per format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.ingest.document import NOWHERE, Aside, AsideKind, Block, BlockKind, Document, Place, SourceMap
from checker.ingest.errors import ReadError
from checker.ingest.formats import detect, reader_of
from checker.ingest.lined import SourceLine, document_from_lines, document_from_text

__all__ = [
    "NOWHERE",
    "Aside",
    "AsideKind",
    "Block",
    "BlockKind",
    "Document",
    "Place",
    "ReadError",
    "SourceLine",
    "SourceMap",
    "document_from_lines",
    "document_from_text",
    "read",
    "read_bytes",
]

MAX_BYTES = 20_000_000


def read(path: Path) -> Document:
    """The report at `path` as a `Document`.

    Raises `ReadError`, which names the file and the way out, whatever is wrong with the file.
    """
    source = str(path)
    if path.is_dir():
        raise ReadError(source, "is_folder", place=str(path / "*.txt"))
    if not path.exists():
        raise ReadError(source, "not_found")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(source, "too_large", place=f"{size / 1e6:.0f} MB", limit=f"{MAX_BYTES / 1e6:.0f} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(source, "unreadable", place=error.strerror or "") from None
    return read_bytes(data, source)


def read_bytes(data: bytes, source: str) -> Document:
    """The report in `data`, which came under the name `source`. Raises `ReadError`."""
    if not data:
        raise ReadError(source, "empty")
    return reader_of(detect(data, source))(data, source=source, sha256=hashlib.sha256(data).hexdigest())
