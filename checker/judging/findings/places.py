"""Findings made from places: clean offsets of the reading, or offsets of the source text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from checker.ingest import NOWHERE, Block, BlockKind, Document
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.stretches import LONGEST_QUOTE
from checker.reading.model import Reading

_PAGE = (BlockKind.METADATA, BlockKind.NAVIGATION)


def make(context: Context, code: str, message: str, start: int, end: int) -> Finding:
    """A finding on the clean range `start:end`."""
    evidence = context.exact(start, min(end, start + LONGEST_QUOTE))
    title = context.book.heading(context.book.findings[code])
    return Finding(code, title, message, evidence.quote, evidence.start, evidence.end, evidence.chapter, evidence.place)


class SourcePlaces:
    """Findings made from offsets of the source text, for what cleaning takes out."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._blocks = context.reading.document.blocks
        self._starts = [block.map.source[0] for block in self._blocks]

    def make(self, code: str, message: str, first: int, last: int) -> Finding:
        """A finding on the range `first:last` of the source text."""
        reading = self._context.reading
        source = reading.document.text
        chapter, place = "", NOWHERE
        if self._blocks:
            index = max(bisect_right(self._starts, first) - 1, 0)
            chapter = reading.heading_text(reading.chapter_at(reading.block_starts[index]))
            place = self._blocks[index].place
            if place.line is not None:
                place = replace(place, line=place.line + source.count("\n", self._starts[index], max(first, self._starts[index])))
        return Finding(code, self._context.book.heading(self._context.book.findings[code]), message, source[first:last], first, last, chapter, place)


def block_on(document: Document, line: int) -> Block | None:
    """The block that holds a line of the text (counted from 1), or the last one before it; None before the first."""
    index = bisect_right(document.blocks, line, key=lambda block: block.place.line or 0) - 1
    return document.blocks[index] if index >= 0 else None


def body_blocks(reading: Reading) -> list[tuple[int, Block]]:
    """The blocks that are the report itself, not title or page residue, each with its clean start."""
    title = reading.identity.title
    after = title[1] if title else 0
    return [
        (start, block)
        for start, block in zip(reading.block_starts, reading.document.blocks, strict=True)
        if block.kind not in _PAGE and (start >= after or title is None)
    ]


def in_title(reading: Reading, start: int, end: int) -> bool:
    """Whether the clean range lies inside 《…》."""
    index = bisect_right(reading.titles, (start, len(reading.text))) - 1
    return index >= 0 and reading.titles[index][0] <= start and end <= reading.titles[index][1]
