"""Plain text and Markdown to a `Document`."""

from __future__ import annotations

from checker.ingest.cleaning import clean
from checker.ingest.decoding import decode
from checker.ingest.document import Block, BlockKind, Document, Place
from checker.ingest.errors import ReadError
from checker.ingest.lines import metadata_pairs, paragraphs

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 500_000  # a long report has 30,000; this many take about ten seconds
MAX_LINE = 200_000


def read_text(data: bytes, *, source: str, sha256: str, format: str) -> Document:
    """A `Document` of `data`. Offsets point into the decoded text.

    Raises `ReadError` (`empty`, `binary`, `encoding`, `too_long`, `line_too_long`).
    """
    text = decode(data, source)
    if not text.strip():
        raise ReadError(source, "empty")
    if len(text) > MAX_CHARACTERS:
        raise ReadError(source, "too_long", place=f"{len(text):,}", limit=f"{MAX_CHARACTERS:,}")
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise ReadError(source, "line_too_long", place=str(number), limit=f"{MAX_LINE:,}")
    return document_from_text(text, source=source, sha256=sha256, format=format)


def document_from_text(text: str, *, source: str = "", sha256: str = "", format: str = "txt") -> Document:
    """A `Document` of text already in memory."""
    blocks: list[Block] = []
    metadata: dict[str, str] = {}
    for number, paragraph in enumerate(paragraphs(text), start=1):
        if paragraph.kind is BlockKind.METADATA:
            metadata.update(metadata_pairs(text[paragraph.start : paragraph.end]))
        cleaned = clean(text, paragraph.start, paragraph.end)
        if cleaned.text:
            blocks.append(
                Block(
                    kind=paragraph.kind,
                    text=cleaned.text,
                    map=cleaned.map,
                    place=Place(line=paragraph.line, paragraph=number),
                    level=paragraph.level,
                    quoted=cleaned.quoted,
                    emphasised=cleaned.emphasised,
                )
            )
    return Document(source, sha256, format, text, tuple(blocks), metadata)
