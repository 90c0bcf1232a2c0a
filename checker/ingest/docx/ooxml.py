"""Names and small values of WordprocessingML (ECMA-376 part 1; the strict namespaces are taken for the transitional ones)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

VAL = f"{W}val"
# Extensions whose content is read here; any other choice gives way to its fallback.
_UNDERSTOOD = {"wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "a14", "v"}
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
)


def transitional(data: bytes) -> bytes:
    """XML with the namespaces of strict documents (ISO/IEC 29500-1) turned into those that all others have."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the child `w:name`; None where there is no such child, "" where it has no value."""
    child = parent.find(W + name) if parent is not None else None
    return child.get(VAL, "") if child is not None else None


def switch(parent: Element | None, name: str) -> bool | None:
    """The on or off of the child `w:name` (`<w:b/>` is on); None where it is not said."""
    said = value(parent, name)
    return None if said is None else is_on(said)


def is_on(said: str | None) -> bool:
    """Whether the value of an on or off is on; "" is, None is not."""
    return said is not None and said.lower() not in ("0", "false", "off")


def number(said: str | None) -> int | None:
    """A whole number, bounded as Word bounds it; None where it is none."""
    try:
        return max(-32_768, min(int(said or ""), 2_147_483_647)) if said is not None and len(said) < 12 else None
    except ValueError:
        return None


def half_points(said: str | None) -> float | None:
    """A size in half points; strict documents may write `10.5pt`."""
    if said is None or len(said) > 12:
        return None
    try:
        return float(said[:-2]) * 2 if said.endswith("pt") else float(said)
    except ValueError:
        return None


def chosen(alternate: Element) -> Iterator[Element]:
    """What to read of an `mc:AlternateContent`: the first choice that is understood, else the fallback. Never both."""
    for choice in alternate.iterchildren(f"{MC}Choice"):
        if set(choice.get("Requires", "").split()) <= _UNDERSTOOD:
            yield from choice
            return
    for fallback in alternate.iterchildren(f"{MC}Fallback"):
        yield from fallback
        return


_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo", f"{W}del", f"{W}moveFrom"}


def members(container: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The elements of `container` with a tag in `wanted`, in order: its children and those of content controls and the like."""
    waiting: list[Iterator[Element]] = [iter(container)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            waiting.append(iter(child))
        elif child.tag == f"{MC}AlternateContent":
            waiting.append(chosen(child))


PARAGRAPH, TABLE = f"{W}p", f"{W}tbl"


def body_of(root: Element) -> Element | None:
    """The `w:body` of the root of a main document part."""
    return root.find(f"{W}body")


def body_paragraphs(root: Element) -> Iterator[Element]:
    """The paragraphs that `Place.paragraph` counts, in order; the first is number 1.

    They are the `w:p` that stand in the body itself or in its content controls (`w:sdt`), custom XML
    and block-level changes, empty and deleted ones too. Those in tables, text boxes, notes, headers
    and in the branch of an `mc:AlternateContent` that is not read are not counted.
    `root` is that of the main document part, in the transitional namespace.
    """
    body = body_of(root)
    if body is not None:
        yield from members(body, frozenset({PARAGRAPH}))


def body_tables(root: Element) -> Iterator[Element]:
    """The tables that the first figure of `Place.cell` counts, by the same rule; nested ones belong to the cell that holds them."""
    body = body_of(root)
    if body is not None:
        yield from members(body, frozenset({TABLE}))


def table_rows(table: Element) -> Iterator[Element]:
    """The `w:tr` that the second figure of `Place.cell` counts, deleted ones too."""
    yield from members(table, frozenset({f"{W}tr"}))


def row_cells(row: Element) -> Iterator[Element]:
    """The `w:tc` that the third figure of `Place.cell` counts."""
    yield from members(row, frozenset({f"{W}tc"}))
