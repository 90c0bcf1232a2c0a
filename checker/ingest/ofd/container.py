"""The files of an OFD package and the ways from one to another (GB/T 33190—2016, 7.2 and 7.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from checker.ingest.errors import ReadError
from checker.ingest.package import Package
from checker.ingest.xml import parse_xml

ROOT = "OFD.xml"
_ENCRYPTIONS = "Encryptions.xml"  # GM/T 0099


@dataclass(frozen=True, slots=True)
class Container:
    """The package. Names of elements are compared without their namespace: writers differ in it."""

    package: Package
    source: str

    def root(self) -> etree._Element:
        """The root of the entry file. Raises `ReadError` (`broken`, `encrypted`, `unsafe_xml`, `too_complex`)."""
        if ROOT not in self.package:
            raise ReadError(self.source, "encrypted" if _ENCRYPTIONS in self.package else "broken", place=ROOT)
        return self.xml(ROOT)

    def xml(self, name: str) -> etree._Element:
        """The root of the XML of that name. Raises `ReadError` (`broken`, `encrypted`, `unsafe_xml`, `too_complex`)."""
        if name not in self.package and _ENCRYPTIONS in self.package:
            raise ReadError(self.source, "encrypted")
        return parse_xml(self.package.read(name), self.source, name)

    def located(self, location: str, base: str, document: str) -> str:
        """The name of the file at `location`, as it is said in the file `base` of the document whose root file is `document`.

        A location begins at the root of the package with `/`, else in the folder of `base`; writers
        that count from the document's folder or the root are followed. Raises `ReadError` (`broken`) for one that leads out.
        """
        plain = location.strip().replace("\\", "/")
        tries = [plain.lstrip("/")] if plain.startswith("/") else [f"{posixpath.dirname(folder)}/{plain}" for folder in (base, document)] + [plain]
        names = [posixpath.normpath(name).lstrip("/") for name in tries]
        if names[0].split("/")[0] == "..":
            raise ReadError(self.source, "broken", place=plain[:80])
        return next((name for name in names if name in self.package), names[0])


def tag(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of that name."""
    return (child for child in (element if element is not None else ()) if tag(child) == name)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant along the path of names, None where there is none."""
    for name in names:
        element = next(children(element, name), None)
    return element


def text(element: etree._Element | None) -> str:
    """The element's own text, stripped; "" where there is no element."""
    return (element.text or "").strip() if element is not None else ""
