"""A season against the one before: what changed, by unit and by requirement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker.auditing.summary import NOT_APPLICABLE, NOT_JUDGED, PRESENT, Change, Previous, Row, Summary
from checker.auditing.units import UnitName

_NOTHING_SAID = NOT_APPLICABLE + NOT_JUDGED


def against(previous: Summary, summary: Summary) -> Summary:
    """The summary with what changed since `previous`. Units are matched by name, requirements by id."""
    pairs = list(matched(previous.rows, summary.rows))
    changes = tuple(sorted((_change(row, previous, summary, old) for row, old in pairs), key=lambda c: (-c.change, c.unit, c.row)))
    gained = {change.row: change.change for change in changes}
    before = {row.id: row.counts.share for row in previous.requirements}
    there = {old.line for _, old in pairs}
    return replace(
        summary,
        rows=tuple(replace(row, change=gained.get(place)) for place, row in enumerate(summary.rows)),
        requirements=tuple(
            replace(r, previous_share=share, change=round(r.counts.share - share, 4) if share is not None and r.counts.share is not None else None)
            for r in summary.requirements
            for share in (before.get(r.id),)
        ),
        previous=Previous(
            facts=previous.facts,
            units=len(previous.rows),
            mean=previous.mean,
            grades=previous.grades,
            changes=changes,
            new=tuple(row.name for place, row in enumerate(summary.rows) if place not in gained),
            gone=tuple(sorted(row.name for row in previous.rows if row.line not in there)),
        ),
    )


def matched(previous: Iterable[Row], rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Rows of this season (by position) with the row of the same unit in the previous one, the one for the latest earlier year."""
    old: dict[str, list[Row]] = defaultdict(list)
    for row in previous:
        if row.unit:
            old[UnitName.of(row.unit).unit].append(row)
    for place, row in enumerate(rows):
        name = UnitName.of(row.unit)
        possible = [r for r in old.get(name.unit, ()) if row.unit and UnitName.of(r.unit).may_be(name)]
        if len({UnitName.of(r.unit).above for r in possible}) > 1:
            continue  # which of the namesakes is not known
        possible.sort(key=lambda r: (r.year is None or row.year is None or r.year < row.year, r.year or 0))
        years = [r.year for r in possible]
        if possible and len(set(years)) == len(years):
            yield place, possible[-1]


def _change(place: int, previous: Summary, summary: Summary, old: Row) -> Change:
    new = summary.rows[place]
    then = {r.id: sign for r, sign in zip(previous.requirements, old.statuses, strict=True)}
    closed: list[str] = []
    broken: list[str] = []
    for requirement, sign in zip(summary.requirements, new.statuses, strict=True):
        before = then.get(requirement.id, NOT_JUDGED)
        if before in _NOTHING_SAID or sign in _NOTHING_SAID or (before == PRESENT) == (sign == PRESENT):
            continue
        (closed if sign == PRESENT else broken).append(requirement.id)
    return Change(
        row=place,
        unit=new.name,
        old_year=old.year,
        old_score=old.score,
        new_score=new.score,
        change=round(new.score - old.score, 1),
        old_grade=old.grade,
        new_grade=new.grade,
        closed=tuple(closed),
        broken=tuple(broken),
    )
