"""The parts of a Word package and how they point at each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from checker.ingest.docx.ooxml import Element, transitional
from checker.ingest.errors import ReadError
from checker.ingest.package import Package
from checker.ingest.xml import parse_xml

MAX_TAGS = 1_500_000  # of all parts that are read; one alone may have two thirds of them
_MAIN = "word/document.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream of a protected package (MS-OFFCRYPTO 2.3.4.4)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Relation:
    """A pointer of a part: `kind` is the last word of its type, `target` a part's name or, outside, an address."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True)
class Parts:
    """The parts of one Word file. Reading one raises `ReadError` where it is damaged."""

    package: Package
    _roots: dict[str, Element] = field(default_factory=dict)
    _tags: list[int] = field(default_factory=list)

    @cached_property
    def main(self) -> str:
        """The name of the main document part; files without the pointer to it are read by its usual name."""
        named = next((r.target for r in self.relations("") if r.kind == "officeDocument" and r.target in self.package), "")
        if named or _MAIN in self.package:
            return named or _MAIN
        raise ReadError(self.package.source, "broken", place=_MAIN)

    def xml(self, name: str) -> Element:
        """The root of a part. Each is parsed once."""
        if name not in self._roots:
            data = self.package.read(name)
            self._tags.append(data.count(b"<"))
            if sum(self._tags) > MAX_TAGS:
                raise ReadError(self.package.source, "too_complex", place=f"{sum(self._tags):,}", limit=f"{MAX_TAGS:,}")
            self._roots[name] = parse_xml(transitional(data), self.package.source, name)
        return self._roots[name]

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part points at as `kind` (styles, numbering …), or that has its usual name; None where neither is there."""
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        for name in (*(r.target for r in self.relations(self.main) if r.kind == kind and not r.outside), usual):
            if name in self.package:
                return self.xml(name)
        return None

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The pointers of a part; of the package for ""."""
        folder, name = posixpath.split(part)
        pointers = posixpath.join(folder, "_rels", f"{name}.rels")
        return tuple(self._relations(pointers, folder)) if pointers in self.package else ()

    def _relations(self, pointers: str, folder: str) -> Iterator[Relation]:
        for element in self.xml(pointers):
            target = element.get("Target", "")
            outside = element.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/")))).lstrip("/")
            yield Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, outside)


def refuse_other_containers(data: bytes, source: str) -> None:
    """Raises `ReadError` for what Word wraps a protected document in (`encrypted`), and other compound files (`broken`)."""
    if data.startswith(_OLE):
        raise ReadError(source, "encrypted" if _ENCRYPTED in data else "broken", place="OLE")
