"""The report's text in paragraphs and table rows, cut into runs where marks begin and end.

Marks overlap freely; a run is a stretch that the same marks lie on, so that no element of the page
ever has to begin inside one and end outside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from checker.ingest import BlockKind
from checker.judging.checklist import Checklist, Passage
from checker.output.html.safe import pieces

Span = tuple[int, int]

_BREAK = re.compile(r"[ \t\u3000]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ \t\u3000]*")
_CELL = re.compile(r"[^|｜\t]+")
_PART = re.compile(r"(?:第[一二三四五六七八九十]+[部章]|[一二三四五六七八九十]+、)")
_SECTION = re.compile(r"[（(][一二三四五六七八九十]+[)）]")
_STOP = re.compile("[。；！？]")
_HEADING_LONGEST = 45
_SIGNOFF_LONGEST = 32
_HEAD_BLOCKS = 12  # where a title may stand
_SIGNOFF_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Something seen in the source text at `start:end`: of a `kind` (a class of the page), with the place it belongs to."""

    start: int
    end: int
    kind: str
    target: str  # the id of what was seen there
    label: str  # the number that stands for it in the text
    title: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks. `anchor` is its source offset where a mark is first seen in it; `ends` are the marks that end here."""

    pieces: tuple[tuple[str, bool], ...]
    marks: tuple[Mark, ...]
    anchor: int | None
    ends: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        """The classes of its marks."""
        return " ".join(sorted({mark.kind for mark in self.marks}))

    @property
    def references(self) -> tuple[Mark, ...]:
        """One of the marks that end here for each thing seen."""
        return tuple({mark.target: mark for mark in self.ends}.values())

    @property
    def targets(self) -> str:
        """The ids of what was seen here."""
        return " ".join(dict.fromkeys(mark.target for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one cell, or the cells of a table row."""

    kind: str  # a class of the page: paragraph, title, part, section, signoff, residue, row
    cells: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text with its marks. `anchors` says of each range that is seen at which source offset it first is."""

    paragraphs: tuple[Paragraph, ...]
    anchors: Mapping[Span, int]

    def stretches(self) -> Iterator[tuple[bool, list[Paragraph]]]:
        """The paragraphs in stretches, with whether those of a stretch are the rows of one table."""
        for is_table, group in groupby(self.paragraphs, key=lambda p: p.kind == "row"):
            yield is_table, list(group)


def mark_text(checklist: Checklist, marks: Sequence[Mark]) -> MarkedText:
    """The text of the report under `marks`."""
    anchors: dict[Span, int] = {}
    return MarkedText(tuple(_paragraphs(checklist, marks, anchors)), anchors)


def _paragraphs(checklist: Checklist, marks: Sequence[Mark], anchors: dict[Span, int]) -> Iterator[Paragraph]:
    text, last = checklist.text, len(checklist.passages)
    for index, passage in enumerate(checklist.passages):
        here = [m for m in marks if m.start < passage.end and passage.start < m.end]
        kind = _kind(checklist, passage, index, last - index)
        ranges = [(passage.start, passage.end)]
        if kind == "row":
            ranges = [(passage.start + m.start(), passage.start + m.end()) for m in _CELL.finditer(text[passage.start : passage.end]) if m.group().strip()]
        yield Paragraph(kind, tuple(tuple(_runs(text, start, end, here, anchors)) for start, end in ranges))


def _kind(checklist: Checklist, passage: Passage, index: int, from_end: int) -> str:
    """How a passage is set. Plain text marks no headings, so short numbered lines are taken for some."""
    if passage.kind is BlockKind.TABLE_ROW:
        return "row"
    if passage.kind in (BlockKind.METADATA, BlockKind.NAVIGATION):
        return "residue"
    words = "".join(checklist.text[passage.start : passage.end].split())
    if words and words in checklist.title and index < _HEAD_BLOCKS:
        return "title"
    if passage.kind is BlockKind.HEADING:
        return "part" if (passage.level or 9) <= 2 else "section"
    if len(words) <= _HEADING_LONGEST and not _STOP.search(words):
        if _PART.match(words):
            return "part"
        if _SECTION.match(words):
            return "section"
        if from_end <= _SIGNOFF_BLOCKS and len(words) <= _SIGNOFF_LONGEST:
            return "signoff"
    return "paragraph"


def _runs(text: str, start: int, end: int, marks: Sequence[Mark], anchors: dict[Span, int]) -> Iterator[Run]:
    # A paragraph that was broken into lines is one: the break goes, but between Latin words it is a space.
    breaks = {found.start(): found for found in _BREAK.finditer(text, start, end)}
    edges = {start, end, *breaks, *(found.end() for found in breaks.values())}
    for mark in marks:
        edges.update(offset for offset in (mark.start, mark.end) if start < offset < end)
    inside_until = start
    for first, last in pairwise(sorted(edges)):
        found = breaks.get(first)
        if found is not None:
            inside_until = found.end()
        words = text[first:last]
        if first < inside_until:
            words = " " if found is not None and text[first - 1 : first].isascii() and text[found.end() : found.end() + 1].isascii() else ""
        here = tuple(m for m in marks if m.start < last and first < m.end)
        ends = tuple(m for m in here if m.end == last or (last == end and m.end > end and not _goes_on(text, m, end)))
        anchor = first if words and any((m.start, m.end) not in anchors for m in here) else None
        if anchor is not None:
            anchors.update({(m.start, m.end): first for m in here if (m.start, m.end) not in anchors})
        yield Run(tuple(pieces(words)), here, anchor, ends)


def _goes_on(text: str, mark: Mark, end: int) -> bool:
    """Whether a mark has anything to see after `end`."""
    return bool(text[end : mark.end].strip("|｜ \t\r\n\u3000"))
