"""Figures that did not change although the year did.

A figure is what its clause says beside it: two figures of two reports are of the same matter where
unit and neighbouring words agree (法治培训3场次, 开展法治培训3场次). Only figures of the reporting
year count, not plans; 100% is a promise kept, and no figure that was copied.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from checker.ingest import Place
from checker.reading.model import Clause, Reading, Time
from checker.reading.quantities import Quantity

_LONGEST = 12  # characters of context on either side
_MOST_ALIKE = 40  # figures of the old report looked at for each of the new: bounds the work
_LEAST = 2  # characters of context that a figure must have
_SURE = 4  # characters in common that are enough by themselves
# Words between a matter and its figure, or before a matter, that say nothing of what it is.
_FILLER = re.compile(
    r"(?:全年|年内|累计|共计|总计|合计|先后|已经|分别|其中|目前|现有|共|已|了|约|近|达|为|有|计|各|的|等"
    r"|开展|组织|举办|完成|办理|召开|受理|进行|实现|实施)+$"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its clause: half-open offsets of the source text, and where it stands."""

    start: int
    end: int
    value: float
    unit: str
    place: Place
    chapter: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Figures:
    """`pairs` of figures of the same matter (old, new); `unchanged` are those of the same value."""

    pairs: tuple[tuple[Figure, Figure], ...]

    @property
    def unchanged(self) -> tuple[tuple[Figure, Figure], ...]:
        """The pairs with one value, by their place in the new report."""
        return tuple(pair for pair in self.pairs if pair[0].value == pair[1].value)


def compare_figures(old: Reading, new: Reading) -> Figures:
    """The figures of both reports that are of the same matter, each used once, the likest first."""
    earlier = list(_figures(old))
    near: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, figure in enumerate(earlier):
        for key in _keys(figure):
            near[key].append(index)
    candidates = []
    for index, figure in enumerate(_figures(new)):
        for place in dict.fromkeys(place for key in _keys(figure) for place in near[key][:_MOST_ALIKE]):
            alike = _alike(earlier[place], figure)
            if alike:
                candidates.append((-alike, earlier[place].value != figure.value, index, place, figure))
    candidates.sort(key=lambda c: c[:4])
    used_new, used_old, pairs = set(), set(), []
    for _, _, index, place, figure in candidates:
        if index not in used_new and place not in used_old:
            used_new.add(index)
            used_old.add(place)
            pairs.append((earlier[place], figure))
    return Figures(tuple(sorted(pairs, key=lambda pair: pair[1].start)))


def _figures(reading: Reading) -> Iterator[Figure]:
    quantities = reading.quantities
    for index, quantity in enumerate(quantities):
        clause = reading.clauses[reading.clause_at(quantity.start)] if reading.clauses else None
        if clause is None or clause.time is not Time.REPORTING_YEAR or not clause.start <= quantity.start < clause.end:
            continue
        if quantity.unit == "%" and quantity.value == 100:
            continue
        last = quantities[index - 1].end if index else 0
        following = quantities[index + 1].start if index + 1 < len(quantities) else len(reading.text)
        before, after = _context(reading.text, quantity, clause, last, following)
        if len(before) + len(after) >= _LEAST:
            place = reading.document.blocks[reading.block_at(quantity.start)].place
            chapter = reading.heading_text(reading.chapter_at(quantity.start))
            span = reading.source_span(clause.start, clause.end)
            yield Figure(*span, quantity.value, quantity.unit, place, chapter, before, after)


def _context(text: str, quantity: Quantity, clause: Clause, last: int, following: int) -> tuple[str, str]:
    """The words on either side, up to the clause's ends and the figures beside it."""
    left = text[max(clause.start, last, quantity.start - 2 * _LONGEST) : quantity.start]
    right = text[quantity.end : min(clause.end, following, quantity.end + _LONGEST)]
    words = _WORDS.findall(left)
    before = _FILLER.sub("", words[-1]) if words and left.endswith(words[-1]) else ""
    found = _WORDS.match(right)
    return before[-_LONGEST:], found[0] if found else ""


def _keys(figure: Figure) -> Iterator[tuple[str, ...]]:
    """What two figures of one matter have in common, at least one of these."""
    if len(figure.before) >= _LEAST:
        yield figure.unit, "before", figure.before[-_LEAST:]
    if len(figure.after) >= _LEAST:
        yield figure.unit, "after", figure.after[:_LEAST]


def _alike(one: Figure, other: Figure) -> int:
    """How many characters of context two figures share; 0 where that is too little to be the same matter."""
    before = _common(one.before[::-1], other.before[::-1])
    after = _common(one.after, other.after)
    whole = before == min(len(one.before), len(other.before)) and after == min(len(one.after), len(other.after))
    return before + after if before + after >= (_LEAST if whole else _SURE) else 0


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
