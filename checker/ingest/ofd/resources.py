"""Resources that pages refer to: where images are, composite objects, drawing parameters (GB/T 33190—2016, 7.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from checker.ingest.errors import ReadError
from checker.ingest.ofd.container import Container, child, children, text

_DEEPEST = 8  # of drawing parameters that build on one another


@dataclass(slots=True)
class Resources:
    """What a document's and its pages' resource files hold, by id. `media` are names of files in the package."""

    media: dict[str, str] = field(default_factory=dict)
    composites: dict[str, etree._Element] = field(default_factory=dict)
    parameters: dict[str, etree._Element] = field(default_factory=dict)

    def add(self, container: Container, name: str, document: str) -> None:
        """Takes in a resource file; one that is missing or damaged is passed over, since text needs none."""
        try:
            root = container.xml(name)
        except ReadError as error:
            if error.code != "broken":
                raise
            return
        folder = f"{root.get('BaseLoc', '').strip().rstrip('/')}/" if root.get("BaseLoc", "").strip() else ""
        for media in children(child(root, "MultiMedias"), "MultiMedia"):
            file = text(child(media, "MediaFile"))
            if file:
                located = container.located(file if file.startswith("/") else folder + file, name, document)
                self.media[media.get("ID", "")] = located if located in container.package else container.located(file, name, document)
        for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
            self.composites[unit.get("ID", "")] = unit
        for parameter in children(child(root, "DrawParams"), "DrawParam"):
            self.parameters[parameter.get("ID", "")] = parameter

    def colour(self, parameter: str, name: str) -> etree._Element | None:
        """The colour of that name (FillColor, StrokeColor) that the drawing parameter or one it builds on says."""
        for _ in range(_DEEPEST):
            found = self.parameters.get(parameter)
            if found is None:
                return None
            said = child(found, name)
            if said is not None:
                return said
            parameter = found.get("Relative", "")
        return None
