"""Web archives (RFC 2557): the page, its frames and style sheets as parts of one message, as Word and browsers save them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from checker.ingest.document import Aside, AsideKind, Document
from checker.ingest.errors import ReadError
from checker.ingest.web.metadata import declared_properties
from checker.ingest.web.page import page_document
from checker.ingest.web.parse import page_text, page_tree

_MOST_NESTED = 20
_MOST_PARTS = 2_000
_MOST_LINES = 500_000
_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.I | re.M)
_PAGES = ("text/html", "application/xhtml+xml")
_SHEET = "text/css"
_MOST_SHEET = 1_000_000
_SENTENCE = re.compile(r"[\u4e00-\u9fff][^<>。]{6,}。")
_CLEARLY = 2  # times the sentences that a frame must have to be the page meant


def read_mht(data: bytes, *, source: str, sha256: str) -> Document:
    """The report in a web archive: in its page, or in a frame of it that clearly has more text.

    Raises `ReadError` (`broken`, `too_complex`, and what `read_html` raises).
    """
    pages: list[tuple[str, str]] = []
    sheets: list[str] = []
    for part in _parts(data, source):
        content = _content(part, source)
        if part.get_content_type() in _PAGES:
            pages.append((_name(part), _text(content, part, source, is_root=not pages)))
        elif part.get_content_type() == _SHEET:
            sheets.append(content[:_MOST_SHEET].decode("utf-8", "replace"))
    if not pages:
        raise ReadError(source, "broken", place="text/html")
    chosen = 0
    for number, (_, text) in enumerate(pages):
        if _spoken(text) > _CLEARLY * _spoken(pages[chosen][1]):
            chosen = number
    text = pages[chosen][1]
    root = page_tree(text, source)
    others = [Aside(AsideKind.EMBEDDED, name) for number, (name, _) in enumerate(pages) if number != chosen and name]
    return page_document(root, source=source, sha256=sha256, format="mht", sheets=sheets, asides=(*declared_properties(root, text), *others))


def _parts(data: bytes, source: str) -> Iterator[Message]:
    """The parts of the message that are no containers, the root first as writers put it (RFC 2387)."""
    nested, lines = len(_NESTED.findall(data)), data.count(b"\n")
    if nested > _MOST_NESTED or lines > _MOST_LINES:
        size, limit = (nested, _MOST_NESTED) if nested > _MOST_NESTED else (lines, _MOST_LINES)
        raise ReadError(source, "too_complex", place=f"MHT: {size:,}", limit=f"{limit:,}")
    try:
        message = message_from_bytes(data.lstrip())
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (MessageError, ValueError, LookupError, RecursionError):
        raise ReadError(source, "broken", place="MHT") from None
    if len(parts) > _MOST_PARTS:
        raise ReadError(source, "too_complex", place=f"MHT: {len(parts):,}", limit=f"{_MOST_PARTS:,}")
    yield from parts


def _text(content: bytes, part: Message, source: str, *, is_root: bool) -> str:
    try:
        return page_text(content, source, part.get_content_charset() or "") if content else ""
    except ReadError:
        if is_root:
            raise
        return ""  # a frame that cannot be read is not the page meant


def _content(part: Message, source: str) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        raise ReadError(source, "broken", place=_name(part)) from None
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """The last piece of the address that a part was fetched from."""
    return str(part.get("Content-Location", "")).replace("\\", "/").rstrip("/").rpartition("/")[2][:120]


def _spoken(text: str) -> int:
    """About how many characters of Chinese sentences a page has, markup aside."""
    return sum(len(found) for found in _SENTENCE.findall(text))
