"""Uploaded files on the disk: whole or not there at all, under names that say nothing of those they came with."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from checker.ingest import MAX_BYTES
from checker.ingest.archive import MAX_ARCHIVE, shown_name

if TYPE_CHECKING:
    from checker.desk.reports.models import Version

RESERVE = 200_000_000  # bytes that uploads leave free: the database lies on the same disk, and must never find it full
_INCOMING = ".incoming"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST_NAME = 255
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM = "服务器磁盘空间不足，没有收下这份文件；请告诉管理员清理磁盘，然后重新上传"


class UploadRefused(Exception):
    """An upload that is not taken; the message is Chinese, for the person who sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was stored: its place below the folder for files (with `/`), the hash of its content, its size in bytes."""

    path: str
    sha256: str
    size: int


def store(upload: UploadedFile[Any], *, limit: int = MAX_BYTES) -> Stored:
    """Stores an upload of at most `limit` bytes; when this returns, the disk has it whole.

    Raises `UploadRefused` where it is empty or too large, or there is no room for it; nothing is left of it then.
    """
    if upload.size is not None and upload.size > limit:
        raise UploadRefused(_too_large(limit))
    return store_chunks(upload.chunks(), upload.name or "", limit=limit)


def store_archive(upload: UploadedFile[Any]) -> Stored:
    """The same for an archive of many reports, which may be as large as `checker.ingest` opens."""
    return store(upload, limit=MAX_ARCHIVE)


def store_chunks(chunks: Iterable[bytes], name: str, *, limit: int = MAX_BYTES) -> Stored:
    """The same for the bytes of a file called `name`."""
    files: Path = settings.DESK.files
    token = uuid.uuid4().hex
    place = f"{token[:2]}/{token}{_suffix(name)}"
    beside = files / _INCOMING / token
    try:
        beside.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(beside.parent).free < RESERVE:
            raise UploadRefused(_NO_ROOM)
        with beside.open("xb") as file:
            sha256, size = _copied(chunks, file, limit)
        (files / place).parent.mkdir(exist_ok=True)
        beside.replace(files / place)
        _settle((files / place).parent)
    except OSError as error:
        if error.errno in _FULL:
            raise UploadRefused(_NO_ROOM) from error
        raise
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return Stored(place, sha256, size)


def path_of(stored: str) -> Path:
    """Where a stored file lies."""
    return settings.DESK.files / stored


def open_stored(version: Version) -> BinaryIO:
    """The file of a version, for reading. Raises `OSError` where it is gone."""
    return path_of(version.stored).open("rb")


def remove(stored: Stored) -> None:
    """Takes a file away whose entry in the database did not come about."""
    with suppress(OSError):
        path_of(stored.path).unlink()


def shown_as(name: str) -> str:
    """The name of an upload as it may be kept and shown: no folders, no invisible signs, no longer than the table has room for."""
    plain = PurePosixPath(shown_name(name.replace("\\", "/"))).name
    path = PurePosixPath(plain)
    return plain if len(plain) <= _LONGEST_NAME else path.stem[: _LONGEST_NAME - len(path.suffix[:20])] + path.suffix[:20]


def sweep() -> None:
    """Removes what uploads that were cut off have left. Only when the desk is not running yet."""
    shutil.rmtree(settings.DESK.files / _INCOMING, ignore_errors=True)


def _copied(chunks: Iterable[bytes], file: BinaryIO, limit: int) -> tuple[str, int]:
    """Writes the chunks down to the disk; returns their hash and how many bytes they were."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)  # what the sender declares may lie
        if size > limit:
            raise UploadRefused(_too_large(limit))
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise UploadRefused("文件是空的，没有收下；请检查后重新上传")
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _settle(folder: Path) -> None:
    """Has the disk keep the new name of a file, where the system lets a folder be asked for that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _suffix(name: str) -> str:
    """The suffix, by which some formats are told; nothing else of the name is ever part of a path."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _too_large(limit: int) -> str:
    return f"文件过大，没有收下；上限为 {limit // 1_000_000} MB"
