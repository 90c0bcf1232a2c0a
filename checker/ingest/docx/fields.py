"""Fields: what of PAGE, TOC, HYPERLINK and the like stands on the page (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.ingest.docx.numerals import numeral
from checker.ingest.docx.ooxml import Element, W

_PAGE = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_OVERLAID = re.compile(r"\\o\\a[a-z]*\((.*)\)", re.DOTALL | re.IGNORECASE)  # EQ \o\ac(○,1): a figure in a circle, or a reading over a word
_BUTTON = re.compile(r"MACROBUTTON\s+\S+\s+(.*)", re.DOTALL | re.IGNORECASE)
_CIRCLES = "○〇◯⃝"


@dataclass(slots=True)
class Field:
    """A field that the reading is inside of: first in its instruction, then in its result."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False

    @property
    def code(self) -> str:
        """The field's name: PAGE, TOC, HYPERLINK …"""
        words = "".join(self.instruction).split(maxsplit=1)
        return words[0].upper() if words else ""

    @property
    def is_page_number(self) -> bool:
        return self.code in _PAGE

    def shown_without_result(self) -> str:
        """What Word draws from the instruction alone; "" for most fields."""
        instruction = "".join(self.instruction)
        overlaid, button = _OVERLAID.search(instruction), _BUTTON.search(instruction)
        if overlaid:
            under, _, over = re.sub(r"\\[a-z]+\s*\d*\s*\([^()]*\)", "", overlaid[1]).replace("，", ",").partition(",")
            inside = over.strip()
            return numeral(int(inside), "decimalEnclosedCircle") if under.strip() in _CIRCLES and inside.isdecimal() and len(inside) < 3 else inside
        return button[1].strip() if button else ""


def whole_fields(root: Element) -> frozenset[Element]:
    """The `w:fldChar` of fields that have a beginning and an end. One that never ends would take the rest of the report with it."""
    found: set[Element] = set()
    open_: list[list[Element]] = []
    for sign in root.iter(f"{W}fldChar"):
        kind = sign.get(f"{W}fldCharType")
        if kind == "begin":
            open_.append([sign])
        elif open_:
            open_[-1].append(sign)
            if kind == "end":
                found.update(open_.pop())
    return frozenset(found)
