"""Tables of a page: those that hold data, told from those that only lay out the page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

_LONGEST_CELL = 400  # characters; a longer cell with many paragraphs is a frame around text
_MOST_PARAGRAPHS = 6
_ROW_GROUPS = ("thead", "tbody", "tfoot")


def rows(table: HtmlElement) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Each row of the table itself, not of tables in it, with its cells."""
    for child in table:
        if child.tag == "tr":
            yield child, _cells(child)
        elif child.tag in _ROW_GROUPS:
            for row in child.iterchildren("tr"):
                yield row, _cells(row)


def is_table_of_data(table: HtmlElement) -> bool:
    """Whether rows and columns mean something: no table inside, two columns, and cells of a few words each."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    widest = 0
    for _, cells in rows(table):
        filled = 0
        for cell in cells:
            length = sum(len(text.strip()) for text in cell.itertext())
            if length > _LONGEST_CELL and sum(1 for _ in cell.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4")) > _MOST_PARAGRAPHS:
                return False
            filled += bool(length)
        widest = max(widest, filled)
    return widest >= 2


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]
