"""From text at positions on pages to paragraphs, for every format with a fixed layout.

A reader gives `Page`s of `Piece`s (and `Stroke`s, where it has them) and gets the lines for
`document_from_lines`. Each is one paragraph or row and comes out `whole`: what is joined is decided
here, by geometry; the words decide only what a line is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.ingest.document import Aside
from checker.ingest.layout.columns import bands
from checker.ingest.layout.footnotes import without_footnotes
from checker.ingest.layout.heads import without_heads
from checker.ingest.layout.paragraphs import Band, paragraphs
from checker.ingest.layout.pieces import Page, Piece, Stroke
from checker.ingest.layout.tables import tables_of
from checker.ingest.lined import SourceLine

__all__ = ["LaidOut", "Page", "Piece", "Stroke", "lay_out"]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of pages, and what stood around it on each (running heads and footers, each once, and footnotes)."""

    lines: tuple[SourceLine, ...]
    asides: tuple[Aside, ...]


def lay_out(pages: Sequence[Page]) -> LaidOut:
    """The paragraphs of pages in the order of reading; a paragraph goes on over the end of a page."""
    headless, heads = without_heads(pages)
    cleared, notes = without_footnotes(headless)
    return LaidOut(tuple(paragraphs([band for page in cleared for band in _bands(page)])), (*heads, *notes))


def _bands(page: Page) -> list[Band]:
    """The text above, between and below the tables of a page, and the rows of the tables."""
    tables = tables_of(page)
    inside = frozenset[int]().union(*(table.pieces for table in tables))
    rest = [piece for number, piece in enumerate(page.pieces) if number not in inside]
    found: list[Band] = []
    for table in tables:
        above = [piece for piece in rest if piece.middle < table.y0]
        found += [*bands(above, page.number), list(table.rows)]
        rest = [piece for piece in rest if piece.middle >= table.y0]
    return [band for band in [*found, *bands(rest, page.number)] if band]
