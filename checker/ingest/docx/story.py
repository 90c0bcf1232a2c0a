"""Paragraphs, tables and text boxes of a body, a note or a header to lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.ingest.document import NOWHERE, Aside, AsideKind, Place
from checker.ingest.docx import tables
from checker.ingest.docx.fields import OpenFields
from checker.ingest.docx.inline import DELETIONS, UNCHANGED, Inline, Surroundings
from checker.ingest.docx.numbering import Numbering, numbered
from checker.ingest.docx.ooxml import PARAGRAPH, TABLE, Element, V, W, members, row_cells, switch, table_rows
from checker.ingest.docx.runs import Look
from checker.ingest.docx.tables import Cell
from checker.ingest.errors import ReadError

MAX_PARAGRAPHS = 50_000  # of all texts of a file
MAX_NESTING = 20  # tables and text boxes inside one another
_BLOCKS = frozenset({PARAGRAPH, TABLE})
_ENTRY = re.compile(r"\t\s*\d{0,4}\s*$")  # of a table of contents: a tab and a page number
_MARK = "¶"


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line. `properties` are the `w:pPr` of its paragraph; `look` is that of all its words, None where they differ."""

    text: str
    place: Place = NOWHERE
    properties: Element | None = None
    look: Look | None = None
    contents: bool = False  # an entry of a table of contents
    row: bool = False


@dataclass(slots=True)
class Count:
    """How many paragraphs of a file have been read, over all its texts."""

    paragraphs: int = 0


