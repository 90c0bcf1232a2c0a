"""Where the lines of a column begin and end: its margins, told from the long lines in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from checker.ingest.layout.pieces import Line, middle_of

LONG = 0.6  # of the widest line

_LEAST = 3  # long lines tell margins
_ENOUGH = 0.1  # of the long lines begin, or end, at a margin
_NEAR_LEFT, _NEAR_RIGHT = 0.5, 1.0  # of the size; the right edge may be ragged
_DEEPEST_INDENT = 4.5


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """What a line may take."""
        return self.right - self.left


NONE = Margins(0, 0)


class AllMargins:
    """The margins of columns; those of a column with few lines are learnt from lines elsewhere that begin alike."""

    def __init__(self, everywhere: Sequence[Line]) -> None:
        self._everywhere = everywhere
        self._elsewhere: dict[int, Margins | None] = {}

    def of(self, lines: Sequence[Line]) -> Margins:
        """The margins of a column with these lines."""
        own = margins_of(lines)
        if own is not None or not lines:
            return own or NONE
        left, right, size = min(line.x0 for line in lines), max(line.x1 for line in lines), lines[0].size
        common = self._of_those_right_of(left - _DEEPEST_INDENT * size, size)
        return Margins(left, right) if common is None or right > common.right + 2 * size else common

    def _of_those_right_of(self, x: float, size: float) -> Margins | None:
        step = round(x / max(size, 1e-6))
        if step not in self._elsewhere:
            self._elsewhere[step] = margins_of([line for line in self._everywhere if line.x0 > (step - 0.5) * size])
        return self._elsewhere[step]


def margins_of(lines: Sequence[Line]) -> Margins | None:
    """The margins that the long ones among the lines tell; None where they are too few."""
    widest = max((line.width for line in lines), default=0)
    long = [line for line in lines if line.width >= LONG * widest]
    if len(long) < _LEAST:
        return None
    size = middle_of([line.size for line in long])
    enough = max(2, int(len(long) * _ENOUGH))
    starts, ends = sorted(line.x0 for line in long), sorted(line.x1 for line in long)
    left = next((x for i, x in enumerate(starts) if bisect_right(starts, x + _NEAR_LEFT * size) - i >= enough), starts[0])
    right = next((x for i, x in reversed(list(enumerate(ends))) if i + 1 - bisect_left(ends, x - _NEAR_RIGHT * size) >= enough), ends[-1])
    return Margins(left, right)
