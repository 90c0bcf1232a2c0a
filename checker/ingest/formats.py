"""Which format a file has, told from its content, and the module that reads it.

A reader is a function `(data: bytes, *, source: str, sha256: str) -> Document`, raising `ReadError`.
`source` is the name to show, with the suffix that the sender gave it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from checker.ingest.document import Document
from checker.ingest.errors import ReadError

Reader = Callable[..., Document]

# Imported when a file asks for them: most runs meet one or two formats.
_READERS = {
    "text": "checker.ingest.text:read_text",
    "docx": "checker.ingest.docx:read_docx",
}
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")


def reader_of(format: str) -> Reader:
    """The reader of a format that `detect` names."""
    module, _, function = _READERS[format].partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def detect(data: bytes, source: str) -> str:
    """The format of `data`. Raises `ReadError` (`unknown_format`) for what no reader takes."""
    suffix = PurePosixPath(source.replace("\\", "/")).suffix.lower()
    if suffix in _TEXT_SUFFIXES:
        return "text"
    if suffix == ".docx" and data.startswith(b"PK"):
        return "docx"
    raise ReadError(source, "unknown_format", place=suffix or source, limit=" ".join(_TEXT_SUFFIXES))
