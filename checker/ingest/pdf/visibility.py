"""Which letters of a page a reader sees, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.ingest.pdf.drawing import Area, Box, Drawing
from checker.ingest.pdf.letters import Letter

INVISIBLE, OUTSIDE, TINY, SAME_COLOUR, COVERED = "不可见的文字", "页面以外的文字", "极小的文字", "与底色相同的文字", "被遮盖的文字"

SCAN = 0.5  # of a page, covered by images

_WHITE = (255, 255, 255)
_TINY = 2.0  # points
_ALIKE = 12  # of 255 in each colour
_FAINT = 12  # opacity of 255
_MOST_AREAS = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """The letters of a page: those seen, those of an image's own layer of text, and those hidden, by reason."""

    visible: tuple[Letter, ...]
    layer: tuple[Letter, ...]
    hidden: tuple[tuple[str, Letter], ...]


def seen(letters: Sequence[Letter], drawing: Drawing, page: Box) -> Seen:
    """The letters by whether they are seen on the page."""
    visible: list[Letter] = []
    layer: list[Letter] = []
    hidden: list[tuple[str, Letter]] = []
    scanned = covered_by_images(drawing, page) >= SCAN
    areas = drawing.areas[:_MOST_AREAS]
    for letter in letters:
        why = _hidden(letter, areas, page)
        if why is None:
            visible.append(letter)
        elif scanned and why in (INVISIBLE, COVERED) and any(image.holds(*letter.middle) for image in drawing.images()[:_MOST_AREAS]):
            layer.append(letter)
        else:
            hidden.append((why, letter))
    return Seen(tuple(visible), tuple(layer), tuple(hidden))


def covered_by_images(drawing: Drawing, page: Box) -> float:
    """The share of the page that images cover; those that lie on one another count twice, up to the whole."""
    area = (page[2] - page[0]) * (page[3] - page[1])
    return min(1.0, sum(_common(image.box, page) for image in drawing.images()) / area) if area > 0 else 0.0


def _common(one: Box, other: Box) -> float:
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _hidden(letter: Letter, areas: Sequence[Area], page: Box) -> str | None:
    """Why the letter is not seen; None if it is."""
    x, y = letter.middle
    if not letter.drawn:
        return INVISIBLE
    if not (page[0] <= x <= page[2] and page[1] <= y <= page[3]):
        return OUTSIDE
    if letter.size < _TINY:
        return TINY
    around = [area for area in areas if area.holds(x, y)]
    if letter.order >= 0 and any(area.order > letter.order and area.opaque for area in around):
        return COVERED
    if letter.colour is None:
        return None
    if letter.colour[3] < _FAINT:
        return INVISIBLE
    below = [area for area in around if area.opaque and (letter.order < 0 or area.order < letter.order)]
    ground = below[-1].colour if below else _WHITE
    if ground is not None and max(abs(a - b) for a, b in zip(letter.colour, ground, strict=False)) < _ALIKE:
        return SAME_COLOUR
    return None
