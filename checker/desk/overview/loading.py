"""The results of `fazhi audit` taken into the desk: its units, its season, and each report that counts as a version handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from checker.auditing.stored import RESULTS, TEXTS, Lines
from checker.auditing.summary import Facts, Row, Summary, load
from checker.auditing.units import UnitName
from checker.desk.accounts.models import User
from checker.desk.overview.lines import prepare
from checker.desk.reports.models import Checked, State, Submission, Version
from checker.desk.reports.storage import shown_as, store_chunks
from checker.desk.trail.log import Action, record
from checker.desk.units.models import Season, Unit


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of it. `left_out` says of each report that was not taken in why."""

    taken: int
    new_units: int
    left_out: tuple[str, ...]


def load_audit(folder: Path, by: User, *, year: int | None = None, progress: Callable[[int, int], None] = lambda done, total: None) -> Loaded:
    """Takes in the results in `folder`, on behalf of `by`. `year` is that of reports that do not say theirs.

    A unit that has handed in for the season already is left alone, so that a second call changes nothing. The file of a
    version is the text as it was checked (with personal data masked), since an audit keeps no files. Raises `SummaryError`
    and `OSError` where the folder has no results.
    """
    summary = load(folder)
    records, texts = Lines(folder / RESULTS), Lines(folder / TEXTS)
    known = [(UnitName.of(unit.name), unit) for unit in Unit.objects.all()]
    before = len(known)
    left_out: list[str] = []
    try:
        for done, row in enumerate(summary.rows):
            progress(done, len(summary.rows))
            why = _take(row, records[row.line], texts[row.line], summary, known, by, year)
            if why:
                left_out.append(f"{row.name}：{why}")
    finally:
        records.close()
        texts.close()
    _put_missing_on_roster(summary, known, year)
    came = Loaded(len(summary.rows) - len(left_out), len(known) - before, tuple(left_out))
    record(Action.AUDIT_LOADED, user=by, folder=folder.name, taken=came.taken, left_out=len(left_out))
    return came


@transaction.atomic
def _take(row: Row, result: Any, text: Any, summary: Summary, known: list[tuple[UnitName, Unit]], by: User, year: int | None) -> str:
    """Takes in one report; says why where it does not."""
    of_year = row.year or year
    if of_year is None:
        return "报告没有写明年度，请用 --year 指明"
    if not row.unit:
        return "报告没有写明单位"
    submission, _ = Submission.objects.select_for_update().get_or_create(season=_season(of_year), unit=_unit(row.unit, row.level, known))
    if submission.versions.filter(number__isnull=False).exists():
        return "该单位本年度已有报送"
    name = shown_as(f"{PurePosixPath(row.source).stem[:200]}（检查时的文字）.txt")
    kept = store_chunks([text["text"].encode("utf-8", errors="replace")], name)
    filed = parse_datetime(row.filed) if row.filed else None
    version = Version.objects.create(
        submission=submission,
        number=1,
        uploaded_by=by,
        handed_in_at=filed if filed is not None and timezone.is_aware(filed) else timezone.now(),
        name=name,
        stored=kept.path,
        sha256=kept.sha256,
        size=kept.size,
        checked=Checked.DONE,
        checked_at=timezone.now(),
        record=result,
        text=text,
        score=row.score,
        grade=row.grade,
        result_hash=result["result_hash"],
        **_made_by(summary.facts),
    )
    submission.current, submission.state = version, State.PENDING
    submission.save()
    prepare(version.pk)
    return ""


def _made_by(facts: Facts) -> dict[str, str]:
    return {
        "rulebook": facts.rulebook,
        "rulebook_version": facts.rulebook_version,
        "rulebook_sha256": facts.rulebook_sha256,
        "pipeline": facts.pipeline,
        "program_version": facts.version,
    }


def _season(year: int) -> Season:
    """The season of a year; a new one takes no more reports, for what is loaded is over."""
    return Season.objects.get_or_create(year=year, defaults={"deadline": date(year + 1, 1, 31), "open": False})[0]


def _unit(name: str, level: str, known: list[tuple[UnitName, Unit]]) -> Unit:
    wanted = UnitName.of(name)
    for other, unit in known:
        if other.may_be(wanted):
            return unit
    unit = Unit.objects.create(name=name[:100], level=level)
    known.append((wanted, unit))
    return unit


def _put_missing_on_roster(summary: Summary, known: list[tuple[UnitName, Unit]], year: int | None) -> None:
    """Those of the audit's roster that had handed in nothing have to hand in here as well."""
    years = [row.year for row in summary.rows if row.year is not None]
    of_year = year or (max(set(years), key=years.count) if years else None)
    if of_year is None:
        return
    for missing in summary.not_submitted:
        unit = _unit(missing.unit, missing.level, known)
        if missing.contact and not unit.contact:
            unit.contact = missing.contact
            unit.save()
        Submission.objects.get_or_create(season=_season(of_year), unit=unit)
