"""Pages in two columns, where they clearly are, to bands that are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from checker.ingest.layout.pieces import Line, Piece, middle_of
from checker.ingest.layout.visual import lines_of

_LEAST_LINES = 6  # in each column
_LEAST_GUTTER = 1.0  # of the size
_FULL = 0.6  # of a column's width: the lines of a text fill it, the cells of a table do not
_CROSSING = 0.25  # of the lines may run over both columns: titles, captions


def bands(pieces: Sequence[Piece], page: int) -> list[list[Line]]:
    """The lines of a page in the order of reading, as bands with margins of their own.

    A page in one column is one band. In two columns, a line over both ends a band, and the left column
    above it is read before the right one.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return [lines_of(pieces, page)]
    left = [p for p in pieces if p.x1 <= gutter]
    right = [p for p in pieces if p.x0 >= gutter]
    across = lines_of([p for p in pieces if p.x0 < gutter < p.x1], page)
    found: list[list[Line]] = []
    top = float("-inf")
    for line in [*across, None]:
        bottom = (line.y0 + line.y1) / 2 if line else float("inf")
        for side in (left, right):
            within = [p for p in side if top <= p.middle < bottom]
            if within:
                found.append(lines_of(within, page))
        if line:
            found.append([line])
        top = bottom
    return found


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The `x` between the two columns of the page; None where there is one column, or no telling."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    size = middle_of([p.size for p in pieces])
    places = [left + (right - left) * share / 100 for share in range(35, 66)]
    crossing = {x: sum(1 for p in pieces if p.x0 < x < p.x1) for x in places}
    fewest = min(crossing.values())
    free = [x for x in places if crossing[x] == fewest]
    x = free[len(free) // 2]
    one, other = lines_of([p for p in pieces if p.x1 <= x], 0), lines_of([p for p in pieces if p.x0 >= x], 0)
    if min(len(one), len(other)) < _LEAST_LINES or fewest > _CROSSING * min(len(one), len(other)):
        return None
    if min(line.x0 for line in other) - max(line.x1 for line in one) < _LEAST_GUTTER * size:
        return None
    return x if all(_is_text(side) for side in (one, other)) else None


def _is_text(column: Sequence[Line]) -> bool:
    width = max(line.x1 for line in column) - min(line.x0 for line in column)
    return middle_of([line.width for line in column]) >= _FULL * width and not any(line.gaps for line in column[: len(column) // 2])
