"""The job that takes in an archive of many units' reports: each goes to the unit that it says it is of, and is handed in for it.

A file that cannot be handed in is listed with the reason, and nothing is kept of it. Run again after it was cut off, the job
finds by their content the files that it has taken in already.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import transaction

from checker.auditing.units import UnitName
from checker.desk import rulebooks
from checker.desk.accounts.models import User
from checker.desk.jobs.models import Job
from checker.desk.jobs.registry import JobFailed, Progress
from checker.desk.reports import lifecycle, storage
from checker.desk.reports.checking import BROKEN_RULEBOOK, fill, log_checked
from checker.desk.reports.examining import Examined, examine_file
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.models import Submission, Version
from checker.desk.reports.storage import Stored, UploadRefused
from checker.desk.trail.log import Action, record
from checker.desk.units.models import Season
from checker.ingest import ReadError
from checker.ingest.archive import Member, members
from checker.rulebook import RulebookError

_GONE = "压缩包已不在服务器上，请重新上传"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was handed in for a unit. `name` is its way inside the archive."""

    name: str
    unit: str
    version: int
    score: float | None
    grade: str


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was not handed in, and why. `unit` is what the report calls itself, where it could be read."""

    name: str
    why: str
    unit: str = ""


@dataclass(slots=True)
class Batch:
    """An archive for a season, handed in by a reviewer, and what has come of it so far."""

    season: Season
    by: User
    archive: str
    address: str | None
    submissions: Sequence[tuple[UnitName, Submission]]
    taken: list[Taken] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def take_archive(job: Job, progress: Progress) -> dict[str, Any]:
    """Takes in the archive `payload["stored"]` (called `payload["name"]`) for the season `payload["season"]`.

    The result has `taken` and `left`, a mapping for each file (see `Taken`, `Left`).
    """
    if job.by is None:
        raise JobFailed("没有说明是谁上传的")
    season = Season.objects.get(pk=job.payload["season"])
    roster = Submission.objects.filter(season=season).select_related("unit", "season")
    batch = Batch(season, job.by, job.payload["name"], job.address, [(UnitName.of(s.unit.name), s) for s in roster])
    try:
        data = storage.path_of(job.payload["stored"]).read_bytes()
    except OSError as error:
        raise JobFailed(_GONE) from error
    total = _count(storage.path_of(job.payload["stored"]))
    for done, member in enumerate(members(data, batch.archive)):
        name = member.source.removeprefix(f"{batch.archive}/")
        progress(done, max(done + 1, total), name)
        try:
            _take(batch, member, name)
        except RulebookError as error:
            raise JobFailed(BROKEN_RULEBOOK) from error
    return {"taken": list(map(asdict, batch.taken)), "left": list(map(asdict, batch.left))}


def _take(batch: Batch, member: Member | ReadError, name: str) -> None:
    if isinstance(member, ReadError):
        batch.left.append(Left(name, member.message()))
        return
    try:
        stored = storage.store_chunks([member.data], name)
    except UploadRefused as refused:
        batch.left.append(Left(name, refused.message))
        return
    came: Taken | Left | None = None
    try:
        came = _examined(batch, stored, name)
    finally:
        if not isinstance(came, Taken) or not Version.objects.filter(stored=stored.path).exists():
            storage.remove(stored)
    if isinstance(came, Taken):
        batch.taken.append(came)
    else:
        batch.left.append(came)


def _examined(batch: Batch, stored: Stored, name: str) -> Taken | Left:
    """Checks a file and hands it in for its unit."""
    shown, rulebook = storage.shown_as(PurePosixPath(name).name), rulebooks.name_for(batch.season)
    found = examine_file(storage.path_of(stored.path), shown, rulebook)
    if found.record is None:
        return Left(name, found.error)
    unit = found.record["unit"]
    matching = list(_matching(batch, unit))
    if len(matching) != 1:
        return Left(name, _why_unmatched(unit, [s.unit.name for s in matching]), unit)
    [submission] = matching
    year = found.record["reporting_year"]
    if year is not None and year != batch.season.year:
        return Left(name, f"报告的年度是 {year} 年，不是 {batch.season.year} 年", unit)
    if submission.unit.level and found.record["level"] != submission.unit.level:
        found = examine_file(storage.path_of(stored.path), shown, rulebook, submission.unit.level)
    return _entered(batch, submission, stored, name, shown, found)


def _entered(batch: Batch, submission: Submission, stored: Stored, name: str, shown: str, found: Examined) -> Taken | Left:
    unit = submission.unit.name
    before = submission.versions.filter(sha256=stored.sha256, handed_in_at__isnull=False).defer("record", "text").first()
    if before is not None:
        return Taken(name, unit, before.pk, before.score, before.grade)
    try:
        with transaction.atomic():
            version = Version(submission=submission, uploaded_by=batch.by, name=shown, stored=stored.path, sha256=stored.sha256, size=stored.size)
            fill(version, found)
            version.save()
            record(Action.UPLOADED, user=batch.by, version=version, file=shown, sha256=stored.sha256, size=stored.size, archive=batch.archive, of=batch.address)
            log_checked(version)
            lifecycle.hand_in(version, by=batch.by)
    except NotAllowed as refused:
        return Left(name, refused.message, unit)
    return Taken(name, unit, version.pk, version.score, version.grade)


def _matching(batch: Batch, unit: str) -> Iterator[Submission]:
    """The submissions of units that may be the one a report is of."""
    if unit:
        name = UnitName.of(unit)
        yield from (submission for known, submission in batch.submissions if known.may_be(name))


def _why_unmatched(unit: str, candidates: Sequence[str]) -> str:
    if not unit:
        return "报告没有写明单位"
    return f"可能是{'、'.join(candidates)}，分不清是哪一个" if candidates else "单位不在本年度的应报名单里"


def _count(path: Path) -> int:
    """How many files the archive has at first sight; those within archives inside it come on top."""
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(not info.is_dir() for info in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return 0
