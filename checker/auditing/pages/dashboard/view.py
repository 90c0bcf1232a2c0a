"""A summary arranged for the overview: tiles, figures for the charts, rows of the heat map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.auditing.pages.labels import AuditWords
from checker.auditing.pages.overall import handed_in, overall
from checker.auditing.pages.places import Places
from checker.auditing.pages.sheets.rows import changed_requirements, second_of
from checker.auditing.summary import BINS, Copy, Counts, FindingRow, LevelRow, RequirementRow, Row, Summary
from checker.judging.checklist import Grade
from checker.output.html.environment import percent
from checker.output.html.safe import shown
from checker.output.layout import one_line

PAGE_OF_ROWS = 300  # rows of the heat map at a time
MOST_ROWS = 5000  # rows in the page at all
_WEAKEST = 12
_MOST_LINKS = 40  # units named at a finding
_MOST_COPIES = 10
_BAND = 100 // BINS


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its name; `note` says more, `tone` is a class of the style, `target` the id it leads to."""

    name: str
    figure: str
    note: str = ""
    tone: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the heat map; `position` is that in the summary's rows, `cells` the letters of the statuses."""

    position: int
    row: Row
    name: str
    address: str
    cells: str


@dataclass(frozen=True, slots=True)
class Band:
    """How many units of each grade have a score in a band of five points."""

    low: int
    high: int
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that share much."""

    number: int
    copy: Copy
    second: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the page shows, and `charts`, the data that its script draws."""

    title: str
    figures: str
    made: str
    tiles: tuple[Tile, ...]
    bands: tuple[Band, ...]
    levels: tuple[LevelRow, ...]
    weakest: tuple[RequirementRow, ...]
    findings: tuple[tuple[FindingRow, tuple[Line, ...]], ...]
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    changed: tuple[RequirementRow, ...]
    moved: tuple[int, int, int]  # units up, down, unchanged
    addresses: tuple[str, ...]
    charts: Mapping[str, Any]


def arrange(summary: Summary, where: Sequence[Places], words: AuditWords) -> View:
    """The view of a summary."""
    said = overall(summary, words)
    lines = tuple(_line(position, row, where, words) for position, row in enumerate(summary.rows))
    bands = tuple(_bands(summary))
    weakest = tuple(summary.requirement(id) for id in summary.weakest)
    changed = tuple(changed_requirements(summary))
    changes = summary.previous.changes if summary.previous else ()
    return View(
        title=said.title,
        figures=said.figures,
        made=said.made,
        tiles=tuple(_tiles(summary, words)),
        bands=bands,
        levels=summary.levels,
        weakest=weakest,
        findings=tuple((finding, tuple(lines[position] for position in finding.rows[:_MOST_LINKS])) for finding in summary.findings),
        lines=lines[-MOST_ROWS:],
        pairs=tuple(_pairs(summary, words)),
        changed=changed,
        moved=(sum(c.change > 0 for c in changes), sum(c.change < 0 for c in changes), sum(c.change == 0 for c in changes)),
        addresses=tuple(places.address for places in where),
        charts={
            "words": {key: words[key] for key in _CHART_WORDS},
            "bands": [{"low": band.low, "high": band.high, **{grade: band.grades.get(grade, 0) for grade in Grade}} for band in bands],
            "weakest": [_tally(r, summary) for r in weakest[:_WEAKEST]],
            "requirements": [shown(one_line(r.title)) for r in summary.requirements],
            "units": [[shown(one_line(c.unit)), c.old_score, c.new_score, c.row, c.new_grade] for c in changes],
            "changes": [[shown(one_line(r.title)), r.previous_share, r.counts.share] for r in changed],
        },
    )


_CHART_WORDS = (
    *("present", "vague", "missing", "not_applicable", "not_judged", "pass", "revise", "return", "band", "units_count", "shown_of", "page_of"),
    *("old_axis", "new_axis", "as_before", "rose", "fell", "chart_points", "tally_tip", "sorted_by", "band_filter"),
)


def _tiles(summary: Summary, words: AuditWords) -> Iterator[Tile]:
    there = handed_in(summary)
    if there is not None:
        yield Tile(words["tile_expected"], str(summary.expected))
        yield Tile(words["tile_handed_in"], str(there))
        yield Tile(words["tile_not_submitted"], str(len(summary.not_submitted)), tone="is-missing" if summary.not_submitted else "", target="not-submitted")
    yield Tile(words["tile_reports"], str(len(summary.rows)))
    total = len(summary.rows)
    for grade in Grade:
        number = summary.grades.get(grade, 0)
        yield Tile(words.marked(grade), str(number), percent(number / total) if total else "", f"is-{grade}")
    if summary.mean is not None:
        old = summary.previous.mean if summary.previous else None
        note = words["against_previous"].format(change=f"{summary.mean - old:+.1f}") if old is not None else ""
        yield Tile(words["tile_mean"], f"{summary.mean:.1f}", note)
        yield Tile(words["tile_median"], f"{summary.median:.1f}")
    if summary.errors:
        yield Tile(words["tile_errors"], str(len(summary.errors)), tone="is-vague", target="errors")
    if summary.copies:
        yield Tile(words["tile_copies"], str(max(summary.copies_found, len(summary.copies))), tone="is-finding", target="copies")


def _bands(summary: Summary) -> Iterator[Band]:
    """The bands from the lowest score up, each ten points whole."""
    found = [Counter[str]() for _ in range(BINS)]
    for row in summary.rows:
        found[min(int(row.score // _BAND), BINS - 1)][row.grade] += 1
    first = next((n for n, grades in enumerate(found) if grades), BINS - 1) // 2 * 2
    for number in range(first, BINS):
        yield Band(number * _BAND, (number + 1) * _BAND, found[number])


def _tally(requirement: RequirementRow, summary: Summary) -> Mapping[str, Any]:
    counts: Counts = requirement.counts
    column = next(n for n, r in enumerate(summary.requirements) if r.id == requirement.id)
    return {"title": shown(one_line(requirement.title)), "column": column, "present": counts.present, "vague": counts.vague, "missing": counts.missing}


def _pairs(summary: Summary, words: AuditWords) -> Iterator[Pair]:
    for number, copy in enumerate(summary.copies[:_MOST_COPIES], start=1):
        yield Pair(number, copy, second_of(copy.second, copy.second_year, copy.of_previous, words))


def _line(position: int, row: Row, where: Sequence[Places], words: AuditWords) -> Line:
    return Line(position, row, one_line(row.unit) or one_line(row.name) or words["no_unit"], where[position].address, row.statuses)