@dataclass
class Story:
    """Reads a text block by block, adding lines, and asides with the number of their line.

    `places` gives the paragraphs and tables of the body their place; in other texts it is empty.
    """

    source: str
    around: Surroundings
    numbering: Numbering
    count: Count
    places: Mapping[Element, Place] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    _pending: tuple[Inline, Element | None] | None = None  # a paragraph that goes on in the next one
    _depth: int = 0

    def blocks(self, container: Element, place: Place | None = None) -> None:
        """Reads the paragraphs and tables of a body, cell or text box. `place` is that of all in it; None: each its own."""
        for block in members(container, _BLOCKS):
            here = place if place is not None else self.places.get(block, NOWHERE)
            if block.tag == PARAGRAPH:
                self._paragraph(block, here)
            else:
                self._flush()
                self._table(block, here)
        self._flush()

    # -- paragraphs -------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        self.count.paragraphs += 1
        if self.count.paragraphs > MAX_PARAGRAPHS:
            raise ReadError(self.source, "too_complex", place=f"w:p {self.count.paragraphs:,}", limit=f"{MAX_PARAGRAPHS:,}")
        properties = paragraph.find(f"{W}pPr")
        mark = properties.find(f"{W}rPr") if properties is not None else None
        inline, _ = self._pending or (Inline(self.around), None)
        self._pending = None
        if not inline.has_text():
            inline.place = place
        parent = paragraph.getparent()
        inline.read(paragraph, UNCHANGED.inside(parent) if parent is not None else UNCHANGED)
        if paragraph in self.around.contents:
            inline.contents = inline.linked = True
        frame = properties.find(f"{W}framePr") if properties is not None else None
        deleted = _change_of_mark(inline, mark)
        if switch(mark, "specVanish") and not inline.number:
            inline.number = self.numbering.next(properties)  # a heading that runs into its paragraph (a style separator)
        elif not deleted and not (frame is not None and frame.get(f"{W}dropCap", "none") != "none"):
            self._finish(inline, properties, mark)
            return
        self._pending = inline, properties

    def _flush(self) -> None:
        """Ends a paragraph that nothing follows which it could go on in."""
        if self._pending is None:
            return
        inline, properties = self._pending
        self._pending = None
        if inline.has_text():
            self._finish(inline, properties, None)
            return
        self._add([], inline.asides)
        for box in (*inline.before, *inline.after):
            self._box(box, inline.place)

    def _finish(self, inline: Inline, properties: Element | None, mark: Element | None) -> None:
        styles = self.around.runs.styles
        for box in inline.before:
            self._box(box, inline.place)
        if not inline.has_text() and self.around.runs.facts(mark, styles.of_paragraph(properties)).hidden:
            self._add([], inline.asides)  # neither words nor a number are seen
        else:
            texts = inline.texts()
            texts[0] = numbered(inline.number or self.numbering.next(properties), texts[0])
            contents = styles.is_contents(properties) or (inline.contents and (inline.linked or bool(_ENTRY.search(texts[-1]))))
            look = next(iter(inline.looks)) if len(inline.looks) == 1 else None
            self._add([Line(text, inline.place, properties, look, contents) for text in texts], inline.asides)
        for box in inline.after:
            self._box(box, inline.place)

    def _add(self, lines: Sequence[Line], asides: Sequence[Aside]) -> None:
        """Adds lines and the asides in them; without lines, the asides go to the line before."""
        base = len(self.lines) if lines else max(len(self.lines) - 1, 0)
        self.asides.extend(replace(a, line=base + (a.line or 1 if lines else 1)) for a in asides)
        self.lines.extend(lines)

    def _box(self, box: Element, place: Place) -> None:
        if box.tag == f"{V}textpath":
            self._add([Line(" ".join(box.get("string", "").split()), place)], ())
        else:
            self._add(*self._apart(box, place, shaded=True))  # a box has a ground of its own

    def _apart(self, container: Element, place: Place, *, shaded: bool) -> tuple[list[Line], list[Aside]]:
        """The lines and asides of a cell or text box, counted from 1."""
        if self._depth >= MAX_NESTING:
            raise ReadError(self.source, "too_complex", place="w:tbl", limit=str(MAX_NESTING))
        outside = self.lines, self.asides, self._pending, self.around.fields, self.around.shaded
        self.lines, self.asides, self._pending, self.around.fields = [], [], None, OpenFields()
        self.around.shaded = shaded or self.around.shaded
        self._depth += 1
        self.blocks(container, place)
        inside = self.lines, self.asides
        self.lines, self.asides, self._pending, self.around.fields, self.around.shaded = outside
        self._depth -= 1
        return inside

    # -- tables -----------------------------------------------------------------------------------

    def _table(self, table: Element, place: Place) -> None:
        at_top = True
        for number, row in enumerate(table_rows(table), start=1):
            here = replace(place, cell=(place.cell[0], number, 1)) if place.cell is not None and not self._depth else place
            cells: list[tuple[Cell, list[Line]]] = []
            for column, element in enumerate(row_cells(row), start=1):
                cells.append(self._cell(table, element, column, here))
            at_top = self._row(row, cells, here, at_top)

    def _cell(self, table: Element, element: Element, column: int, place: Place) -> tuple[Cell, list[Line]]:
        span = tables.span_of(element)
        if tables.goes_on(element):
            return Cell(column, span), []
        here = replace(place, cell=(*place.cell[:2], column)) if place.cell is not None and not self._depth else place
        lines, asides = self._apart(element, here, shaded=tables.stands_on_colour(table, element))
        return Cell(column, span, tuple(line.text for line in lines), any(line.row for line in lines), tuple(asides)), lines

    def _row(self, row: Element, cells: Sequence[tuple[Cell, list[Line]]], place: Place, at_top: bool) -> bool:
        """Adds a row; gives whether the next one still stands at the table's top, behind nothing but titles."""
        read = [cell for cell, _ in cells]
        properties = row.find(f"{W}trPr")
        text = tables.row_text(read, tables.skipped(row))
        removed = next((properties.find(tag) for tag in DELETIONS if properties.find(tag) is not None), None) if properties is not None else None
        if removed is not None:
            self._add([], [Aside(AsideKind.DELETED, text, author=removed.get(f"{W}author", ""))])
        elif tables.is_hidden(row):
            self._add([], [Aside(AsideKind.HIDDEN, text)])
        elif tables.is_layout(read, at_top):
            for cell, lines in cells:
                self._add(lines, cell.asides)
            return at_top and len(cells) == 1
        elif any(cell.text for cell in read):
            added = properties.find(f"{W}ins") if properties is not None else None
            asides = [replace(aside, line=1) for cell in read for aside in cell.asides]
            if added is not None and not any(aside.kind is AsideKind.INSERTED for aside in asides):
                asides.append(Aside(AsideKind.INSERTED, text, author=added.get(f"{W}author", ""), line=1))
            self._add([Line(text, place, row=True)], asides)
        else:
            self._add([], [aside for cell in read for aside in cell.asides])
        return False


def _change_of_mark(inline: Inline, mark: Element | None) -> bool:
    """Notes a change of the paragraph's end where no words tell of it; gives whether the end is deleted."""
    deleted = False
    for element in mark if mark is not None else ():
        change = UNCHANGED.inside(element)
        if change.kind is not None:
            deleted = deleted or change.kind is AsideKind.DELETED
            if not any(aside.kind is change.kind for aside in inline.asides):
                inline.note(Aside(change.kind, _MARK, author=change.author))
    return deleted
