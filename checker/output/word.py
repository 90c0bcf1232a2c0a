"""What python-docx leaves to its users: East Asian fonts, borders, a package without leftovers of its own template."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE, RELATIONSHIP_TYPE.THEME}
_NO_DATE = datetime(2012, 7, 1)  # the day GB/T 9704—2012 came into force; a date that says nothing of the maker


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML with attributes of the same namespace."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_font(properties: CT_RPr, font: str) -> None:
    """Sets Chinese and Latin characters alike in `font`."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def with_borders(table: Table) -> None:
    """Draws thin lines around every cell."""
    borders = element("tblBorders")
    for side in _SIDES:
        borders.append(element(side, val="single", sz="4", space="0", color="000000"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def without_leftovers(document: Document, title: str) -> None:
    """Takes out what python-docx's own template brings: a thumbnail, parts that nothing uses, its author and dates."""
    package = document.part.package
    for reference in [r for r, relation in package.rels.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[reference]
    for reference in [r for r, relation in document.part.rels.items() if relation.reltype not in _KEPT]:
        del document.part.rels[reference]
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.title, properties.language, properties.revision = title, "zh-CN", 1
    properties.created = properties.modified = _NO_DATE
