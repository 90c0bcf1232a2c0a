"""Lines of text, as every reader of a format gives them, to a `Document`.

A reader says of each line what it knows (its place, that it is a heading or a table row) and leaves
the rest to the words: which lines are one paragraph, what is residue of a page. So all formats are
read alike, and the same report in two formats gives the same blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checker.ingest.cleaning import clean
from checker.ingest.document import NOWHERE, Aside, Block, BlockKind, Document, Place
from checker.ingest.errors import ReadError
from checker.ingest.lines import Hint, metadata_pairs, paragraphs

MAX_CHARACTERS = 300_000  # a long report has 30,000; this many take some six seconds
MAX_LINE = 200_000


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A paragraph, a table row or a printed line, without a line end inside.

    `kind` and `level` are what the format itself says (None: told from the words); `place` is all but
    the line, which is counted here. A `whole` line is a paragraph that its reader has put together:
    it is never joined with the lines around it.
    """

    text: str
    kind: BlockKind | None = None
    level: int | None = None
    place: Place = NOWHERE
    whole: bool = False


def document_from_lines(
    lines: Sequence[SourceLine],
    *,
    source: str,
    sha256: str,
    format: str,
    metadata: Mapping[str, str] | None = None,
    asides: Sequence[Aside] = (),
) -> Document:
    """A `Document` whose text is the lines, one below the other.

    `metadata` goes before what rows of metadata in the text say; the `line` of an aside is the number
    of a line, from 1. Raises `ReadError` (`empty`, `too_long`, `line_too_long`).
    """
    text = "\n".join(" ".join(line.text.splitlines()) for line in lines)
    hints = {n: Hint(line.kind, line.level, line.whole) for n, line in enumerate(lines, start=1) if line.kind is not None or line.whole}
    document = document_from_text(within_limits(text, source), source=source, sha256=sha256, format=format, hints=hints)
    blocks = tuple(
        replace(block, place=replace(lines[block.place.line - 1].place, line=block.place.line)) if block.place.line else block for block in document.blocks
    )
    return replace(document, blocks=blocks, metadata={**document.metadata, **(metadata or {})}, asides=tuple(asides))


def document_from_text(text: str, *, source: str = "", sha256: str = "", format: str = "txt", hints: Mapping[int, Hint] | None = None) -> Document:
    """A `Document` of text already in memory. `hints` are what is known of lines, by their number."""
    blocks: list[Block] = []
    metadata: dict[str, str] = {}
    for paragraph in paragraphs(text, hints):
        if paragraph.kind is BlockKind.METADATA:
            metadata.update(metadata_pairs(text[paragraph.start : paragraph.end]))
        cleaned = clean(text, paragraph.start, paragraph.end)
        if cleaned.text:
            blocks.append(
                Block(
                    kind=paragraph.kind,
                    text=cleaned.text,
                    map=cleaned.map,
                    place=Place(line=paragraph.line),
                    level=paragraph.level,
                    quoted=cleaned.quoted,
                    emphasised=cleaned.emphasised,
                )
            )
    return Document(source, sha256, format, text, tuple(blocks), metadata)


def within_limits(text: str, source: str) -> str:
    """`text`, which may be a report's. Raises `ReadError` (`empty`, `too_long`, `line_too_long`)."""
    if not text.strip():
        raise ReadError(source, "empty")
    if len(text) > MAX_CHARACTERS:
        raise ReadError(source, "too_long", place=f"{len(text):,}", limit=f"{MAX_CHARACTERS:,}")
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise ReadError(source, "line_too_long", place=str(number), limit=f"{MAX_LINE:,}")
    return text
