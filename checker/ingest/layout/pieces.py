"""The values of the page layout: pieces of text and ruling lines at positions, and visual lines.

Positions are in any one unit of length (points, millimetres, pixels) from the top left corner of the
page as it is read: `x` grows to the right, `y` downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one base line, without wide gaps inside. `size` is the font's, in the unit of the positions.

    `y0` and `y1` are the top and the bottom of the line of letters (some 0.8 above and 0.2 of the size below the base line).
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def middle(self) -> float:
        """The height half-way between top and bottom."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight ruling line: horizontal (`y0` is about `y1`) or vertical (`x0` is about `x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it lies, rather than stands."""
        return abs(self.y1 - self.y0) <= abs(self.x1 - self.x0)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page. `number` counts from 1."""

    number: int
    width: float
    height: float
    pieces: Sequence[Piece]
    strokes: Sequence[Stroke] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line: pieces side by side. `gaps` are where columns may part, as (from, to) in `x`."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    page: int
    gaps: tuple[tuple[float, float], ...] = ()

    @property
    def width(self) -> float:
        """From the first letter to the last."""
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells between bars."""

    text: str
    page: int


def middle_of(values: Sequence[float], default: float = 0.0) -> float:
    """The median of `values` (the upper one of two)."""
    return sorted(values)[len(values) // 2] if values else default
