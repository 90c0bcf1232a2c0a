"""Pages that are only images: the images put together as they lie on the page, and read by recognition."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from checker.ingest import ocr
from checker.ingest.errors import ReadError
from checker.ingest.layout import Page
from checker.ingest.ofd.container import Container
from checker.ingest.ofd.drawing import Canvas, Picture
from checker.ingest.patience import more_time

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 120_000_000
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF")
_MOST_PICTURES = 50  # on a page


def recognised(container: Container, canvases: Mapping[int, Canvas]) -> dict[int, Page]:
    """The pages by their numbers, as they are recognised.

    Raises `ReadError`: `no_characters` (nothing but outlines, or an image in a format that is not read),
    `needs_ocr`, `recognition_put_off`, `too_many_pages`, `image_too_large`.
    """
    without = [number for number, canvas in canvases.items() if not canvas.pictures]
    if without:
        raise ReadError(container.source, "no_characters", place=ocr.ranges(without))
    ocr.require(container.source, list(canvases))
    return {number: _recognised(container, canvas, number, done, len(canvases)) for done, (number, canvas) in enumerate(canvases.items())}


def _recognised(container: Container, canvas: Canvas, number: int, done: int, total: int) -> Page:
    from PIL import Image

    more_time(ocr.SECONDS, done=done, total=total)
    width, height = canvas.size
    scale = min(ocr.DPI / 25.4, ocr.MAX_SIDE / max(width, height))
    sheet = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    for picture in canvas.pictures[:_MOST_PICTURES]:
        image = _opened(container, canvas.resources.media.get(picture.resource, ""), number)
        x, y, wide, high = _within(picture, canvas.size)
        if wide > 0 and high > 0:
            small = image.convert("RGBA").resize((max(1, round(wide * scale)), max(1, round(high * scale))))
            sheet.paste(small, (round(x * scale), round(y * scale)), small)
    return ocr.recognise(sheet, number)


def _within(picture: Picture, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """The picture's box; one that is absurdly larger than the page, as the page."""
    x, y, wide, high = picture.box
    return (x, y, wide, high) if wide <= 2 * size[0] and high <= 2 * size[1] else (0.0, 0.0, *size)


def _opened(container: Container, name: str, number: int) -> Image:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(container.package.read(name)), formats=_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise ReadError(container.source, "image_too_large", place=f"{image.width * image.height / 1e6:,.0f}", limit=f"{MAX_PIXELS / 1e6:.0f}")
            image.load()
            return image
    except Image.DecompressionBombError:
        raise ReadError(container.source, "image_too_large", place="> 178", limit=f"{MAX_PIXELS / 1e6:.0f}") from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, TypeError, KeyError, IndexError):
        raise ReadError(container.source, "no_characters", place=str(number)) from None
