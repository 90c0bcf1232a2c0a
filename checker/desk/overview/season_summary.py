"""What a season came to so far, as the `Summary` of an audit: one model for both, drawn by the same pages."""

from __future__ import annotations

from dataclasses import dataclass

from checker.auditing.changes import against
from checker.auditing.roster import Unit as Listed
from checker.auditing.summary import Facts, Row, Summary
from checker.auditing.summing import Asked, Gathered, summed
from checker.desk import rulebooks
from checker.desk.overview.lines import Standing, rows, standings, titles
from checker.desk.units.models import Season
from checker.output.sealing import rulebook_facts
from checker.rulebook import Rulebook
from checker.version import program_version


@dataclass(frozen=True, slots=True)
class SeasonSummary:
    """The summary, and the version that each of its rows is of, by `Row.line`."""

    summary: Summary
    found: tuple[Standing, ...]
    book: Rulebook

    def version(self, row: Row) -> int:
        """The primary key of a row's version."""
        return int(self.found[row.line].version.pk)


def season_summary(season: Season) -> SeasonSummary:
    """The season as it stands, against the season before where there is one."""
    book = rulebooks.current(season)
    found = standings(season)
    summary = _summary(season, found, book)
    earlier = Season.objects.filter(year__lt=season.year).order_by("-year").first()
    if earlier is not None:
        before = standings(earlier)
        if before:
            summary = against(_summary(earlier, before, rulebooks.current(earlier)), summary)
    return SeasonSummary(summary, tuple(found), book)


def facts_of(book: Rulebook, pipelines: set[str]) -> Facts:
    """What the results were made by."""
    about = rulebook_facts(book)
    return Facts(program_version(), about["id"], about["version"], about["sha256"], "、".join(sorted(pipelines)))


def listed(season: Season) -> tuple[Listed, ...]:
    """The season's roster as an audit takes it."""
    return tuple(Listed(s.unit.name, s.unit.level, s.unit.contact) for s in season.submissions.select_related("unit"))


def _summary(season: Season, found: list[Standing], book: Rulebook) -> Summary:
    asked = tuple(Asked(r.id, r.title, r.severity.value) for r in book.requirements)
    return summed(
        Gathered(rows(found, book), titles(found), ""),
        asked,
        (),
        facts_of(book, {standing.version.pipeline for standing in found}),
        alike=lambda first, second: False,  # a unit has one current version
        roster=listed(season),
    )
