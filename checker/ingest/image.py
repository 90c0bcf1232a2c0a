"""Photos and scans of pages as image files to a `Document`, by recognition."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from checker.ingest import ocr
from checker.ingest.document import Document
from checker.ingest.errors import ReadError
from checker.ingest.layout import Page, lay_out
from checker.ingest.lined import document_from_lines
from checker.ingest.patience import more_time

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP")
MAX_PIXELS = 120_000_000


def read_image(data: bytes, *, source: str, sha256: str) -> Document:
    """A `Document` of an image of a page, or of several in one TIFF; each block has its page.

    Raises `ReadError` (`needs_ocr`, `recognition_put_off`, `broken`, `image_too_large`, `too_many_pages`, `empty`).
    """
    ocr.require(source, [1])
    # What is declared is looked at before anything is decoded; damage shows in errors of many kinds.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pages = list(_pages(data, source))
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, TypeError, KeyError, IndexError) as error:
        raise ReadError(source, "broken", place=type(error).__name__) from None
    laid = lay_out(pages)
    asides = [*laid.asides, ocr.note([page.number for page in pages])]
    return document_from_lines(laid.lines, source=source, sha256=sha256, format="image", asides=asides)


def _pages(data: bytes, source: str) -> Iterator[Page]:
    from PIL import Image, ImageOps

    with _opened(data, source) as image:
        frames = getattr(image, "n_frames", 1)
        ocr.require(source, range(1, frames + 1))
        for number in range(1, frames + 1):
            image.seek(number - 1)
            _within_limits(image, source)
            more_time(ocr.SECONDS, done=number - 1, total=frames)
            yield ocr.recognise(ImageOps.exif_transpose(Image.Image.copy(image)), number)


def _opened(data: bytes, source: str) -> Image:
    from PIL import Image

    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise ReadError(source, "image_too_large", place="> 178", limit=f"{MAX_PIXELS / 1e6:.0f}") from None
    _within_limits(image, source)
    return image


def _within_limits(image: Image, source: str) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise ReadError(source, "image_too_large", place=f"{pixels / 1e6:,.0f}", limit=f"{MAX_PIXELS / 1e6:.0f}")
