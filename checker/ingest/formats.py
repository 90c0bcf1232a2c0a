"""Which format a file has, told from its content, and the module that reads it.

A reader is a function `(data: bytes, *, source: str, sha256: str) -> Document`, raising `ReadError`.
`source` is the name to show, with the suffix that the sender gave it.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from checker.ingest.containers import OFFICE_SUFFIXES, inside_ole, inside_zip
from checker.ingest.decoding import decode
from checker.ingest.document import Document
from checker.ingest.errors import ReadError

Reader = Callable[..., Document]

# Imported when a file asks for them: most runs meet one or two formats.
_READERS = {
    "text": "checker.ingest.text:read_text",
    "archive": "checker.ingest.archive:read_archive",
    **dict.fromkeys(("doc", "wps", "rtf", "odt"), "checker.ingest.converter:read_office"),
    "docx": "checker.ingest.docx:read_docx",
    "pdf": "checker.ingest.pdf:read_pdf",
    "image": "checker.ingest.image:read_image",
    "html": "checker.ingest.web:read_html",
    "ofd": "checker.ingest.ofd:read_ofd",
    "mht": "checker.ingest.web:read_mht",
}
OFFICE = frozenset(("doc", "wps", "rtf", "odt"))  # what the office converter turns into .docx
SUFFIXES = (".docx", *OFFICE_SUFFIXES, ".pdf", ".ofd", ".html", ".mht", ".txt", ".md", ".jpg", ".png", ".zip")
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")

_HEAD = 4096  # bytes of the beginning that are looked at
_PDF_WITHIN = 1024  # ISO 32000-1, annex H.3.4.1: readers accept the header within so many bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_OTHER_ARCHIVES = {b"\x1f\x8b": ".gz", b"7z\xbc\xaf\x27\x1c": ".7z", b"Rar!\x1a\x07": ".rar", b"BZh": ".bz2", b"\xfd7zXZ\x00": ".xz"}
_MIME = re.compile(rb"\s*(?:(?:From|Subject|Date|MIME-Version|Content-[A-Za-z-]+|X-[A-Za-z-]+|Snapshot-Content-Location):[^\n]*\n(?:[ \t][^\n]*\n)*){2}", re.I)
# The opening of a page; a Markdown file may well begin with some other tag.
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)
_MARKED_UP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<[a-z][a-z0-9]*[\s>/]", re.I | re.S)


def reader_of(format: str) -> Reader:
    """The reader of a format that `detect` names."""
    module, _, function = _READERS[format].partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def read_as(format: str, data: bytes, source: str) -> Document:
    """What the reader of `format` makes of `data`. Raises `ReadError`, whatever the reader raises; `empty` where there is no text."""
    try:
        document = reader_of(format)(data, source=source, sha256=hashlib.sha256(data).hexdigest())
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # libraries meet damage in ways of their own
        raise ReadError(source, "crashed", place=type(error).__name__) from error
    if not document.blocks:
        raise ReadError(source, "empty")
    return document


def detect(data: bytes, source: str) -> str:
    """The format of `data`, a key of the readers: by its content, and by its name where content does not tell.

    Raises `ReadError` for what no reader takes; it says what the file is and what to hand in instead.
    """
    found = outside(data, source)
    if found == "zip":
        found = inside_zip(data, source)
    elif found == "ole":
        found = inside_ole(data, source)
    if found not in _READERS:
        raise ReadError(source, "unknown_format", place=_suffix(source) or source, limit=" ".join(SUFFIXES))
    return found


def outside(data: bytes, source: str) -> str:
    """What the first bytes say, without opening anything: a format, `zip`, `ole` or `text`.

    Costs next to nothing whatever the file is. Raises `ReadError` (`other_archive`, `unknown_format`).
    """
    head = data[:_HEAD]
    if is_zip(head):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(rb"{\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) or _is_webp(head) or _is_bmp(head):
        return "image"
    for magic, suffix in _OTHER_ARCHIVES.items():
        if head.startswith(magic):
            raise ReadError(source, "other_archive", place=suffix)
    if head[257:262] == b"ustar":
        raise ReadError(source, "other_archive", place=".tar")
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    return _text_like(data, _in_ascii(head), source)


def _text_like(data: bytes, head: bytes, source: str) -> str:
    suffix = _suffix(source)
    if _PAGE.match(head) or (suffix in (".html", ".htm", ".shtml", ".xhtml") and _MARKED_UP.match(head)):
        return "html"
    if _MIME.match(head) and b"content-type:" in head.lower():
        return "mht"
    if suffix not in _TEXT_SUFFIXES and not _is_text(data[: _HEAD * 4], source):
        raise ReadError(source, "unknown_format", place=suffix or source, limit=" ".join(SUFFIXES))
    return "text"


def _is_text(sample: bytes, source: str) -> bool:
    for cut in range(4):  # the sample may end in the middle of a character
        try:
            decode(sample[: len(sample) - cut], source)
        except ReadError:
            continue
        return True
    return False


def _in_ascii(head: bytes) -> bytes:
    """The beginning without a signature and, of UTF-16, without the zero bytes: enough to see tags."""
    for signature in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(signature)
    return head.replace(b"\x00", b"")


def is_zip(head: bytes) -> bool:
    """Whether the first four bytes are those of a zip (APPNOTE.TXT 4.3.6)."""
    return head.startswith(_ZIP)


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_bmp(head: bytes) -> bool:
    return head.startswith(b"BM") and head[6:10] == bytes(4)


def _suffix(source: str) -> str:
    return PurePosixPath(source.replace("\\", "/")).suffix.lower()
