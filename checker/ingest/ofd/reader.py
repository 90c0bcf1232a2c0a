"""OFD (GB/T 33190—2016) to a `Document`: the text of its pages by their XML, scanned pages by recognition."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.ingest import ocr
from checker.ingest.document import Aside, AsideKind, Document
from checker.ingest.errors import ReadError
from checker.ingest.layout import Page, lay_out
from checker.ingest.lined import MAX_CHARACTERS, document_from_lines
from checker.ingest.ofd import beside
from checker.ingest.ofd.container import Container
from checker.ingest.ofd.drawing import Canvas
from checker.ingest.ofd.letters import POINTS
from checker.ingest.ofd.pages import bodies, drawn
from checker.ingest.ofd.scans import recognised
from checker.ingest.package import open_package
from checker.ingest.pdf.letters import Letter
from checker.ingest.pdf.runs import frame_of, runs
from checker.ingest.pdf.visibility import INVISIBLE, SCAN, covered_by_images, seen
from checker.ingest.pdf.watermarks import set_apart

SECONDS = 8.0  # for the pages; 0.01 each measured

_LEAST_TEXT = 30  # letters; a scanned page may have a page number as text
_PICTURE = 0.1  # of a page without letters, covered by images: less is an ornament
_OUTLINES = 150  # paths on a page without letters: text turned into drawings
_LONGEST_HIDDEN = 500


@dataclass(frozen=True, slots=True)
class _Sheet:
    page: Page
    canvas: Canvas
    scanned: bool
    layered: bool  # the text is what a scanner's recognition laid under the image
    asides: tuple[Aside, ...]
    watermarks: tuple[tuple[str, str], ...]


def read_ofd(data: bytes, *, source: str, sha256: str) -> Document:
    """A `Document` of the OFD file; each block has its page. Signatures are not checked, seals not read.

    Raises `ReadError` (`broken`, `encrypted`, `unsafe_xml`, `too_complex`, `too_many_pages`, `too_long`, `too_slow`,
    `needs_ocr`, `recognition_put_off`, `image_too_large`, `no_characters`, `empty`).
    """
    container = Container(open_package(data, source), source)
    sheets: list[_Sheet] = []
    asides: list[Aside] = []
    letters = 0
    began = time.monotonic()
    for body in bodies(container):
        numbers: dict[str, int] = {}
        for identity, canvas in drawn(container, body):
            numbers[identity] = len(sheets) + 1
            letters += len(canvas.letters)
            if letters > MAX_CHARACTERS:
                raise ReadError(source, "too_long", place=f"{letters:,}", limit=f"{MAX_CHARACTERS:,}")
            sheets.append(_sheet(canvas, len(sheets) + 1))
            if time.monotonic() - began > SECONDS:
                raise ReadError(source, "too_slow", limit=f"{SECONDS:.0f}")
        asides += [*beside.properties(body), *beside.attachments(container, body), *beside.comments(container, body, numbers)]
    scanned = [sheet.page.number for sheet in sheets if sheet.scanned]
    pages = recognised(container, {sheet.page.number: sheet.canvas for sheet in sheets if sheet.scanned}) if scanned else {}
    laid = lay_out([pages.get(sheet.page.number, sheet.page) for sheet in sheets])
    marks = dict.fromkeys(mark for sheet in sheets for mark in sheet.watermarks)
    found = [*laid.asides, *(Aside(AsideKind.HEADER, words, name=kind) for kind, words in marks), *(aside for sheet in sheets for aside in sheet.asides)]
    return document_from_lines(laid.lines, source=source, sha256=sha256, format="ofd", asides=[*found, *dict.fromkeys(asides), *_limits(sheets)])


def _sheet(canvas: Canvas, number: int) -> _Sheet:
    """A page as read: what is seen on it, what is hidden, whether it is only an image."""
    width, height = canvas.size
    area = (0.0, 0.0, width * POINTS, height * POINTS)
    found = seen(canvas.letters, canvas.drawing, area)
    images = covered_by_images(canvas.drawing, area)
    text: Sequence[Letter] = found.visible
    scanned = layered = False
    if _count(text) < _LEAST_TEXT and (images >= SCAN or (not canvas.letters and images >= _PICTURE)):
        layered = _count(found.layer) >= _LEAST_TEXT
        scanned = not layered
        text = found.layer if layered else ()
    elif not _count(text) and canvas.drawing.paths >= _OUTLINES:
        scanned = True
    frame = frame_of(text, area)
    text, apart = set_apart(text, frame)
    hidden = [*found.hidden, *((INVISIBLE, letter) for letter in found.layer if not layered and not scanned)]
    page = Page(number, *frame.size, runs(text, frame), [frame.stroke(rule) for rule in canvas.drawing.rules])
    return _Sheet(page, canvas, scanned, layered, tuple(_hidden(hidden, number)), tuple(apart))


def _count(letters: Sequence[Letter]) -> int:
    return sum(1 for letter in letters if not letter.text.isspace())


def _hidden(hidden: Sequence[tuple[str, Letter]], number: int) -> Iterator[Aside]:
    for why, group in groupby(sorted(hidden, key=lambda item: item[0]), key=lambda item: item[0]):
        words = "".join(letter.text for _, letter in group).strip()
        if words:
            yield Aside(AsideKind.HIDDEN, words[:_LONGEST_HIDDEN], name=f"第{number}页{why}")


def _limits(sheets: Sequence[_Sheet]) -> Iterator[Aside]:
    scanned = [sheet.page.number for sheet in sheets if sheet.scanned]
    layered = [sheet.page.number for sheet in sheets if sheet.layered]
    if scanned:
        yield ocr.note(scanned)
    if layered:
        yield ocr.note_of_layer(layered)
