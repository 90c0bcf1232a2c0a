"""Rows of tables: which are rows of figures and names, which only lay out a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.ingest.document import Aside
from checker.ingest.docx.ooxml import Element, W, number, switch, value
from checker.ingest.docx.styles import is_shaded

_MOST_COLUMNS = 63  # of a table in Word
_PROSE = 60  # characters of a cell with several paragraphs: these are text, laid out in a table
_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's texts (None where another table stands in it), and the asides of each by the number of its text."""

    column: int
    span: int
    texts: tuple[str, ...] = ()
    nested: bool = False
    asides: tuple[Aside, ...] = field(default=())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).replace("|", "｜").split())


def is_layout(cells: Sequence[Cell], at_top: bool) -> bool:
    """Whether the row's cells are read as paragraphs: a cell over the whole width at the top (a title), prose, or a table in a cell."""
    if len(cells) == 1 and (at_top or len(cells[0].text) >= _SENTENCE):
        return True
    return any(cell.nested or (sum(1 for t in cell.texts if t.strip()) > 1 and len(cell.text) >= _PROSE) for cell in cells)


def row_text(cells: Sequence[Cell], before: int) -> str:
    """The row as `| a | b |`. Columns that a merged cell covers, and `before` skipped ones, stay empty, so that columns stay in line."""
    texts = [""] * before
    for cell in cells:
        texts.append(cell.text)
        texts.extend([""] * (cell.span - 1))
    return "| " + " | ".join(texts[:_MOST_COLUMNS]) + " |"


def span_of(cell: Element) -> int:
    """How many columns a `w:tc` takes."""
    return max(1, min(number(value(cell.find(f"{W}tcPr"), "gridSpan")) or 1, _MOST_COLUMNS))


def skipped(row: Element) -> int:
    """How many columns a `w:tr` leaves out before its first cell."""
    return max(0, min(number(value(row.find(f"{W}trPr"), "gridBefore")) or 0, _MOST_COLUMNS))


def goes_on(cell: Element) -> bool:
    """Whether the cell is the lower part of one merged downwards; Word does not show what stands in it."""
    return value(cell.find(f"{W}tcPr"), "vMerge") in ("", "continue")


def stands_on_colour(table: Element, cell: Element) -> bool:
    """Whether there may be a colour behind the cell: its own, or one that the table's style gives."""
    properties = table.find(f"{W}tblPr")
    return is_shaded(_shading(cell.find(f"{W}tcPr"))) or is_shaded(_shading(properties)) or value(properties, "tblStyle") is not None


def is_hidden(row: Element) -> bool:
    """Whether a `w:tr` is formatted as hidden."""
    return bool(switch(row.find(f"{W}trPr"), "hidden"))


def _shading(properties: Element | None) -> Element | None:
    return properties.find(f"{W}shd") if properties is not None else None
