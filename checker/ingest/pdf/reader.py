"""PDF to a `Document`: text pages by their text, scanned ones by recognition where that is installed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2 as pdfium

from checker.ingest import ocr
from checker.ingest.document import Aside, AsideKind, Document
from checker.ingest.errors import ReadError
from checker.ingest.layout import Page, lay_out
from checker.ingest.lined import MAX_CHARACTERS, document_from_lines
from checker.ingest.patience import more_time
from checker.ingest.pdf import extras
from checker.ingest.pdf.drawing import MAX_OBJECTS, TooManyObjects
from checker.ingest.pdf.letters import TooManyLetters
from checker.ingest.pdf.opening import open_pdf
from checker.ingest.pdf.sheets import Sheet, sheet_of

SECONDS = 60.0  # for the pages with text; 0.1 each measured
MAX_IMAGE_PIXELS = 120_000_000  # of an image on a scanned page

_ONE_AT_A_TIME = threading.Lock()  # the library is not made for threads


def read_pdf(data: bytes, *, source: str, sha256: str) -> Document:
    """A `Document` of the PDF; each block has its page. Nothing that it asks to run, open or load is.

    Raises `ReadError` (`encrypted`, `broken`, `empty`, `too_many_pages`, `too_complex`, `too_long`, `too_slow`,
    `needs_ocr`, `recognition_put_off`, `image_too_large`).
    """
    with _ONE_AT_A_TIME, open_pdf(data, source) as document:
        sheets = _sheets(document, source)
        scanned = [sheet for sheet in sheets if sheet.scanned]
        pages = _with_recognised(document, sheets, scanned, source) if scanned else [sheet.page for sheet in sheets]
        beside = extras.of_document(document, data)
    laid = lay_out(pages)
    asides = [*laid.asides, *_watermarks(sheets), *(aside for sheet in sheets for aside in sheet.asides), *beside, *_limits(sheets)]
    return document_from_lines(laid.lines, source=source, sha256=sha256, format="pdf", asides=asides)


def _sheets(document: pdfium.PdfDocument, source: str) -> list[Sheet]:
    began = time.monotonic()
    sheets: list[Sheet] = []
    letters = 0
    for number in range(1, len(document) + 1):
        if time.monotonic() - began > SECONDS:
            raise ReadError(source, "too_slow", limit=f"{SECONDS:.0f}")
        try:
            page = document[number - 1]
            try:
                sheets.append(sheet_of(page, number))
            finally:
                page.close()
        except TooManyObjects:
            raise ReadError(source, "too_complex", place=f"p. {number}", limit=f"{MAX_OBJECTS:,}") from None
        except TooManyLetters as error:
            raise ReadError(source, "too_long", place=f"{error.args[0]:,}", limit=f"{MAX_CHARACTERS:,}") from None
        except pdfium.PdfiumError:
            raise ReadError(source, "broken", place=f"p. {number}") from None
        letters += sum(len(piece.text) for piece in sheets[-1].page.pieces)
        if letters > MAX_CHARACTERS:
            raise ReadError(source, "too_long", place=f"{letters:,}", limit=f"{MAX_CHARACTERS:,}")
    return sheets


def _with_recognised(document: pdfium.PdfDocument, sheets: Sequence[Sheet], scanned: Sequence[Sheet], source: str) -> list[Page]:
    """The pages, the scanned ones as they are recognised."""
    numbers = [sheet.page.number for sheet in scanned]
    largest = max(sheet.largest_image for sheet in scanned)
    if largest > MAX_IMAGE_PIXELS:
        raise ReadError(source, "image_too_large", place=f"{largest / 1e6:,.0f}", limit=f"{MAX_IMAGE_PIXELS / 1e6:.0f}")
    ocr.require(source, numbers)
    pages = {number: _recognised(document, number, done, len(numbers)) for done, number in enumerate(numbers)}
    return [pages.get(sheet.page.number, sheet.page) for sheet in sheets]


def _recognised(document: pdfium.PdfDocument, number: int, done: int, total: int) -> Page:
    more_time(ocr.SECONDS, done=done, total=total)
    page = document[number - 1]
    try:
        scale = min(ocr.DPI / 72, ocr.MAX_SIDE / max(page.get_width(), page.get_height(), 1.0))
        return ocr.recognise(page.render(scale=scale, may_draw_forms=False).to_pil(), number)
    finally:
        page.close()


def _watermarks(sheets: Iterable[Sheet]) -> list[Aside]:
    """Each watermark once, however many pages it lies across."""
    return [Aside(AsideKind.HEADER, text, name=kind) for kind, text in dict.fromkeys(mark for sheet in sheets for mark in sheet.watermarks)]


def _limits(sheets: Iterable[Sheet]) -> Iterator[Aside]:
    scanned = [sheet.page.number for sheet in sheets if sheet.scanned]
    layered = [sheet.page.number for sheet in sheets if sheet.layered]
    if scanned:
        yield ocr.note(scanned)
    if layered:
        yield ocr.note_of_layer(layered)
