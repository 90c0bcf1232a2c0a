"""Notes at the foot of pages, which stand between the halves of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.ingest.document import Aside, AsideKind
from checker.ingest.layout.pieces import Line, Page, middle_of
from checker.ingest.layout.visual import lines_of

_SMALLER = 0.85  # than the letters of most lines
_FOOT = 0.5  # of the height: notes stand below
_MARK = re.compile(r"[①-⑳]|[\[［〔]\d{1,2}[\]］〕]|\d{1,2}(?![\d.、．年月日%])\s?\S|[*＊※]|注[:：]")


def without_footnotes(pages: Sequence[Page]) -> tuple[list[Page], list[Aside]]:
    """The pages without their footnotes (small lines at the end of a page, the first of them marked), and those as asides."""
    usual = middle_of([piece.size for page in pages for piece in page.pieces])
    kept: list[Page] = []
    notes: list[Aside] = []
    for page in pages:
        small = _small_at_the_end(page, usual)
        if small:
            notes.append(Aside(AsideKind.FOOTNOTE, "".join(line.text.strip() for line in small)))
            page = Page(page.number, page.width, page.height, [p for p in page.pieces if p.middle < small[0].y0], page.strokes)
        kept.append(page)
    return kept, notes


def _small_at_the_end(page: Page, usual: float) -> list[Line]:
    if all(piece.size >= _SMALLER * usual for piece in page.pieces):
        return []
    lines = lines_of(page.pieces, page.number)
    first = len(lines)
    while first and lines[first - 1].size < _SMALLER * usual and lines[first - 1].y0 > _FOOT * page.height:
        first -= 1
    notes = lines[first:]
    return notes if notes and first and _MARK.match(notes[0].text.strip()) else []
