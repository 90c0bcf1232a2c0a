"""Plain text and Markdown to a `Document`."""

from __future__ import annotations

from dataclasses import replace

from checker.ingest.decoding import decode
from checker.ingest.document import Document
from checker.ingest.lined import document_from_text, within_limits

MARKDOWN = (".md", ".markdown")


def read_text(data: bytes, *, source: str, sha256: str) -> Document:
    """A `Document` of `data`; Markdown is told by its name alone. Offsets point into the decoded text.

    Raises `ReadError` (`empty`, `binary`, `encoding`, `too_long`, `line_too_long`).
    """
    format = "md" if source.lower().endswith(MARKDOWN) else "txt"
    return replace(document_from_text(within_limits(decode(data, source), source), source=source, format=format), sha256=sha256)
