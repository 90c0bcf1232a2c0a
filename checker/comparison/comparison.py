"""Two sides put beside each other: results paired by unit, texts where both are at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.comparison.carryover import CarryOver, carried_over
from checker.comparison.changes import Changes, changes
from checker.comparison.figures import Figures, compare_figures
from checker.comparison.records import Record, RulebookFacts
from checker.reading.model import Reading


@dataclass(frozen=True, slots=True)
class Side:
    """A report on one side. `text` is its source text with personal data masked, `reading` it understood; both only of files."""

    record: Record
    rulebook: RulebookFacts
    reading: Reading | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class LastYear:
    """What was taken over from last year's report; `text` and `old_text` are what the offsets point into."""

    carried: CarryOver
    figures: Figures
    text: str
    old_text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports compared. `last_year` only where they are of different years, or it was asked for."""

    changes: Changes
    old_rulebook: RulebookFacts
    new_rulebook: RulebookFacts
    last_year: LastYear | None = None
    textless: bool = False  # last year's text was to be compared, and a side has none


def compare(old: Side, new: Side, *, last_year: bool | None = None) -> Comparison:
    """The comparison of two sides. `last_year` None: the texts are compared where the reporting years differ."""
    years = old.record.reporting_year, new.record.reporting_year
    wanted = last_year if last_year is not None else None not in years and years[0] != years[1]
    changed = changes(old.record, new.record)
    if not wanted:
        return Comparison(changed, old.rulebook, new.rulebook)
    if old.reading is None or new.reading is None:
        return Comparison(changed, old.rulebook, new.rulebook, textless=True)
    carried, figures = carried_over(old.reading, new.reading), compare_figures(old.reading, new.reading)
    return Comparison(changed, old.rulebook, new.rulebook, LastYear(carried, figures, new.text, old.text))


def paired(olds: Sequence[Side], news: Sequence[Side]) -> tuple[list[tuple[Side, Side]], list[Side]]:
    """The sides that belong together, and those that have no counterpart.

    One report on each side is a pair whoever sent it; several are paired by unit, in the newer side's order.
    """
    if len(olds) == len(news) == 1:
        return [(olds[0], news[0])], []
    pairs, left, alone = [], list(olds), []
    for new in news:
        old = next((side for side in left if side.record.unit == new.record.unit), None)
        if old is None:
            alone.append(new)
        else:
            left.remove(old)
            pairs.append((old, new))
    return pairs, [*left, *alone]
