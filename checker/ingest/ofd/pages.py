"""The pages of the documents in a package, each drawn with its templates (GB/T 33190—2016, 7.4 to 7.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from checker.ingest.errors import ReadError
from checker.ingest.ofd.container import Container, child, children, text
from checker.ingest.ofd.drawing import Canvas, TooMuch, layers
from checker.ingest.ofd.geometry import Matrix, box
from checker.ingest.ofd.letters import POINTS
from checker.ingest.ofd.resources import Resources
from checker.ingest.pdf.opening import MAX_PAGES

_A4 = (0.0, 0.0, 210.0, 297.0)
_LARGEST = 600.0  # millimetres: the height of A2
_WITH_MARGIN = 1.08
_ORDER = {"Background": 0, "Body": 1, "Foreground": 2}


@dataclass(frozen=True, slots=True)
class Body:
    """A document of the package: what its entry says of it, the name of its root file, and that file."""

    entry: etree._Element
    name: str
    root: etree._Element


def bodies(container: Container) -> list[Body]:
    """The documents of the package. Raises `ReadError` (`broken`, `encrypted`, `too_many_pages` …)."""
    found = []
    for entry in children(container.root(), "DocBody"):
        location = text(child(entry, "DocRoot"))
        if location:
            name = container.located(location, "", "")
            found.append(Body(entry, name, container.xml(name)))
    count = sum(1 for body in found for _ in children(child(body.root, "Pages"), "Page"))
    if not count:
        raise ReadError(container.source, "broken", place="Pages")
    if count > MAX_PAGES:
        raise ReadError(container.source, "too_many_pages", place=f"{count:,}", limit=f"{MAX_PAGES}")
    return found


def drawn(container: Container, body: Body) -> Iterator[tuple[str, Canvas]]:
    """The pages of a document in order, each with its id. Raises `ReadError` (`broken`, `too_complex` …)."""
    common = child(body.root, "CommonData")
    resources = Resources()
    for kind in ("PublicRes", "DocumentRes"):
        for location in children(common, kind):
            resources.add(container, container.located(text(location), body.name, body.name), body.name)
    templates = {element.get("ID", ""): element for element in children(common, "TemplatePage")}
    usual = box(text(child(common, "PageArea", "PhysicalBox"))) or _A4
    for page in children(child(body.root, "Pages"), "Page"):
        name = container.located(page.get("BaseLoc", ""), body.name, body.name)
        try:
            yield page.get("ID", ""), _drawn(container, body, container.xml(name), name, resources, templates, usual)
        except TooMuch as error:
            raise ReadError(container.source, "too_complex", place=name, limit=f"{error.args[0]:,}") from None


def _drawn(
    container: Container,
    body: Body,
    root: etree._Element,
    name: str,
    resources: Resources,
    templates: dict[str, etree._Element],
    usual: tuple[float, float, float, float],
) -> Canvas:
    for location in children(root, "PageRes"):
        resources.add(container, container.located(text(location), name, body.name), body.name)
    # easyofd puts the area into the content, under the document's name for it.
    own = box(text(child(root, "Area", "PhysicalBox"))) or box(text(child(root, "Content", "PageArea", "PhysicalBox")))
    left, top, width, height = own or usual
    sheets = [(float(_ORDER.get(kind, 1)), layer) for kind, layer in layers(root)]
    for use in children(root, "Template"):
        template = templates.get(use.get("TemplateID", ""))
        if template is not None:
            base = container.xml(container.located(template.get("BaseLoc", ""), body.name, body.name))
            order = _ORDER.get(use.get("ZOrder") or template.get("ZOrder") or "Background", 0)
            sheets += [(order - 0.5, layer) for _, layer in layers(base)]  # below what the page has of its own at that height
    ordered = [layer for _, layer in sorted(sheets, key=lambda sheet: sheet[0])]
    canvas = _canvas(ordered, (left, top, width, height), resources)
    reach = _reach(canvas)
    # Where the box is in other units than what stands on it, what stands on it tells how large the page is.
    small = height > _LARGEST and 0 < reach[0] < width / 2 and 0 < reach[1] < height / 2
    return _canvas(ordered, (left, top, *reach), resources) if small else canvas


def _canvas(ordered: list[etree._Element], area: tuple[float, float, float, float], resources: Resources) -> Canvas:
    left, top, width, height = area
    canvas = Canvas((width, height), resources)
    for layer in ordered:
        canvas.draw(layer, Matrix(e=-left, f=-top), layer.get("DrawParam", ""))
    return canvas


def _reach(canvas: Canvas) -> tuple[float, float]:
    """How far to the right and down the letters of a page reach, with a margin, in millimetres."""
    right = max((letter.x for letter in canvas.letters), default=0) / POINTS
    down = canvas.size[1] - min((letter.y for letter in canvas.letters), default=canvas.size[1] * POINTS) / POINTS
    return right * _WITH_MARGIN, down * _WITH_MARGIN
