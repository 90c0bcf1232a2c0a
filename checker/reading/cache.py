"""A folder of what takes long to make and can be made again: like Python's `__pycache__`, but for rulebooks.

It is in the user's own cache folder, since the folder of the program is often not his to write. What is kept is pickled, and
reading a pickle is running it; so a file is only believed where it is the user's own and nobody else can write it, and where it is
whole. Whatever goes wrong, nothing is kept or found, and the caller makes it anew. `FAZHI_CACHE` names another folder, or is `off`.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

VARIABLE = "FAZHI_CACHE"
OFF = "off"
_KEPT = 8  # files of some 4 MB each: the rulebooks of a county and of its years, as they are and as they were
_PREFIX, _SUFFIX = "rulebook-", ".fazhi"
_SEAL = hashlib.sha256().digest_size


def folder() -> Path | None:
    """The folder, whether it is there or not; None where it is switched off or the user has none."""
    named = os.environ.get(VARIABLE)
    if named:
        return None if named.lower() == OFF else Path(named)
    from platformdirs import user_cache_path

    with suppress(OSError, RuntimeError, ValueError):  # a user without a home
        return user_cache_path("fazhi", appauthor=False)
    return None


def find(key: str) -> Any:
    """What was kept under a key, None where there is nothing that can be trusted."""
    place = folder()
    if place is None:
        return None
    try:
        with open(place / f"{_PREFIX}{key}{_SUFFIX}", "rb", opener=_at_once) as file:
            data = file.read() if _own(os.fstat(file.fileno())) else b""
    except (OSError, ValueError):
        return None
    seal, content = data[:_SEAL], memoryview(data)[_SEAL:]
    if seal != _seal(key, content):
        return None
    try:
        return pickle.loads(content)
    except Exception:  # of a library whose version is in no key
        return None


def keep(key: str, value: Any) -> None:
    """Keeps a value under a key, and of all that is kept what was written last. Where that is not possible nothing happens."""
    place = folder()
    if place is None:
        return
    beside = ""
    try:
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(prefix=_PREFIX, suffix=f"{_SUFFIX}.part", dir=place)  # nobody else may read or write it
        with open(descriptor, "wb") as file:
            file.write(_seal(key, content) + content)
        os.replace(beside, place / f"{_PREFIX}{key}{_SUFFIX}")  # so that nobody sees half of it
        _tidy(place)
    except Exception:  # a full disc, a folder of somebody else, a value that cannot be pickled
        with suppress(OSError):
            os.unlink(beside)


def writable(place: Path) -> bool:
    """Whether a folder can be written, or made where it is not there yet; nothing is changed to find out."""
    try:
        there = next((folder for folder in (place, *place.absolute().parents) if folder.exists()), None)
        return there is not None and there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    except OSError:
        return False


def _at_once(path: str, flags: int) -> int:
    """A file for reading, without waiting for whoever should write into it where it is a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _own(about: os.stat_result) -> bool:
    """Whether a file is the user's own and nobody else can write it; Windows keeps others out of a user's folders itself."""
    if os.name == "nt":
        return True
    return stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _seal(key: str, content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(f"{key}\n".encode())
    digest.update(content)
    return digest.digest()


def _tidy(place: Path) -> None:
    """Leaves the newest; what a process that was killed left half written goes in time too."""
    found = [(path.stat().st_mtime_ns, path) for path in place.glob(f"{_PREFIX}*{_SUFFIX}*")]
    for _, path in sorted(found, reverse=True)[_KEPT:]:
        path.unlink(missing_ok=True)
