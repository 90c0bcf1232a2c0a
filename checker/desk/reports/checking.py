"""The jobs that check a version: what the checker makes of its file, entered once, whatever happens to the worker meanwhile.

Most files are read in a moment. Whether one has pages to be recognised, seconds for each, is known only when it is read; its job
then goes on as a long one, so that others' checks do not wait for it.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from checker.desk import rulebooks
from checker.desk.jobs.models import Job
from checker.desk.jobs.registry import GoesOn, JobFailed, Progress
from checker.desk.reports import storage
from checker.desk.reports.examining import Examined, examine_file
from checker.desk.reports.models import Checked, Version
from checker.desk.trail.log import Action, record
from checker.ingest.recognition import PUT_OFF, Recognition
from checker.rulebook import RulebookError

log = logging.getLogger("checker.desk.reports")

_UNFINISHED = (Checked.WAITING, Checked.RUNNING)
BROKEN_RULEBOOK = "规则库有错误，检查不了；请管理员运行 fazhi rules check 查看"


def check_version(job: Job, progress: Progress) -> dict[str, Any] | None:
    """Checks the version `payload["version"]`, and hands it in where that was asked for and it could be read.

    Raises `GoesOn` where pages are to be recognised.
    """
    return _check(job, PUT_OFF)


def recognise_version(job: Job, progress: Progress) -> dict[str, Any] | None:
    """Checks a version as `check_version` does, with its pages that are images recognised."""
    return _check(job, Recognition(heard=progress))


def _check(job: Job, recognition: Recognition) -> dict[str, Any] | None:
    version = Version.objects.defer("record", "text").select_related("submission__season", "submission__unit").get(pk=job.payload["version"])
    if version.checked in _UNFINISHED:
        Version.objects.filter(pk=version.pk, checked=Checked.WAITING).update(checked=Checked.RUNNING)
        submission = version.submission
        try:
            file, rulebook = storage.path_of(version.stored), rulebooks.name_for(submission.season)
            found = examine_file(file, version.name, rulebook, submission.unit.level, recognition)
        except RulebookError as error:
            log.error("rulebook of %s: %s", submission.season, error)
            raise JobFailed(BROKEN_RULEBOOK) from error
        if found.needs_recognition:
            raise GoesOn("recognise_version")
        enter(version.pk, found)
    return _handed_in(version.pk)


def enter(pk: int, found: Examined) -> None:
    """Writes what came of a version's file, and logs it; nothing where that was done already."""
    with transaction.atomic():
        version = Version.objects.select_for_update().defer("record", "text").get(pk=pk)
        if version.checked not in _UNFINISHED:
            return
        fill(version, found)
        version.save()
        log_checked(version)


def fill(version: Version, found: Examined) -> None:
    """Puts what came of a version's file into its fields, without saving it."""
    for name, value in asdict(found.by).items():
        setattr(version, name, value)
    version.checked_at = timezone.now()
    if found.record is None:
        version.checked, version.error_code, version.error = Checked.FAILED, found.error_code, found.error
        return
    version.checked, version.record, version.text = Checked.DONE, found.record, found.text
    version.score, version.grade, version.result_hash = found.record["score"], found.record["grade"], found.record["result_hash"]


def log_checked(version: Version) -> None:
    """Logs what a check came to, in the name of the person who uploaded the file."""
    if version.checked == Checked.DONE:
        names = ("score", "grade", "result_hash", "rulebook", "rulebook_version", "rulebook_sha256")
        facts: dict[str, Any] = {name: getattr(version, name) for name in names}
        record(Action.CHECKED, user=version.uploaded_by, version=version, **facts)
    else:
        record(Action.CHECK_FAILED, user=version.uploaded_by, version=version, code=version.error_code, error=version.error)


def given_up(job: Job, message: str) -> None:
    """Ends the checking of a version that was tried often enough."""
    version = Version.objects.select_for_update().defer("record", "text").get(pk=job.payload["version"])
    version.hand_in_when_checked = False
    unfinished = version.checked in _UNFINISHED
    if unfinished:
        version.checked, version.error_code, version.error, version.checked_at = Checked.FAILED, "given_up", message, timezone.now()
    version.save()
    if unfinished:
        log_checked(version)


def _handed_in(pk: int) -> dict[str, Any]:
    """Hands a version in that is to be; says why where that cannot be any more."""
    version = Version.objects.defer("record", "text").select_related("submission", "uploaded_by").get(pk=pk)
    if not version.hand_in_when_checked or version.checked != Checked.DONE or version.handed_in_at is not None:
        return {}
    from checker.desk.overview import lines
    from checker.desk.reports import lifecycle

    try:
        lifecycle.hand_in(version, by=version.uploaded_by)
    except lifecycle.NotAllowed as error:  # the season was closed meanwhile, say
        Version.objects.filter(pk=pk).update(hand_in_when_checked=False)
        return {"not_handed_in": str(error)}
    lines.prepare(pk)
    return {"handed_in": True}
