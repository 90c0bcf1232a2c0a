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
    """A field: first its instruction, then, mostly, its result."""

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

    @property
    def is_contents(self) -> bool:
        return self.code == "TOC"

    def shown_without_result(self) -> str:
        """What Word draws from the instruction alone; "" for most fields."""
        instruction = "".join(self.instruction)
        overlaid, button = _OVERLAID.search(instruction), _BUTTON.search(instruction)
        if overlaid:
            under, _, over = re.sub(r"\\[a-z]+\s*\d*\s*\([^()]*\)", "", overlaid[1]).replace("，", ",").partition(",")
            inside = over.strip()
            return numeral(int(inside), "decimalEnclosedCircle") if under.strip() in _CIRCLES and inside.isdecimal() and len(inside) < 3 else inside
        return button[1].strip() if button else ""


@dataclass(slots=True)
class OpenFields:
    """The fields that the reading is inside of, the innermost last, counted as they open and close: a hostile file nests thousands."""

    _fields: list[Field] = field(default_factory=list)
    _silent: int = 0
    _contents: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether words here are not shown: in an instruction, or the number of a page."""
        return self._silent > 0

    @property
    def is_contents(self) -> bool:
        """Whether words here stand in a table of contents."""
        return self._contents > 0

    def begin(self) -> None:
        """A field begins, with its instruction."""
        self._fields.append(Field())
        self._silent += 1

    def instruct(self, words: str) -> None:
        """Adds words to the instruction of the innermost field."""
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction.append(words)

    def separate(self) -> None:
        """The instruction of the innermost field ends and its result begins."""
        if self._fields and not self._fields[-1].in_result:
            innermost = self._fields[-1]
            innermost.in_result = True
            self._silent -= not innermost.is_page_number
            self._contents += innermost.is_contents

    def end(self) -> str:
        """The innermost field ends. What is drawn from its instruction, where it has no result."""
        if not self._fields:
            return ""
        ended = self._fields.pop()
        self._silent -= ended.is_page_number or not ended.in_result
        self._contents -= ended.in_result and ended.is_contents
        return "" if ended.in_result else ended.shown_without_result()


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
