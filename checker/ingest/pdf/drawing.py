"""What is drawn on a page beside its text: ruling lines, filled areas and images, in the order of drawing."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_OBJECTS = 50_000  # on a page; a page of Chinese has some 100 to 1,500
_DEEPEST = 8  # forms within forms
_MOST_SEGMENTS = 40  # of a path that may be a frame or a rule; more is a drawing
_THIN = 2.5  # points: a filled area as thin as this is a line
_LEAST_RULE = 6.0
_STRAIGHT = 0.8

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points of the page


class TooManyObjects(Exception):
    """A page with more objects than anybody would look at."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle or an image (`colour` None), and when it is drawn."""

    order: int
    box: Box
    colour: tuple[int, int, int] | None
    opaque: bool

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


@dataclass(slots=True)
class Drawing:
    """The drawn things of a page. `text_order` says when each text object is drawn, by its address."""

    rules: list[Box] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    text_order: dict[int, int] = field(default_factory=dict)
    paths: int = 0
    largest_image: int = 0  # pixels, as declared

    def images(self) -> list[Area]:
        """The images alone."""
        return [area for area in self.areas if area.colour is None]


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def drawing_of(page: pdfium.PdfPage) -> Drawing:
    """What is drawn on the page. Raises `TooManyObjects`."""
    drawing = Drawing()
    for order, (obj, kind, matrix) in enumerate(_objects(page)):
        if order > MAX_OBJECTS:
            raise TooManyObjects
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawing.text_order[address(obj)] = order
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawing.areas.append(Area(order, _bounds(obj, matrix), None, True))
            width, height = ctypes.c_uint(), ctypes.c_uint()
            if raw.FPDFImageObj_GetImagePixelSize(obj, width, height):
                drawing.largest_image = max(drawing.largest_image, width.value * height.value)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawing.paths += 1
            _path(obj, order, matrix, drawing)
    return drawing


def address(obj: Any) -> int:
    """What tells one page object from another."""
    return ctypes.cast(obj, ctypes.c_void_p).value or 0


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, _Matrix]]:
    """The objects of a page, those in forms included, in the order of drawing, each with the matrix of its forms."""
    pending: list[tuple[Any, int, int, int, _Matrix]] = [(page, 0, raw.FPDFPage_CountObjects(page), 0, _IDENTITY)]
    while pending:
        parent, index, count, depth, matrix = pending.pop()
        if index >= count:
            continue
        pending.append((parent, index + 1, count, depth, matrix))
        obj = raw.FPDFFormObj_GetObject(parent, index) if depth else raw.FPDFPage_GetObject(parent, index)
        kind = raw.FPDFPageObj_GetType(obj)
        yield obj, kind, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            pending.append((obj, 0, raw.FPDFFormObj_CountObjects(obj), depth + 1, _product(_matrix(obj), matrix)))


def _matrix(obj: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(obj, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(obj: Any, matrix: _Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return (0, 0, 0, 0)
    corners = [_at(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _path(obj: Any, order: int, matrix: _Matrix, drawing: Drawing) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(obj, fill, stroke)
    segments = raw.FPDFPath_CountSegments(obj)
    if segments > _MOST_SEGMENTS:
        return
    if stroke.value and _visible(raw.FPDFPageObj_GetStrokeColor, obj):
        drawing.rules += _straight(obj, segments, _product(_matrix(obj), matrix))
    if not fill.value:
        return
    box = _bounds(obj, matrix)
    width, height = box[2] - box[0], box[3] - box[1]
    colour = _colour(raw.FPDFPageObj_GetFillColor, obj)
    if min(width, height) <= _THIN:
        if max(width, height) >= _LEAST_RULE and colour is not None and colour[3]:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            drawing.rules.append((box[0], y, box[2], y) if width >= height else (x, box[1], x, box[3]))
    elif colour is not None and segments <= 6:
        drawing.areas.append(Area(order, box, colour[:3], colour[3] >= 250))


def _straight(obj: Any, segments: int, matrix: _Matrix) -> Iterator[Box]:
    """The level and upright lines of a path."""
    first = last = (0.0, 0.0)
    for number in range(segments):
        segment = raw.FPDFPath_GetPathSegment(obj, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _at(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _rule(point, first)
            last = first


def _rule(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(width, height) <= _STRAIGHT and max(width, height) >= _LEAST_RULE:
        yield min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _colour(ask: Any, obj: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return (red.value, green.value, blue.value, alpha.value) if ask(obj, red, green, blue, alpha) else None


def _visible(ask: Any, obj: Any) -> bool:
    colour = _colour(ask, obj)
    return colour is None or colour[3] > 0
