"""A season's workbook, circular and pages: what `fazhi audit` writes, made by the same code from what the desk keeps."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from checker.auditing.journal import as_line, write_lines
from checker.auditing.pages import BRIEFING, WORKBOOK, write_pages
from checker.auditing.season import Earlier, briefs, summarise
from checker.auditing.stored import ERRORS, RESULTS, TEXTS
from checker.auditing.summary import NAME, SummaryError, dump, load
from checker.desk import rulebooks
from checker.desk.jobs.models import Job
from checker.desk.jobs.registry import Progress
from checker.desk.overview.lines import effective_record
from checker.desk.overview.season_summary import facts_of, listed
from checker.desk.reports.models import Version
from checker.desk.units.models import Season
from checker.output.notice import Letter
from checker.rulebook import Rulebook

EVERYTHING = "everything.zip"
# What may be fetched, and under which name it is saved.
FILES: Mapping[str, str] = {
    WORKBOOK: "{year}年度法治政府建设年度报告审核汇总.xlsx",
    BRIEFING: "{year}年度法治政府建设年度报告审核情况通报（稿）.docx",
    EVERYTHING: "{year}年度法治政府建设年度报告审核材料.zip",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is there, and when it was made."""

    name: str
    title: str
    at: datetime


def folder_of(season: Season) -> Path:
    """Where the season's files are."""
    return Path(settings.DESK.data) / "seasons" / str(season.year)


def files_of(season: Season) -> list[Made]:
    """The files that are there."""
    found = []
    for name, title in FILES.items():
        path = folder_of(season) / name
        if path.exists():
            found.append(Made(name, title.format(year=season.year), datetime.fromtimestamp(path.stat().st_mtime, ZoneInfo(settings.TIME_ZONE))))
    return found


def make_season_files(job: Job, progress: Progress) -> None:
    """The job: writes everything beside what is there, and puts it in its place when it is whole."""
    season = Season.objects.get(year=job.payload["year"])
    folder = folder_of(season)
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    _write(season, beside, progress)
    packed = shutil.make_archive(str(beside.with_name(f"{beside.name}.packed")), "zip", beside)
    os.replace(packed, beside / EVERYTHING)
    gone = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(gone, ignore_errors=True)
    if folder.exists():
        folder.rename(gone)
    beside.rename(folder)
    shutil.rmtree(gone, ignore_errors=True)


def _write(season: Season, folder: Path, progress: Progress) -> None:
    book = rulebooks.current(season)
    versions = Version.objects.filter(pk__in=season.submissions.values("current")).select_related("submission__unit", "submission__season")
    total = versions.count()
    filed: list[str] = []
    pipelines: set[str] = set()
    texts: list[int] = []

    def records() -> Iterator[bytes]:
        for version in versions.order_by("submission__unit__name").iterator(chunk_size=20):
            progress(len(filed), 2 * total, "汇集结果")
            filed.append(_filed(version))
            pipelines.add(version.pipeline)
            texts.append(version.pk)
            yield as_line(_as_asked(effective_record(version), book))

    write_lines(folder / RESULTS, records())
    write_lines(folder / TEXTS, (as_line(_text(pk)) for pk in texts))
    write_lines(folder / ERRORS, ())
    summary = summarise(folder, briefs(folder, filed), facts_of(book, pipelines), listed(season), _earlier(season), "zh")
    (folder / NAME).write_bytes(dump(summary))
    write_pages(folder, book, letter=Letter(timezone.localdate()), done=lambda number: progress(total + number, 2 * total, "生成文件"))


def _text(pk: int) -> Mapping[str, Any]:
    version = Version.objects.select_related("submission__unit").only("text", "name", "submission__unit__name").get(pk=pk)
    return {**(version.text or {}), "source": version.name, "unit": version.submission.unit.name}


def _filed(version: Version) -> str:
    return version.handed_in_at.isoformat() if version.handed_in_at is not None else ""


def _earlier(season: Season) -> Earlier | None:
    """The files of the season before, where they were made."""
    before = Season.objects.filter(year__lt=season.year).order_by("-year").first()
    if before is None:
        return None
    try:
        return Earlier(folder_of(before), load(folder_of(before)))
    except SummaryError:
        return None


def _as_asked(record: dict[str, Any], book: Rulebook) -> dict[str, Any]:
    """A record with the requirements of the season's rulebook, in its order: one judged by an earlier rulebook may lack some."""
    known = record["requirements"]
    return {**record, "requirements": {r.id: known.get(r.id) or _not_judged(r.title, r.severity.value, r.weight) for r in book.requirements}}


def _not_judged(title: str, severity: str, weight: float) -> dict[str, Any]:
    return {
        "status": "not_judged",
        "reason": None,
        "title": title,
        "severity": severity,
        "explanation": "检查这份报告时的规则库没有这一项",
        "parts": [],
        "lacking": [],
        "score": 0.0,
        "weight": weight,
        "evidence": [],
        "near_misses": [],
        "basis": [],
        "remedy": "",
        "review": False,
        "waiver": None,
    }
