"""Reports in brief to a `Summary`: a small row of each is kept, and all is counted over the rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import Any

from checker.auditing import choosing
from checker.auditing.brief import Brief, sketch_of
from checker.auditing.changes import against
from checker.auditing.copies import Sketch
from checker.auditing.roster import Unit
from checker.auditing.summary import (
    BINS,
    MISSING,
    NOT_APPLICABLE,
    NOT_JUDGED,
    PRESENT,
    VAGUE,
    Copy,
    Counts,
    Facts,
    FindingRow,
    LevelRow,
    Problem,
    RequirementRow,
    Row,
    Summary,
)
from checker.judging.checklist import Grade


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement as the records have it, in their order."""

    id: str
    title: str
    severity: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is kept of a season: a row of each report (rank 0), the titles of findings, the day of waivers, and the sketches by `Row.line`."""

    rows: list[Row]
    titles: dict[str, str]
    waived_on: str
    sketches: Sequence[Sketch] = ()


def asked_of(record: Mapping[str, Any]) -> tuple[Asked, ...]:
    """The requirements of a record, which are those of all records of its season."""
    return tuple(Asked(id, facts["title"], facts["severity"]) for id, facts in record["requirements"].items())


def gather(reports: Iterable[tuple[Brief, str]]) -> Gathered:
    """What is kept of reports: of each its brief, and when its file was last changed (ISO 8601)."""
    rows: list[Row] = []
    sketches: list[Sketch] = []
    titles: dict[str, str] = {}
    waived_on = ""
    for line, (brief, filed) in enumerate(reports):
        titles.update(brief.titles)
        waived_on = brief.waived_on or waived_on
        rows.append(replace(brief.row, line=line, date=brief.row.date or filed[:10], filed=filed))
        sketches.append(sketch_of(brief))
    return Gathered(rows, titles, waived_on, sketches)


def summed(
    gathered: Gathered,
    asked: Sequence[Asked],
    errors: Iterable[Mapping[str, str]],
    facts: Facts,
    *,
    alike: choosing.Alike,
    copies: Callable[[Sequence[Row]], tuple[tuple[Copy, ...], int]] = lambda rows: ((), 0),
    roster: Sequence[Unit] | None = None,
    previous: Summary | None = None,
) -> Summary:
    """The summary of a season in which the requirements `asked` were judged.

    `copies` is given the rows that count, in order, and finds the pairs to show and how many there are.
    """
    problems = tuple(Problem(e["source"], e["code"], e["message"]) for e in errors)
    rows: list[Row] = gathered.rows
    places: list[int | None] = [None] * len(rows)
    if roster is not None:
        places = choosing.place_on(roster, rows)
        rows = [replace(row, on_roster=place is not None) for row, place in zip(rows, places, strict=True)]
    chosen = choosing.choose(rows, places, alike)
    ranked = _ranked(chosen.rows)
    requirements = _requirements(asked, ranked)
    pairs, found = copies(ranked)
    summary = Summary(
        facts=replace(facts, waived_on=gathered.waived_on),
        rows=ranked,
        requirements=requirements,
        weakest=_weakest(requirements),
        mean=round(mean(row.score for row in ranked), 2) if ranked else None,
        median=round(median(row.score for row in ranked), 2) if ranked else None,
        histogram=_histogram(ranked),
        grades=_grades(ranked),
        levels=_levels(ranked),
        findings=_findings(ranked, gathered.titles),
        expected=len(roster) if roster is not None else None,
        not_submitted=choosing.not_submitted(roster, places, problems) if roster is not None else (),
        unexpected=tuple(sorted({row.name for row in ranked if row.on_roster is False})),
        choices=chosen.choices,
        namesakes=chosen.namesakes,
        errors=problems,
        copies=pairs,
        copies_found=found,
    )
    return against(previous, summary) if previous is not None else summary


def _ranked(rows: Iterable[Row]) -> tuple[Row, ...]:
    ordered = sorted(rows, key=lambda row: (-row.score, row.unit, row.source, row.line))
    ranked: list[Row] = []
    for place, row in enumerate(ordered, start=1):
        rank = ranked[-1].rank if ranked and ranked[-1].score == row.score else place
        ranked.append(replace(row, rank=rank))
    return tuple(ranked)


def _requirements(asked: Sequence[Asked], rows: Sequence[Row]) -> tuple[RequirementRow, ...]:
    statuses: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        statuses[row.level].append(row.statuses)
    by_level = {level: [Counter(signs) for signs in zip(*statuses[level], strict=True)] for level in sorted(statuses)}
    found = []
    for place, requirement in enumerate(asked):
        counts = {level: counters[place] for level, counters in by_level.items()}
        whole = sum(counts.values(), Counter[str]())
        found.append(
            RequirementRow(requirement.id, requirement.title, requirement.severity, _counts(whole), {level: _counts(c) for level, c in counts.items()})
        )
    return tuple(found)


def _counts(signs: Mapping[str, int]) -> Counts:
    return Counts(*(signs.get(sign, 0) for sign in (PRESENT, VAGUE, MISSING, NOT_APPLICABLE, NOT_JUDGED)))


def _weakest(requirements: Sequence[RequirementRow]) -> tuple[str, ...]:
    lacking = [r for r in requirements if r.counts.judged and r.counts.present < r.counts.judged]
    return tuple(r.id for r in sorted(lacking, key=lambda r: (r.counts.share or 0.0, -r.counts.missing)))


def _histogram(rows: Iterable[Row]) -> tuple[int, ...]:
    bins = [0] * BINS
    for row in rows:
        bins[min(int(row.score * BINS / 100), BINS - 1)] += 1
    return tuple(bins)


def _grades(rows: Iterable[Row]) -> dict[str, int]:
    counts = Counter(row.grade for row in rows)
    return {grade.value: counts[grade.value] for grade in Grade}


def _levels(rows: Sequence[Row]) -> tuple[LevelRow, ...]:
    by_level: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_level[row.level].append(row)
    return tuple(
        LevelRow(level, len(group), round(mean(r.score for r in group), 2), round(median(r.score for r in group), 2), _grades(group))
        for level, group in sorted(by_level.items())
    )


def _findings(rows: Sequence[Row], titles: Mapping[str, str]) -> tuple[FindingRow, ...]:
    counts: Counter[str] = Counter()
    where: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for code, count in row.findings:
            counts[code] += count
            where[code].append(place)
    return tuple(FindingRow(code, titles[code], counts[code], tuple(where[code])) for code in sorted(counts, key=lambda code: (-len(where[code]), code)))
