"""The part of a Word package that holds comments, and how the package is told of it.

Written with lxml and not with python-docx, which writes every part of a package anew.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from datetime import datetime

from lxml import etree

from checker.ingest.docx.parts import Parts
from checker.ingest.xml import parse_xml

Element = etree._Element
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_RELATION = {  # by the namespace of the main part: transitional and strict
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_LARGEST = 2**31 - 1  # of a number in Word
_SIZE = "18"  # half points: small enough for the margin, whatever the document's own text is set in


class Comments:
    """The comments of a document, old ones kept; `changed` are the parts to write anew.

    Raises `ReadError` where one of these parts is damaged.
    """

    def __init__(self, parts: Parts, document: Element) -> None:
        self._parts, self._namespace = parts, etree.QName(document).namespace or ""
        self._w = f"{{{self._namespace}}}"
        self._name = next((r.target for r in parts.relations(parts.main) if r.kind == "comments" and not r.outside and r.target in parts.package), None)
        if self._name is None:
            self._root = etree.Element(f"{self._w}comments", nsmap={"w": self._namespace})
        else:
            self._root = self._parsed(self._name)
            self._w = f"{{{etree.QName(self._root).namespace}}}"
        self._used = {n for root in (self._root, document) for e in root.iter(etree.Element) if _is_comment(e) and (n := _id(e)) is not None}

    def add(self, paragraphs: tuple[str, ...], *, author: str, initials: str, when: datetime) -> int:
        """Adds a comment and gives its number, which no other one has."""
        w, number = self._w, max(self._used, default=-1) + 1
        if number > _LARGEST:
            number = next(n for n in range(len(self._used) + 1) if n not in self._used)
        self._used.add(number)
        facts = {"id": str(number), "author": author, "date": f"{when:%Y-%m-%dT%H:%M:%SZ}", "initials": initials}
        comment = etree.SubElement(self._root, f"{w}comment", {f"{w}{key}": value for key, value in facts.items()})
        for index, words in enumerate(paragraphs):
            paragraph = etree.SubElement(comment, f"{w}p")
            properties = etree.SubElement(paragraph, f"{w}pPr")
            etree.SubElement(properties, f"{w}spacing", {f"{w}{k}": v for k, v in (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto"))})
            etree.SubElement(properties, f"{w}ind", {f"{w}firstLineChars": "0", f"{w}firstLine": "0"})
            if index == 0:
                etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}annotationRef")
            run = etree.SubElement(paragraph, f"{w}r")
            look = etree.SubElement(run, f"{w}rPr")
            if index == 0:
                etree.SubElement(look, f"{w}b")
            for name in ("sz", "szCs"):
                etree.SubElement(look, f"{w}{name}", {f"{w}val": _SIZE})
            etree.SubElement(run, f"{w}t").text = words
        return number

    def changed(self) -> Mapping[str, bytes]:
        """The parts that hold the comments and lead to them, by name."""
        if self._name is not None:
            return {self._name: xml(self._root)}
        package, main = self._parts.package, self._parts.main
        folder, base = posixpath.split(main)
        name = next(n for i in range(1000) if (n := posixpath.join(folder, f"comments{i or ''}.xml")) not in package)
        pointers = posixpath.join(folder, "_rels", f"{base}.rels")
        return {name: xml(self._root), pointers: self._pointed_at(pointers, name), _TYPES: self._typed(name)}

    def _parsed(self, name: str) -> Element:
        return parse_xml(self._parts.package.read(name), self._parts.package.source, name)

    def _pointed_at(self, pointers: str, name: str) -> bytes:
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        root = self._parsed(pointers) if pointers in self._parts.package else etree.fromstring(f'<Relationships xmlns="{namespace}"/>')
        used = {relation.get("Id") for relation in root}
        free = next(i for n in range(1, len(used) + 2) if (i := f"rIdComments{n}") not in used)
        relation = _RELATION.get(self._namespace, next(iter(_RELATION.values())))
        etree.SubElement(root, f"{{{namespace}}}Relationship", {"Id": free, "Type": relation, "Target": f"/{name}"})
        return xml(root)

    def _typed(self, name: str) -> bytes:
        root = self._parsed(_TYPES)
        namespace = etree.QName(root).namespace
        etree.SubElement(root, f"{{{namespace}}}Override", {"PartName": f"/{name}", "ContentType": _TYPE})
        return xml(root)


def xml(root: Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_comment(element: Element) -> bool:
    return etree.QName(element).localname in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")


def _id(element: Element) -> int | None:
    said = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
    try:
        return int(said)
    except ValueError:
        return None
