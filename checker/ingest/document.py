"""The value that every reader of a file format returns: a `Document` of ordered blocks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in the source, before anything is understood of its words."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # the format itself marks it (Markdown #, a style)
    TABLE_ROW = "table_row"
    METADATA = "metadata"  # a page's own table: 发布机构, 成文日期 …
    NAVIGATION = "navigation"  # residue of the page around the text


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Piecewise-linear way back from a clean text to its source.

    `clean[k]` and `source[k]` are the offsets at which the k-th run of characters that were kept
    side by side begins, in the clean and in the source text. Both ascend; `clean[0]` is 0.
    """

    clean: tuple[int, ...]
    source: tuple[int, ...]

    def to_source(self, offset: int) -> int:
        """The source offset of the clean character at `offset`."""
        run = bisect_right(self.clean, offset) - 1
        return self.source[run] + offset - self.clean[run]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in the file a person would open. Counts start at 1; None: not known."""

    line: int | None = None
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or row: clean text and the way back to the source.

    `text` has no white space inside Chinese words, no quotation marks and no markup; widths and
    dashes are unified, so that one spelling of a term matches all. `quoted` and `emphasised` are
    half-open ranges of `text` that stood in quotation marks, or in bold in the source.
    """

    kind: BlockKind
    text: str
    map: SourceMap
    place: Place = Place()
    level: int | None = None  # heading level, where the format gives one
    quoted: tuple[tuple[int, int], ...] = ()
    emphasised: tuple[tuple[int, int], ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source offsets of the clean range `start:end` (which must not be empty)."""
        return self.map.to_source(start), self.map.to_source(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read from a file.

    `text` is the source text that all offsets point into: the decoded file for plain text and
    Markdown. `metadata` holds what a page's own table says, by its Chinese keys.
    """

    source: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict)
