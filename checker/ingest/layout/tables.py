"""Tables drawn with ruling lines: which pieces stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.ingest.layout.pieces import Page, Piece, Row, Stroke
from checker.ingest.layout.visual import lines_of

_NEAR = 0.004  # of the page's height: lines that are one
_LEAST_CELLS = 2
_MOST_STROKES = 1_500  # on a page; more is a drawing
_MOST_RULES = 200  # in one direction

_Field = tuple[int, int]  # row and column of the grid


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: its extent, the rows and the pieces that stand in it."""

    y0: float
    y1: float
    x0: float
    x1: float
    rows: tuple[Row, ...]
    pieces: frozenset[int]  # their numbers among the page's


def tables_of(page: Page) -> list[Table]:
    """The tables of a page with at least two columns; what is framed in one box is text, not a table."""
    if not 4 <= len(page.strokes) <= _MOST_STROKES:
        return []
    near = _NEAR * page.height
    tables = []
    for group in _connected(page.strokes, near):
        table = _table(group, page, near)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: table.y0)


def _connected(strokes: Sequence[Stroke], near: float) -> list[list[Stroke]]:
    """Strokes that touch one another, in groups."""
    groups: list[tuple[list[Stroke], list[float]]] = []  # with the box around
    for stroke in sorted(strokes, key=lambda s: (min(s.y0, s.y1), s.x0)):
        box = [stroke.x0 - near, stroke.y0 - near, stroke.x1 + near, stroke.y1 + near]
        members = [stroke]
        apart = []
        for other, around in groups:
            if box[0] <= around[2] and around[0] <= box[2] and box[1] <= around[3] and around[1] <= box[3]:
                members = other + members
                box = [min(box[0], around[0]), min(box[1], around[1]), max(box[2], around[2]), max(box[3], around[3])]
            else:
                apart.append((other, around))
        groups = [*apart, (members, box)]
    return [members for members, _ in groups]


def _table(strokes: Sequence[Stroke], page: Page, near: float) -> Table | None:
    level, upright = [s for s in strokes if s.level], [s for s in strokes if not s.level]
    ys, xs = _places((s.y0 for s in level), near), _places((s.x0 for s in upright), near)
    if len(ys) < 2 or len(xs) < 1 + _LEAST_CELLS or max(len(ys), len(xs)) > _MOST_RULES:
        return None
    owner = _merged(level, upright, ys, xs, near)
    cells: dict[tuple[int, int], list[Piece]] = {}
    inside: set[int] = set()
    for number, piece in enumerate(page.pieces):
        row, column = bisect_right(ys, piece.middle) - 1, bisect_right(xs, (piece.x0 + piece.x1) / 2) - 1
        if 0 <= row < len(ys) - 1 and 0 <= column < len(xs) - 1:
            inside.add(number)
            cells.setdefault(owner[row, column], []).append(piece)
    rows = []
    for row in range(len(ys) - 1):
        own = [column for column in range(len(xs) - 1) if owner[row, column][1] == column]  # a cell merged to the right counts once
        texts = [_text(cells.get((row, column), ())) if owner[row, column] == (row, column) else "" for column in own]
        if any(texts):
            rows.append(Row(f"| {' | '.join(texts)} |", page.number))
    if not inside or len({column for _, column in cells}) < _LEAST_CELLS:
        return None
    return Table(ys[0], ys[-1], xs[0], xs[-1], tuple(rows), frozenset(inside))


def _merged(level: Sequence[Stroke], upright: Sequence[Stroke], ys: Sequence[float], xs: Sequence[float], near: float) -> dict[_Field, _Field]:
    """For each field of the grid, the field at the top left of the cell that it belongs to: fields without a line between are one cell."""
    owner: dict[_Field, _Field] = {}
    below = {y: [s for s in level if abs(s.y0 - y) <= near] for y in ys}
    beside = {x: [s for s in upright if abs(s.x0 - x) <= near] for x in xs}
    for row in range(len(ys) - 1):
        y = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            x = (xs[column] + xs[column + 1]) / 2
            if column and not any(s.y0 - near <= y <= s.y1 + near for s in beside[xs[column]]):
                owner[row, column] = owner[row, column - 1]
            elif row and not any(s.x0 - near <= x <= s.x1 + near for s in below[ys[row]]):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def _places(values: Iterable[float], near: float) -> list[float]:
    """The distinct places among values, those side by side taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > near:
            places.append(value)
    return places


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(" ".join(line.text.split()) for line in lines_of(pieces, 0)).replace("|", "｜")
