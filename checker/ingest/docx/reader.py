"""Word files (.docx, .docm, .dotx, and those of WPS and LibreOffice) to a `Document`."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from checker.ingest.document import Aside, Document, Place
from checker.ingest.docx import asides
from checker.ingest.docx.fields import whole_fields
from checker.ingest.docx.headings import mark
from checker.ingest.docx.inline import Surroundings
from checker.ingest.docx.numbering import Numbering
from checker.ingest.docx.ooxml import PARAGRAPH, Element, W, body_of, body_paragraphs, body_tables
from checker.ingest.docx.parts import Parts, refuse_other_containers
from checker.ingest.docx.runs import Runs
from checker.ingest.docx.story import Count, Story
from checker.ingest.docx.styles import Styles
from checker.ingest.errors import ReadError
from checker.ingest.lined import document_from_lines
from checker.ingest.package import open_package

_GALLERY = "Table of Contents"
_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "jfif")


def read_docx(data: bytes, *, source: str, sha256: str) -> Document:
    """The `Document` of a Word file, read as Word shows it with all changes accepted.

    Each visible line of a paragraph is a line, each row of a table is one (`| a | b |`), automatic
    numbers are written out. Body paragraphs have `Place.paragraph`, counted as `body_paragraphs` does;
    text in tables has `Place.cell`: the table (`body_tables`), its row and the cell in that row, 1 for
    a whole row. A text box has the place of the paragraph it is anchored to.
    Raises `ReadError` (`broken`, `encrypted`, `unsafe_xml`, `too_complex`, `only_pictures`,
    `only_embedded`, `empty`, `too_long`, `line_too_long`).
    """
    refuse_other_containers(data, source)
    parts = Parts(open_package(data, source))
    root = parts.xml(parts.main)
    body = body_of(root)
    if body is None:
        raise ReadError(source, "broken", place=parts.main)
    styles = Styles(parts.related("styles"))
    runs = Runs(styles)
    definitions = parts.related("numbering")
    count = Count()

    def story_of(text: Element) -> Story:
        """A note, comment or header, read apart from the body."""
        story = Story(source, Surroundings(runs, whole_fields(text)), Numbering(definitions, styles), count)
        story.blocks(text)
        return story

    around = Surroundings(runs, whole_fields(root), frozenset(_in_contents(body)), shaded=root.find(f"{W}background") is not None)
    places = {p: Place(paragraph=n) for n, p in enumerate(body_paragraphs(root), start=1)}
    places |= {t: Place(cell=(n, 1, 1)) for n, t in enumerate(body_tables(root), start=1)}
    story = Story(source, around, Numbering(definitions, styles), count, places)
    story.blocks(body)
    if not any(line.text.strip() for line in story.lines):
        _refuse_without_text(parts, source)
    of_text = [a if a.line is None or a.line <= len(story.lines) else replace(a, line=None) for a in asides.with_notes(story.asides, parts, story_of)]
    of_headers = list(asides.headers(parts, story_of))
    carried: chain[Aside] = chain(of_text, of_headers, asides.properties(parts), asides.revisers(parts, root, [*of_text, *of_headers]), asides.embedded(parts))
    return document_from_lines(mark(story.lines, styles), source=source, sha256=sha256, format="docx", asides=tuple(carried))


def _in_contents(body: Element) -> list[Element]:
    """The paragraphs in content controls that hold a table of contents."""
    controls = (sdt for sdt in body.iter(f"{W}sdt") if any(g.get(f"{W}val") == _GALLERY for g in sdt.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")))
    return [paragraph for control in controls for paragraph in control.iter(PARAGRAPH)]


def _refuse_without_text(parts: Parts, source: str) -> None:
    if any(relation.kind == "aFChunk" for relation in parts.relations(parts.main)):
        raise ReadError(source, "only_embedded")
    if any("/media/" in name and name.rpartition(".")[2].lower() in _PICTURES for name in parts.package.names()):
        raise ReadError(source, "only_pictures")
    raise ReadError(source, "empty")
