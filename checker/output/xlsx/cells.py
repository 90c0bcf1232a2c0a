"""What may stand in a cell of a workbook."""

from __future__ import annotations

from checker.output.tables import Cell

LONGEST = 32_767  # UTF-16 units in a cell (ECMA-376 part 1, SpreadsheetML; Excel's limit)
# What XML 1.0 cannot hold, and what the rest of the program takes out as well: controls but tab and line end, lone surrogates.
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(55296, 57344), 65534, 65535))


def text_of(cell: Cell) -> str:
    """The cell as text that XML and Excel can hold, cut with … at Excel's limit."""
    text = "" if cell is None else str(cell)
    if not text.isprintable():  # as nothing is that XML cannot hold
        text = text.translate(_NOT_XML)
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    while _units(text) > LONGEST - 1:  # each pass takes at least what is too much, counted in the wider characters
        text = text[: len(text) - max((_units(text) - LONGEST + 2) // 2, 1)]
    return text + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
