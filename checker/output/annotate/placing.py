"""From a range of the text as it was read to the characters of the Word document that it was read from.

The reader gives the place of each passage (a paragraph of the body, a row of a table); inside it the
words are looked for by their characters other than white space, since numbers, line breaks and signs
that Word draws by itself stand in the text and in no run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from checker.ingest.docx import body_paragraphs, body_tables, table_rows, transitional
from checker.judging.checklist import Checklist, Passage

Element = etree._Element
_SIGNS = " |｜"  # beside white space, what the reader puts between cells


@dataclass(frozen=True, slots=True)
class Character:
    """A character that is not white space: the `w:t` that holds it, and its offset there."""

    text: Element
    offset: int
    value: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment goes: from the first to the last of these characters; around the whole paragraph where there are none."""

    paragraph: Element
    first: Character | None = None
    last: Character | None = None


class Anchors:
    """Finds anchors in the main part of a document (its `root`, as parsed from `data`), for the text of a checklist.

    Anchors hold until the document is changed: ask for one, use it, ask for the next.
    """

    def __init__(self, root: Element, data: bytes, text: str, checklist: Checklist) -> None:
        self._w = f"{{{etree.QName(root).namespace}}}"
        self._passages, self._starts, self._text = checklist.passages, [p.start for p in checklist.passages], text
        # Places are counted in the transitional namespace; both trees have the same elements in the same order.
        usual = etree.fromstring(transitional(data), safe_parser())
        same = dict(zip(usual.iter(etree.Element), root.iter(etree.Element), strict=True))
        self._paragraphs = [same[p] for p in body_paragraphs(usual)]
        self._rows = [[same[row] for row in table_rows(table)] for table in body_tables(usual)]
        self._first = next(iter(self._paragraphs), None)

    def find(self, start: int, end: int) -> Anchor | None:
        """The anchor of the half-open range of the text; None only in a document without paragraphs."""
        passage, held = self._held(start)
        if not held:
            whole = next((p for row in self._rows for r in row for p in r.iter(f"{self._w}p")), None) if self._first is None else self._first
            return Anchor(whole) if whole is not None else None
        characters = [c for paragraph in held for c in self._characters(paragraph)]
        wanted = _bare(self._text[start:end])
        before = _bare(self._text[self._beginning(passage) : start])
        position = _nth("".join(c.value for c in characters), wanted, before.count(wanted)) if wanted else None
        if position is None:
            return Anchor(held[0])
        return Anchor(held[0], characters[position], characters[position + len(wanted) - 1])

    def _held(self, start: int) -> tuple[int, Sequence[Element]]:
        """The index of the passage at `start`, and the paragraphs that may hold its words."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        place = self._passages[index].place if self._passages else None
        if place is None:
            return index, ()
        if place.cell is not None:
            table, row, _ = place.cell
            rows = self._rows[table - 1] if table <= len(self._rows) else []
            return index, [p for p in rows[row - 1].iter(f"{self._w}p") if not self._in_box(p)] if row <= len(rows) else []
        if place.paragraph is None:
            return index, ()
        following = (p.place.paragraph for p in self._passages[index + 1 :] if p.place.paragraph is not None and p.place.paragraph > place.paragraph)
        return index, self._paragraphs[place.paragraph - 1 : next(following, place.paragraph + 1) - 1]

    def _beginning(self, index: int) -> int:
        """Where the first passage begins that stands in the same paragraph or row."""
        while index and _spot(self._passages[index - 1]) == _spot(self._passages[index]):
            index -= 1
        return self._passages[index].start

    def _characters(self, paragraph: Element) -> Iterator[Character]:
        w = self._w
        left_out = {f"{w}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "txbxContent", "rt", "p", "tbl")}
        waiting = [iter(paragraph)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif child.tag == f"{w}t":
                yield from (Character(child, offset, c) for offset, c in enumerate(child.text or "") if _bare(c))
            elif isinstance(child.tag, str) and child.tag not in left_out and not child.tag.endswith("}Fallback"):
                waiting.append(iter(child))

    def _in_box(self, paragraph: Element) -> bool:
        return any(a.tag == f"{self._w}txbxContent" for a in islice(paragraph.iterancestors(), 300))


def safe_parser() -> etree.XMLParser:
    """A parser that keeps all there is and fetches nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _spot(passage: Passage) -> tuple[int | None, tuple[int, int] | None]:
    return passage.place.paragraph, passage.place.cell[:2] if passage.place.cell else None


def _bare(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in _SIGNS)


def _nth(text: str, wanted: str, skip: int) -> int | None:
    """Where `wanted` is found in `text` after so many others; the last place there is, where there are fewer."""
    found, position = None, text.find(wanted)
    while position >= 0 and skip >= 0:
        found, position, skip = position, text.find(wanted, position + 1), skip - 1
    return found
