"""Pieces of text to visual lines, each from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.ingest.layout.pieces import Line, Piece
from checker.ingest.lines import columns

_WORD_GAP = 0.18  # of the size: between words of Latin script; editors put as much between 年 and 2025
_BLANK = 0.5  # between any
_CELL_GAP = 1.0  # from here on, blanks that stay after cleaning
_LOOK_BACK = 8  # pieces of a row
_COLUMN_GAP = 2.0  # columns of a table laid out with blanks, or of a page
_LATIN_END, _LATIN_START = re.compile(r"[!-~]$"), re.compile(r"[!-~]")


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces in rows from top to bottom, each from left to right.

    A piece belongs to the row at whose height it stands. One that stands on the same letters again is
    left out: printers make bold letters so.
    """
    rows: list[list[Piece]] = []
    spans: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        # The rows are in order: only the last few can be at this height.
        near = [i for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1) if _same_height(spans[i], piece)]
        if any(_again(other, piece) for i in near for other in rows[i][-_LOOK_BACK:]):
            continue
        at = next((i for i in near if not any(_over(other, piece) for other in rows[i][-_LOOK_BACK:])), None)
        if at is None:
            rows.append([piece])
            spans.append((piece.y0, piece.y1))
        else:
            rows[at].append(piece)
            if piece.size > max(p.size for p in rows[at][:-1]) * 1.2:
                spans[at] = (piece.y0, piece.y1)
    ordered = sorted(zip(spans, rows, strict=True), key=lambda row: sum(row[0]))
    return [sorted(row, key=lambda p: p.x0) for _, row in ordered]


def line_of(row: Sequence[Piece], page: int) -> Line:
    """The visual line of a row of pieces. Blanks stand for gaps: one between words, several between columns."""
    text, gaps = row[0].text, []
    end = row[0].x1
    size = max(row, key=lambda p: columns(p.text)).size
    for piece in row[1:]:
        gap = piece.x0 - end
        if gap >= _CELL_GAP * size:
            text += " " * max(2, round(2 * gap / size))
            if gap >= _COLUMN_GAP * size:
                gaps.append((end, piece.x0))
        elif gap >= (_WORD_GAP if _LATIN_END.search(text) and _LATIN_START.match(piece.text) else _BLANK) * size:
            text += " "
        text += piece.text
        end = max(end, piece.x1)
    return Line(text, row[0].x0, min(p.y0 for p in row), end, max(p.y1 for p in row), size, page, tuple(gaps))


def lines_of(pieces: Iterable[Piece], page: int) -> list[Line]:
    """The visual lines of pieces on a page, from top to bottom; blank ones left out."""
    return [line for line in (line_of(row, page) for row in rows_of(pieces)) if line.text.strip()]


def _same_height(span: tuple[float, float], piece: Piece) -> bool:
    top, bottom = span
    return top < piece.middle < bottom and (piece.y0 < (top + bottom) / 2 < piece.y1 or piece.y1 - piece.y0 < 0.8 * (bottom - top))


def _over(other: Piece, piece: Piece) -> bool:
    """Whether the two stand on one another, so that they cannot be in one line."""
    return min(other.x1, piece.x1) - max(other.x0, piece.x0) > 0.5 * min(piece.size, piece.x1 - piece.x0)


def _again(other: Piece, piece: Piece) -> bool:
    return other.text == piece.text and abs(other.x0 - piece.x0) < 0.2 * piece.size and abs(other.middle - piece.middle) < 0.2 * piece.size
