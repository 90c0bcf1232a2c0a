"""Pages set by hand: what stands where, in points."""

from __future__ import annotations

from collections.abc import Sequence

from checker.ingest.layout import Page, Piece, Stroke, lay_out

LEFT, RIGHT, SIZE, STEP = 80.0, 528.0, 16.0, 28.0  # 28 letters a line
LETTERS = int((RIGHT - LEFT) / SIZE)


def piece(text: str, x: float, base: float, size: float = SIZE) -> Piece:
    """Text whose letters are as wide as high, digits half as wide."""
    width = sum(size / 2 if sign.isascii() else size for sign in text)
    return Piece(text, x, base - 0.8 * size, x + width, base + 0.2 * size, size)


def centred(text: str, base: float, size: float = SIZE) -> Piece:
    placed = piece(text, 0, base, size)
    return piece(text, (LEFT + RIGHT - placed.x1) / 2, base, size)


def at_the_right(text: str, base: float) -> Piece:
    return piece(text, RIGHT - piece(text, 0, base).x1, base)


def paragraph(text: str, base: float, *, indent: int = 2, letters: int = LETTERS, left: float = LEFT, step: float = STEP) -> list[Piece]:
    """The lines of a paragraph from `base` downwards."""
    lines, rest, room = [], text, letters - indent
    while rest:
        lines.append(piece(rest[:room], left + (indent if not lines else 0) * SIZE, base + len(lines) * step))
        rest, room = rest[room:], letters
    return lines


def page(number: int, *pieces: Piece | Sequence[Piece], strokes: Sequence[Stroke] = (), size: tuple[float, float] = (595, 842)) -> Page:
    flat = [one for group in pieces for one in ([group] if isinstance(group, Piece) else group)]
    return Page(number, *size, flat, strokes)


def read(*pages: Page) -> list[tuple[int | None, str]]:
    """The page and the text of each line that the layout gives; all are whole."""
    lines = lay_out(pages).lines
    assert all(line.whole for line in lines)
    return [(line.place.page, line.text) for line in lines]


def words(*pages: Page) -> list[str]:
    return [text for _, text in read(*pages)]
