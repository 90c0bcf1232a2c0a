"""A unit's file in: kept, entered as a version, and given to be checked."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from checker.desk.accounts.models import User
from checker.desk.jobs import queue
from checker.desk.reports import lifecycle, storage
from checker.desk.reports.models import Checked, Submission, Version
from checker.desk.reports.storage import UploadRefused
from checker.desk.trail.address import address_of
from checker.desk.trail.log import Action, record

AT_ONCE = 10  # files of a submission that may wait to be checked


def take_in(submission: Submission, upload: UploadedFile[Any], user: User, request: HttpRequest | None, hand_in: bool) -> Version:
    """Stores an upload and enters it as a version that waits to be checked; with `hand_in` it is handed in after that, if it can be read.

    A report that was returned is being mended from now on. To be called outside a transaction: no other writer waits for the disk then.

    Whether the user may do so is the caller's to ask. Raises `UploadRefused`; nothing is kept then.
    """
    if Version.objects.filter(submission=submission, checked__in=(Checked.WAITING, Checked.RUNNING)).count() >= AT_ONCE:
        raise UploadRefused(f"已有 {AT_ONCE} 份文稿在等待检查，请等它们检查完再上传")
    stored = storage.store(upload)
    try:
        with transaction.atomic():
            version = Version.objects.create(
                submission=submission,
                uploaded_by=user,
                hand_in_when_checked=hand_in,
                name=storage.shown_as(upload.name or ""),
                stored=stored.path,
                sha256=stored.sha256,
                size=stored.size,
            )
            lifecycle.begin_mending(submission)
            queue.enqueue("check_version", {"version": version.pk}, by=user, address=address_of(request) if request is not None else None)
            record(Action.UPLOADED, request=request, user=user, version=version, file=version.name, sha256=stored.sha256, size=stored.size, hand_in=hand_in)
    except BaseException:
        storage.remove(stored)
        raise
    return version
