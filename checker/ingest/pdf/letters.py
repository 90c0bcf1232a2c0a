"""The letters of a page, one by one, with all that tells whether and where they are seen."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from checker.ingest.pdf.drawing import Drawing, address

MAX_LETTERS = 60_000  # on a page; one in print has 2,000

_HYPHEN = 0x02  # what the library gives for a hyphen at the end of a line
_SYMBOL_BULLETS = re.compile("[\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc]")  # Wingdings, Symbol
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class TooManyLetters(Exception):
    """A page with more letters than a page can hold. The argument is their number."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and where it is drawn: the start and the end of its advance on the base line, in points of the page.

    `angle` is that of the base line in degrees, anti-clockwise; `colour` is red, green, blue and opacity (0–255) of the
    fill, None where letters are not filled; `order` is when it is drawn (-1: not known), `unmapped` whether the font does not say its character.
    """

    text: str
    x: float
    y: float
    advance: float
    size: float
    angle: int
    middle: tuple[float, float]
    drawn: bool
    colour: tuple[int, int, int, int] | None
    order: int
    unmapped: bool


@dataclass(frozen=True, slots=True)
class _Ink:
    drawn: bool
    filled: bool
    order: int


def letters_of(page: pdfium.PdfPage, drawing: Drawing) -> list[Letter]:
    """All characters of the page's text in the order of the file, blanks between words included. Raises `TooManyLetters`."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_LETTERS:
            raise TooManyLetters(count)
        return list(_letters(text, count, drawing))
    finally:
        text.close()


def _letters(text: pdfium.PdfTextPage, count: int, drawing: Drawing) -> Iterator[Letter]:
    inks: dict[int, _Ink] = {}
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    channels = [ctypes.c_uint() for _ in range(4)]
    high = 0  # the first half of a character in two units
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0x0A, 0x0D):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        along = abs(box.right - box.left) if angle % 180 < 45 or angle % 180 > 135 else abs(box.top - box.bottom)
        handle = raw.FPDFText_GetTextObject(text, index)
        key = address(handle)
        if key not in inks:
            mode = raw.FPDFTextObj_GetTextRenderMode(handle) if key else 0
            inks[key] = _Ink(mode not in _INVISIBLE_MODES, mode != raw.FPDF_TEXTRENDERMODE_STROKE, drawing.text_order.get(key, -1))
        ink = inks[key]
        seen = ink.filled and raw.FPDFText_GetFillColor(text, index, *channels)
        yield Letter(
            text=_spelled(code),
            x=x.value,
            y=y.value,
            advance=along,
            size=size,
            angle=angle,
            middle=((box.left + box.right) / 2, (box.top + box.bottom) / 2),
            drawn=ink.drawn,
            colour=(channels[0].value, channels[1].value, channels[2].value, channels[3].value) if seen else None,
            order=ink.order,
            unmapped=raw.FPDFText_HasUnicodeMapError(text, index) == 1,
        )


def _spelled(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    sign = chr(code) if 0 < code < 0x110000 else "\ufffd"
    return _SYMBOL_BULLETS.sub("·", sign)
