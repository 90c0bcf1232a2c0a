"""Letters to pieces of text on an upright page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.ingest.ideographs import ordinary
from checker.ingest.layout import Piece, Stroke
from checker.ingest.pdf.drawing import Box
from checker.ingest.pdf.letters import Letter

ABOVE, BELOW = 0.8, 0.2  # of the size: what a line of letters takes above and below its base line

_UPRIGHT = 4  # degrees: a page that was put on the scanner a little askew
_SAME_BASE = 0.15  # of the size
_SAME_SIZE = 1.1
_NEXT = 0.18  # of the size: a wider gap parts words
_BLANK = 1.0  # a blank no wider stays in the piece


@dataclass(frozen=True, slots=True)
class Frame:
    """A page turned so that its text is upright. `turn` is the angle of the base lines: 0, 90, 180 or 270."""

    box: Box
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the turned page."""
        left, bottom, right, top = self.box
        return (right - left, top - bottom) if self.turn % 180 == 0 else (top - bottom, right - left)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as (from the left, from the top) of the turned page."""
        left, bottom, right, top = self.box
        return {0: (x - left, top - y), 90: (y - bottom, x - left), 180: (right - x, y - bottom), 270: (top - y, right - x)}[self.turn]

    def stroke(self, rule: Box) -> Stroke:
        """A ruling line on the turned page."""
        (x0, y0), (x1, y1) = self.at(rule[0], rule[1]), self.at(rule[2], rule[3])
        return Stroke(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def quarter(angle: int) -> int | None:
    """The quarter turn that an angle in degrees is about; None if it is oblique."""
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= _UPRIGHT else None


def frame_of(letters: Iterable[Letter], box: Box) -> Frame:
    """The page turned as most of its letters stand, whatever the turn it is shown with."""
    turns = Counter(turn for letter in letters if not letter.text.isspace() and (turn := quarter(letter.angle)) is not None)
    return Frame(box, turns.most_common(1)[0][0] if turns else 0)


def runs(letters: Sequence[Letter], frame: Frame) -> list[Piece]:
    """The pieces that upright letters make, in the order of the file."""
    pieces: list[Piece] = []
    text, x0, x1, base, size = "", 0.0, 0.0, 0.0, 0.0
    blank = False

    def finished() -> None:
        if text:
            pieces.append(Piece(ordinary(text), x0, base - ABOVE * size, x1, base + BELOW * size, size))

    for letter in letters:
        if letter.text.isspace():
            blank = True
            continue
        x, y = frame.at(letter.x, letter.y)
        joins = text and abs(y - base) <= _SAME_BASE * size and max(size, letter.size) <= _SAME_SIZE * min(size, letter.size)
        if joins and -0.5 * size <= x - x1 <= (_BLANK if blank else _NEXT) * size:
            text += (" " if blank else "") + letter.text
            x1 = max(x1, x + letter.advance)
        else:
            finished()
            text, x0, x1, base, size = letter.text, x, x + letter.advance, y, letter.size
        blank = False
    finished()
    return pieces
