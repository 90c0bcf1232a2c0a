"""How each column of a sheet looks: its width in characters, how its cells stand, whether an office fills it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from checker.output.layout import columns as columns_of
from checker.output.tables import Row


class Look(StrEnum):
    """How cells stand."""

    TEXT = "text"
    CENTRE = "centre"
    POINTS = "points"
    CODE = "code"
    DATE = "date"
    SCORE = "score"
    SHARE = "share"
    CHANGE = "change"
    CHANGE_OF_SHARE = "change of share"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` is in characters of the standard font; `fill_in`: left to the office."""

    width: float
    look: Look = Look.TEXT
    fill_in: bool = False


_NARROW, _WORD, _NAME, _LINE, _TEXT = 6.0, 10.0, 16.0, 22.0, 36.0
COLUMNS: Mapping[str, Column] = {
    "number": Column(5, Look.CENTRE),
    "file_column": Column(_NAME),
    "unit_column": Column(_NAME),
    "unit": Column(14),
    "level": Column(_WORD, Look.CENTRE),
    "year_column": Column(_NARROW + 2, Look.CENTRE),
    "score_column": Column(_NARROW + 2, Look.POINTS),
    "grade_column": Column(13, Look.CENTRE),
    "gate_items": Column(_LINE),
    "present_count": Column(_NARROW, Look.CENTRE),
    "vague_count": Column(_NARROW, Look.CENTRE),
    "missing_count": Column(_NARROW, Look.CENTRE),
    "findings_column": Column(_NARROW, Look.CENTRE),
    "to_mend_count": Column(_NARROW + 2, Look.CENTRE),
    "waived_number": Column(_NARROW, Look.CENTRE),
    "result_hash": Column(20, Look.CODE),
    "group": Column(12),
    "requirement": Column(15),
    "code": Column(12, Look.CODE),
    "severity": Column(6, Look.CENTRE),
    "status": Column(9, Look.CENTRE),
    "points": Column(6, Look.POINTS),
    "weight": Column(6, Look.POINTS),
    "lost_points": Column(6, Look.POINTS),
    "explanation": Column(_LINE),
    "quote": Column(_TEXT),
    "basis": Column(_LINE + 2),
    "remedy": Column(_TEXT),
    "review_mark": Column(_NARROW, Look.CENTRE),
    "waiver": Column(14),
    "kind": Column(11),
    "demand": Column(_TEXT),
    "deadline": Column(11, Look.DATE, fill_in=True),
    "progress": Column(9, Look.CENTRE, fill_in=True),
    "person": Column(8, Look.CENTRE, fill_in=True),
    "done_on": Column(11, Look.DATE, fill_in=True),
    "remarks": Column(12, fill_in=True),
    "count": Column(_NARROW, Look.CENTRE),
    "place_column": Column(_NAME),
    "excerpt": Column(_TEXT),
    "how_to_mend": Column(_TEXT),
    "instrument": Column(_TEXT),
    "cited": Column(_LINE),
    "document_number": Column(_NAME),
    "issuer": Column(_NAME),
    "date": Column(12, Look.CENTRE),
    "concerns": Column(36),
    "open_concerns": Column(36),
}

_LINE_HEIGHT, _PADDING, _TALLEST = 13.8, 3.0, 409.0  # points; the last is Excel's limit
_SMALL = 1.25  # how much more of the smaller font goes on a line


def row_height(row: Row, keys: Sequence[str], columns: Mapping[str, Column] = COLUMNS) -> float:
    """The height in points that shows the wrapped texts of a row: not every program finds it by itself."""
    return max((_height(row.get(key), columns[key]) for key in keys), default=_LINE_HEIGHT)


def _height(cell: object, column: Column) -> float:
    if column.look is Look.LINK and isinstance(cell, str):
        cell = cell.partition("\n")[2]
    return height_of(cell, column.width * (_SMALL if column.look is Look.CODE else 1))


def height_of(cell: object, width: float) -> float:
    """The height in points that shows one cell in a width in characters."""
    lines = 1
    if isinstance(cell, str):
        room = max(width - 1.2, 2)
        # No character is wider than two columns: what fits in any case is not measured.
        lines = sum(1 if 2 * len(line) <= room else max(ceil(columns_of(line) / room), 1) for line in cell.split("\n"))
    return min(lines * _LINE_HEIGHT + _PADDING, _TALLEST)
