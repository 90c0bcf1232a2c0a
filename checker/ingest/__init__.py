"""Files in: `read` for one, `read_all` for many and for whatever comes; one module per format."""

from __future__ import annotations

from pathlib import Path

from checker.ingest.document import NOWHERE, Aside, AsideKind, Block, BlockKind, Document, Place, SourceMap
from checker.ingest.errors import ReadError
from checker.ingest.formats import detect, read_as
from checker.ingest.intake import MAX_BYTES, load, read_all, read_one
from checker.ingest.lined import SourceLine, document_from_lines, document_from_text

__all__ = [
    "MAX_BYTES",
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
    "read_all",
    "read_bytes",
    "read_one",
]


def read(path: Path) -> Document:
    """The report at `path` as a `Document`, read in this very process: for files that are trusted.

    Raises `ReadError`, which names the file and the way out, whatever is wrong with the file. A file from
    outside goes through `read_one`, many or an archive through `read_all`.
    """
    return read_bytes(load(path), str(path))


def read_bytes(data: bytes, source: str) -> Document:
    """The report in `data`, which came under the name `source`. Raises `ReadError`."""
    if not data:
        raise ReadError(source, "empty")
    return read_as(detect(data, source), data, source)
