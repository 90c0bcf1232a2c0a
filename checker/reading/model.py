"""The value that `understand` returns: a `Reading`, the document understood.

All offsets are half-open and point into `Reading.text`, the clean text of all blocks joined by
newlines; `Reading.source_span` leads back to the source text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.ingest import Document
from checker.reading.lexicon import Match, Use
from checker.reading.quantities import Date, Quantity
from checker.reading.spans import Span
from checker.rulebook.schema import ChapterKind, Level

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Time(StrEnum):
    """What time a clause speaks of."""

    REPORTING_YEAR = "reporting_year"
    PLAN = "plan"
    SHORTCOMING = "shortcoming"
    NONE = "none"  # title, signature, page residue


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where it stands, how deep, its number, and the text without the number.

    `rank` 1 第一部分, 2 一、, 3 （一）, 4 1., 5 （1）. `run_in`: it begins a paragraph that goes on.
    """

    block: int
    start: int
    end: int
    rank: int
    marker: str
    number: int | None
    text_start: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it, up to the next heading of the same or a higher rank.

    `start:end` includes the heading and sub-chapters; `kind` decides the time of its sentences;
    `own_kind`: its own heading says so (not inherited).
    """

    index: int
    kind: ChapterKind
    heading: Heading | None
    parent: int | None
    start: int
    end: int
    own_kind: bool = False
    combined: bool = False  # problems that turn into plans, by sentence
    causes: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, with its time and the cue that decided it (None: the chapter did)."""

    start: int
    end: int
    sentence: int
    time: Time
    cue: Match | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch up to 。！？ or the end of a block; `clauses` is a range of clause indexes."""

    start: int
    end: int
    block: int
    chapter: int | None
    clauses: range
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports on what year: each element with where it was read (None: not said)."""

    title: Span | None = None
    unit: str = ""
    unit_in_title: Span | None = None
    year: int | None = None
    year_in_title: Span | None = None
    subject_in_title: Span | None = None
    type_in_title: Span | None = None
    level: Level = Level.TOWNSHIP
    signature: Span | None = None
    date: Date | None = None
    date_span: Span | None = None
    date_is_publication: bool = False


@dataclass(frozen=True)
class Reading:
    """A document understood."""

    document: Document
    text: str
    doc: Doc
    block_starts: tuple[int, ...]
    identity: Identity
    chapters: tuple[Chapter, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    titles: tuple[Span, ...]
    quoted: tuple[Span, ...]
    matches: Mapping[Use, list[Match]]
    entities: tuple[tuple[int, int, str], ...] = ()  # of a trained pipeline: (start, end, label)
    pipeline: str = "blank-zh"
    _clause_starts: Sequence[int] = field(default=(), repr=False)

    def find(self, owner: str, field: str, part: str = "") -> list[Match]:
        """The matches of one list of terms, by place."""
        return self.matches.get(Use(owner, field, part), [])

    def clause_at(self, offset: int) -> int:
        """The index of the clause that holds `offset`."""
        return max(bisect_right(self._clause_starts, offset) - 1, 0)

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`."""
        return bisect_right(self.block_starts, offset) - 1

    def source_span(self, start: int, end: int) -> Span:
        """Source offsets of the clean range `start:end`; what lies between its blocks is included."""
        blocks, starts = self.document.blocks, self.block_starts
        first = bisect_right(starts, start) - 1
        last = first if first + 1 == len(starts) or end <= starts[first + 1] else bisect_right(starts, end - 1) - 1
        begin = min(start - starts[first], len(blocks[first].text) - 1)
        finish = min(max(end - 1, start) - starts[last], len(blocks[last].text) - 1)
        return blocks[first].map.to_source(begin), blocks[last].map.to_source(finish) + 1

    def quote(self, start: int, end: int) -> str:
        """The source text of the clean range `start:end`."""
        first, last = self.source_span(start, end)
        return self.document.text[first:last]

    def chapter_at(self, offset: int) -> Chapter | None:
        """The deepest chapter that holds `offset`; None before the first heading."""
        sentence = self.sentences[self.clauses[self.clause_at(offset)].sentence] if self.clauses else None
        return self.chapters[sentence.chapter] if sentence is not None and sentence.chapter is not None else None

    def heading_text(self, chapter: Chapter | None) -> str:
        """The heading as the source has it, or "" where there is none."""
        if chapter is None or chapter.heading is None:
            return ""
        return self.quote(chapter.heading.start, chapter.heading.end).strip()
