"""Text objects to letters at places on the page (GB/T 33190—2016, 11.2 and 11.3).

The characters are those of `TextCode`, also where `CGTransform` says by which glyphs they are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from lxml import etree

from checker.ingest.ofd.container import children
from checker.ingest.ofd.geometry import Matrix, number, offsets
from checker.ingest.pdf.letters import Letter

POINTS = 72 / 25.4  # in a millimetre
_USUAL = 3.5  # millimetres, 五号
_WIDE = 1.6  # times its own width that a letter may be spaced out to and still touch the next

Colour = tuple[int, int, int, int]  # red, green, blue and opacity, of 255


@dataclass(frozen=True, slots=True)
class Style:
    """How an object is drawn: whether at all, in what colour (None: not known), and as which in the order of drawing."""

    drawn: bool
    colour: Colour | None
    order: int


def letters_of(element: etree._Element, place: Matrix, height: float, style: Style) -> Iterator[Letter]:
    """The letters of a text object. `place` leads from the object's space to the page's, `height` is the page's; both in millimetres.

    The letters are placed in points from the lower left corner, as those of a PDF are.
    """
    size = number(element.get("Size") or element.get("size"), _USUAL)  # easyofd writes it small
    scale = number(element.get("HScale"), 1.0) or 1.0
    turned = number(element.get("CharDirection"))
    angle = round(math.degrees(math.atan2(-place.b, place.a)) - turned) % 360
    points = size * place.across * POINTS
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        words = (code.text or "").replace("\r", "").replace("\n", "").replace("\t", " ")
        widths = [_width(letter) * size * scale for letter in words]
        steps = _steps(code, words, widths)
        at_x, at_y = x, y
        for index, letter in enumerate(words):
            (left, base), (middle_x, middle_y) = place.at(at_x, at_y), place.at(at_x + widths[index] / 2, at_y - size * 0.35)
            step_x, step_y = steps[index]
            touches = not step_y and 0 < abs(step_x) <= widths[index] * _WIDE
            advance = abs(step_x) if touches else widths[index]
            yield Letter(
                text=letter,
                x=left * POINTS,
                y=(height - base) * POINTS,
                advance=advance * place.along * POINTS,
                size=points,
                angle=angle,
                middle=(middle_x * POINTS, (height - middle_y) * POINTS),
                drawn=style.drawn,
                colour=style.colour,
                order=style.order,
                unmapped=False,
            )
            at_x, at_y = at_x + step_x, at_y + step_y


def _width(letter: str) -> float:
    """About how wide a letter is, in sizes: what may be wide is so in Chinese fonts (“ × ·)."""
    return 1.0 if east_asian_width(letter) in "WFA" else 0.5


def _steps(code: etree._Element, words: str, widths: list[float]) -> list[tuple[float, float]]:
    """From each letter to the next; where the writer is silent, the letter's own width."""
    across, down = offsets(code.get("DeltaX"), len(words)), offsets(code.get("DeltaY"), len(words))
    if not down:
        across += widths[len(across) :]
    across += [0.0] * (len(words) - len(across))
    down += [0.0] * (len(words) - len(down))
    return list(zip(across, down, strict=True))
