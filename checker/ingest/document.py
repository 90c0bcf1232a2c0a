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
    """Where a block stands in the file a person would open. Counts start at 1; None: not known.

    `line` counts the lines of `Document.text`. `page` is known of fixed layouts, `paragraph` (of the
    body, those in tables not counted) and `cell` (table, row, column) of word processors and pages.
    """

    line: int | None = None
    page: int | None = None
    paragraph: int | None = None
    cell: tuple[int, int, int] | None = None

    def describe(self, lang: str = "zh") -> str:
        """The place in words, the way a person would look it up; empty where nothing is known."""
        page, cell = self.page, self.cell
        if lang == "en":
            where = f"table {cell[0]} row {cell[1]}" if cell else f"paragraph {self.paragraph}" if self.paragraph else ""
            return " ".join(filter(None, (f"page {page}" if page else "", where))) or (f"line {self.line}" if self.line else "")
        where = f"表 {cell[0]} 第 {cell[1]} 行" if cell else f"第 {self.paragraph} 段" if self.paragraph else ""
        return " ".join(filter(None, (f"第 {page} 页" if page else "", where))) or (f"第 {self.line} 行" if self.line else "")


NOWHERE = Place()


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
    place: Place = NOWHERE
    level: int | None = None  # heading level, where the format gives one
    quoted: tuple[tuple[int, int], ...] = ()
    emphasised: tuple[tuple[int, int], ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source offsets of the clean range `start:end` (which must not be empty)."""
        return self.map.to_source(start), self.map.to_source(end - 1) + 1


class AsideKind(StrEnum):
    """What a file carries apart from the text of the report."""

    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    INSERTED = "inserted"  # a tracked insertion or move, read as accepted
    DELETED = "deleted"  # a tracked deletion, left out of the text
    HIDDEN = "hidden"  # formatted so that nobody sees it: hidden, white on white, off the page
    PROPERTY = "property"  # `name` is the property (author, company, template …), `text` its value
    EMBEDDED = "embedded"  # a file inside the file; `text` is its name
    LIMIT = "limit"  # what was left unread, in words


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in the file that is not the text of the report.

    `line` is the line of `Document.text` that it belongs to, where it belongs to one; `author` is who
    made a change or a comment; `name` tells asides of a kind apart.
    """

    kind: AsideKind
    text: str
    name: str = ""
    author: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read from a file.

    `text` is the source text that all offsets point into: the decoded file for plain text and
    Markdown, one line for each paragraph, row or printed line for everything else. `metadata` holds
    what a page's own table says, by its Chinese keys.
    """

    source: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()
