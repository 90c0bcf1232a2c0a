"""Files in: one entry, `read`, and one module per format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.ingest.document import Block, BlockKind, Document, Place, SourceMap
from checker.ingest.errors import ReadError
from checker.ingest.text import MAX_BYTES, document_from_text, read_text

__all__ = ["Block", "BlockKind", "Document", "Place", "ReadError", "SourceMap", "document_from_text", "read"]

_TEXT_FORMATS = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}


def read(path: Path) -> Document:
    """The report at `path` as a `Document`.

    Raises `ReadError`, which names the file and the way out, whatever is wrong with the file.
    """
    source = str(path)
    if path.is_dir():
        raise ReadError(source, "is_folder", place=str(path / "*.txt"))
    if not path.exists():
        raise ReadError(source, "not_found")
    format = _TEXT_FORMATS.get(path.suffix.lower())
    if format is None:
        raise ReadError(source, "unknown_format", place=path.suffix or path.name, limit=" ".join(_TEXT_FORMATS))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(source, "too_large", place=f"{size / 1e6:.0f} MB", limit=f"{MAX_BYTES / 1e6:.0f} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(source, "unreadable", place=error.strerror or "") from None
    if not data:
        raise ReadError(source, "empty")
    return read_text(data, source=source, sha256=hashlib.sha256(data).hexdigest(), format=format)
