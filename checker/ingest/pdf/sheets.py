"""A page of a PDF to a page of text, or to the finding that its text is only to be seen, not to be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium

from checker.ingest.document import Aside, AsideKind
from checker.ingest.layout import Page
from checker.ingest.pdf import extras
from checker.ingest.pdf.drawing import Drawing, drawing_of
from checker.ingest.pdf.letters import Letter, letters_of
from checker.ingest.pdf.runs import frame_of, runs
from checker.ingest.pdf.visibility import INVISIBLE, SCAN, Seen, covered_by_images, seen
from checker.ingest.pdf.watermarks import set_apart

_LEAST_TEXT = 30  # letters; a scanned page may have a page number or a stamp as text
_OUTLINES = 150  # paths on a page without letters: text turned into drawings
_GARBLED = 0.15  # of the letters, without a character that is one
_LATIN = range(0x80, 0x250)  # what Chinese in a wrong encoding looks like
_LONGEST_HIDDEN = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read. `scanned`: only an image or a font without characters, so that `page` holds nothing.

    `layered`: the text is what a scanner's own recognition laid under the image. `largest_image` is in pixels.
    """

    page: Page
    scanned: bool
    layered: bool
    asides: tuple[Aside, ...]
    watermarks: tuple[tuple[str, str], ...]
    largest_image: int


def sheet_of(page: pdfium.PdfPage, number: int) -> Sheet:
    """What stands on the page. Raises `TooManyObjects`, `TooManyLetters` and `PdfiumError`."""
    drawing = drawing_of(page)
    box = page.get_bbox()
    found = seen(letters_of(page, drawing), drawing, box)
    letters, scanned, layered = _text(found, drawing, covered_by_images(drawing, box))
    frame = frame_of(letters, box)
    text, apart = set_apart(letters, frame)
    hidden = list(_hidden(found, number, with_layer=not layered and not scanned))
    pieces = [*runs(text, frame), *extras.fields(page, frame)]
    width, height = frame.size
    return Sheet(
        Page(number, width, height, pieces, [frame.stroke(rule) for rule in drawing.rules]),
        scanned,
        layered,
        (*hidden, *extras.of_page(page, number)),
        tuple(apart),
        drawing.largest_image,
    )


def _text(found: Seen, drawing: Drawing, images: float) -> tuple[Sequence[Letter], bool, bool]:
    """The letters to read; whether the page is scanned; whether the letters are those of a layer under the scan."""
    visible = _count(found.visible)
    if visible >= _LEAST_TEXT:
        return ((), True, False) if _is_garbled(found.visible) else (found.visible, False, False)
    if images >= SCAN:
        if _count(found.layer) >= _LEAST_TEXT and not _is_garbled(found.layer):
            return found.layer, False, True
        return (), True, False
    return found.visible, not visible and drawing.paths >= _OUTLINES, False


def _count(letters: Sequence[Letter]) -> int:
    return sum(1 for letter in letters if not letter.text.isspace())


def _is_garbled(letters: Sequence[Letter]) -> bool:
    """Whether a font without a table of its characters makes the text unreadable."""
    signs = [letter for letter in letters if not letter.text.isspace()]
    bad = sum(1 for letter in signs if letter.unmapped or _is_no_character(letter.text))
    latin = sum(1 for letter in signs if ord(letter.text[0]) in _LATIN)
    return bad > _GARBLED * len(signs) or latin > 0.5 * len(signs)


def _is_no_character(text: str) -> bool:
    return text == "\ufffd" or unicodedata.category(text[0]) in ("Co", "Cn", "Cs", "Cc")


def _hidden(found: Seen, number: int, *, with_layer: bool) -> Iterator[Aside]:
    """The hidden text of a page, by reason."""
    hidden = [*found.hidden, *((INVISIBLE, letter) for letter in found.layer if with_layer)]
    for why, group in groupby(sorted(hidden, key=lambda item: item[0]), key=lambda item: item[0]):
        words = "".join(letter.text for _, letter in group).strip()
        if words:
            yield Aside(AsideKind.HIDDEN, words[:_LONGEST_HIDDEN], name=f"第{number}页{why}")
