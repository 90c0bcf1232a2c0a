"""The objects of a page, in the order of drawing: text, ruling lines, areas and images (GB/T 33190—2016, 7.7 and 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from checker.ingest.ofd.container import child, children, tag
from checker.ingest.ofd.geometry import IDENTITY, Matrix, box, matrix, number, numbers
from checker.ingest.ofd.letters import POINTS, Colour, Style, letters_of
from checker.ingest.ofd.resources import Resources
from checker.ingest.pdf.drawing import Area, Box, Drawing
from checker.ingest.pdf.letters import Letter

MAX_OBJECTS = 50_000  # on a page
MAX_LETTERS = 30_000  # on a page; one in print has 2,000
_DEEPEST = 8  # of blocks and composite objects in one another
_LONGEST_PATH = 1_500  # characters of a path that may be a rule or a frame
_THIN = 2.5  # points: a filled area as thin as this is a line
_LEAST_RULE = 6.0
_STRAIGHT = 0.8
_OPAQUE = 250
_LARGE_IMAGE = 0.3  # of the page: smaller ones with an alpha channel are seals and badges
_SEE_THROUGH = (".png", ".gif", ".webp", ".tif", ".tiff")
_POINT = re.compile(r"([SMLQBAC])((?:\s+-?[\d.eE+-]+)*)")
_BLACK: Colour = (0, 0, 0, 255)


class TooMuch(Exception):
    """A page with more objects or letters than a page can hold. The argument is the limit."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on the page: the id of its resource and its box in millimetres from the top left (x, y, width, height)."""

    resource: str
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Canvas:
    """A page while it is drawn; `size` is its width and height in millimetres."""

    size: tuple[float, float]
    resources: Resources
    letters: list[Letter] = field(default_factory=list)
    drawing: Drawing = field(default_factory=Drawing)
    pictures: list[Picture] = field(default_factory=list)
    _objects: int = 0

    def draw(self, content: etree._Element, place: Matrix = IDENTITY, params: str = "", *, visible: bool = True, alpha: int = 255, depth: int = 0) -> None:
        """Draws all objects in `content` (a layer, a block, an appearance). Raises `TooMuch`."""
        for element in content:
            name = tag(element)
            if name not in ("TextObject", "PathObject", "ImageObject", "CompositeObject", "PageBlock"):
                continue
            self._objects += 1
            if self._objects > MAX_OBJECTS:
                raise TooMuch(MAX_OBJECTS)
            shown = visible and element.get("Visible", "true").strip().lower() not in ("false", "0")
            opacity = alpha * _opacity(element) // 255
            here = _place(element).then(place)
            own = element.get("DrawParam", "") or params
            if name == "TextObject":
                self._text(element, here, own, shown, opacity)
            elif name == "PathObject":
                self._path(element, here, own, shown, opacity)
            elif name == "ImageObject":
                self._image(element, here, shown, opacity)
            elif depth < _DEEPEST:
                inner = element if name == "PageBlock" else child(self.resources.composites.get(element.get("ResourceID", "")), "Content")
                if inner is not None:
                    self.draw(inner, here, own, visible=shown, alpha=opacity, depth=depth + 1)

    def _text(self, element: etree._Element, place: Matrix, params: str, shown: bool, opacity: int) -> None:
        filled, stroked = _says(element, "Fill", True), _says(element, "Stroke", False)
        colour = self._colour(element, params, "FillColor" if filled else "StrokeColor", _BLACK)
        if colour is not None:
            colour = (*colour[:3], colour[3] * opacity // 255)
        drawn = shown and opacity > 0 and (filled or stroked)
        self.letters.extend(letters_of(element, place, self.size[1], Style(drawn, colour, self._objects)))
        if len(self.letters) > MAX_LETTERS:
            raise TooMuch(MAX_LETTERS)

    def _image(self, element: etree._Element, place: Matrix, shown: bool, opacity: int) -> None:
        within = box(element.get("Boundary"))
        if not shown or not opacity:
            return
        outline = [place.at(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))] if element.get("CTM") or within is None else _corners(within, place)
        left, top, right, bottom = _around(outline)
        resource = element.get("ResourceID", "")
        self.pictures.append(Picture(resource, (left, top, right - left, bottom - top)))
        share = (right - left) * (bottom - top) / (self.size[0] * self.size[1])
        see_through = self.resources.media.get(resource, "").lower().endswith(_SEE_THROUGH) and share < _LARGE_IMAGE
        self.drawing.areas.append(Area(self._objects, self._box((left, top, right, bottom)), None, opacity >= _OPAQUE and not see_through))

    def _path(self, element: etree._Element, place: Matrix, params: str, shown: bool, opacity: int) -> None:
        self.drawing.paths += 1
        data = child(element, "AbbreviatedData")
        if not shown or not opacity or data is None or len(data.text or "") > _LONGEST_PATH:
            return
        lines, curved = _lines(data.text or "", place)
        if not lines:
            return
        if _says(element, "Stroke", True):
            self.drawing.rules.extend(rule for line in lines if (rule := self._rule(*line)) is not None)
        colour = self._colour(element, params, "FillColor", None) if _says(element, "Fill", False) else None
        if colour is None or curved:
            return
        area = self._box(_around([point for line in lines for point in line]))
        width, height = area[2] - area[0], area[3] - area[1]
        if min(width, height) <= _THIN:
            x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
            if max(width, height) >= _LEAST_RULE:
                self.drawing.rules.append((area[0], y, area[2], y) if width >= height else (x, area[1], x, area[3]))
        elif len(lines) <= 6:
            self.drawing.areas.append(Area(self._objects, area, colour[:3], colour[3] * opacity // 255 >= _OPAQUE))

    def _rule(self, start: tuple[float, float], end: tuple[float, float]) -> Box | None:
        area = self._box(_around([start, end]))
        width, height = area[2] - area[0], area[3] - area[1]
        return area if min(width, height) <= _STRAIGHT and max(width, height) >= _LEAST_RULE else None

    def _box(self, around: tuple[float, float, float, float]) -> Box:
        """A box in points from the lower left corner."""
        left, top, right, bottom = around
        return left * POINTS, (self.size[1] - bottom) * POINTS, right * POINTS, (self.size[1] - top) * POINTS

    def _colour(self, element: etree._Element, params: str, name: str, default: Colour | None) -> Colour | None:
        """The colour that the object or its drawing parameters say; `default` where both are silent, None where it is a pattern."""
        said = child(element, name)
        if said is None:
            said = self.resources.colour(params, name)
        if said is None:
            return default
        if said.get("Value") is None and len(said):
            return None
        values = [int(value) for value in numbers(said.get("Value"))]
        alpha = int(number(said.get("Alpha"), 255))
        if len(values) == 1:
            return values[0], values[0], values[0], alpha
        if len(values) == 4:
            ink = 255 - values[3]
            red, green, blue = ((255 - value) * ink // 255 for value in values[:3])
            return red, green, blue, alpha
        return (values[0], values[1], values[2], alpha) if len(values) == 3 else (0, 0, 0, alpha)


def _place(element: etree._Element) -> Matrix:
    """From the object's own space to that around it: CTM, then the corner of the boundary."""
    within = numbers(element.get("Boundary"))
    x, y = (within[0], within[1]) if len(within) >= 2 else (0.0, 0.0)
    return matrix(element.get("CTM")).then(Matrix(e=x, f=y))


def _opacity(element: etree._Element) -> int:
    return max(0, min(255, int(number(element.get("Alpha"), 255))))


def _says(element: etree._Element, name: str, default: bool) -> bool:
    said = element.get(name)
    return default if said is None else said.strip().lower() in ("true", "1")


def _corners(within: tuple[float, float, float, float], place: Matrix) -> list[tuple[float, float]]:
    _, _, width, height = within
    return [place.at(x, y) for x, y in ((0, 0), (width, 0), (0, height), (width, height))]


def _around(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _lines(data: str, place: Matrix) -> tuple[list[tuple[tuple[float, float], tuple[float, float]]], bool]:
    """The straight lines of a path (9.3), and whether it has curves."""
    lines = []
    curved = False
    first = last = (0.0, 0.0)
    for operator, rest in _POINT.findall(data):
        values = numbers(rest)
        if operator in "SM" and len(values) >= 2:
            first = last = place.at(values[0], values[1])
        elif operator == "L":
            for x, y in zip(values[::2], values[1::2], strict=False):
                point = place.at(x, y)
                lines.append((last, point))
                last = point
        elif operator == "C":
            if last != first:
                lines.append((last, first))
            last = first
        elif len(values) >= 2:
            curved = True
            last = place.at(values[-2], values[-1])
    return lines, curved


def layers(page: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The layers of a page or a template, each with its type."""
    for content in children(page, "Content"):
        for layer in children(content, "Layer"):
            yield layer.get("Type", "Body"), layer
