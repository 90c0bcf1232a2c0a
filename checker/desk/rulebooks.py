"""The rulebooks that the desk judges by, and those that it judged by: a copy of each is kept in the folder `rulebooks`.

So a result can be shown, scored anew and exported by the very rules that it came from, whatever becomes of them.
"""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings

from checker.output.sealing import rulebook_facts
from checker.rulebook import Rulebook, load_rulebook, rules_folder

if TYPE_CHECKING:
    from checker.desk.reports.models import Version
    from checker.desk.units.models import Season

_LOADING = Lock()
_State = tuple[tuple[str, int, int], ...]


def name_for(season: Season) -> str:
    """The name or folder of the rulebook that a season's reports are judged by."""
    return season.rulebook or settings.DESK.rulebook


def current(season: Season) -> Rulebook:
    """The rulebook that a season's reports are judged by now. Loaded again where its files were changed. Raises `RulebookError`."""
    return load(name_for(season))


def load(name: str) -> Rulebook:
    """The rulebook of a name or folder, as its files are now. Raises `RulebookError`."""
    return with_hash(name)[0]


def with_hash(name: str) -> tuple[Rulebook, str]:
    """The same with the hash of what it says, which results carry. Raises `RulebookError`."""
    with _LOADING:
        return _load(name, _state(name))


def book_of(version: Version) -> Rulebook:
    """The rulebook that a version was judged by; its season's where that one is known no more (or there is no verdict yet)."""
    kept = _kept(settings.DESK.data, version.rulebook_sha256) if version.rulebook_sha256 else None
    return kept or current(version.submission.season)


def keep(book: Rulebook, sha256: str) -> None:
    """Keeps a copy of a rulebook for `book_of`. Raises `OSError` where it cannot be written."""
    place = _place(settings.DESK.data, sha256)
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("x", encoding="utf-8") as file:
            file.write(book.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _place(data: Path, sha256: str) -> Path:
    return data / "rulebooks" / f"{sha256}.json"


def _kept(data: Path, sha256: str) -> Rulebook | None:
    """The copy of a rulebook, None where there is none; one that is there does not change."""
    with _LOADING, suppress(OSError, ValueError):
        return _read(_place(data, sha256))
    return None


@lru_cache(maxsize=16)
def _read(place: Path) -> Rulebook:
    return Rulebook.model_validate_json(place.read_bytes())


@lru_cache(maxsize=8)
def _load(name: str, _: _State) -> tuple[Rulebook, str]:
    book = load_rulebook(name)
    return book, rulebook_facts(book)["sha256"]


def _state(name: str) -> _State:
    """By what it is seen that files of the rulebook were changed, or of the one that ships, which most extend."""
    folder = next((place for place in (Path(name), rules_folder() / name) if place.is_dir()), None)
    found = sorted(folder.glob("*.yaml")) if folder is not None else []
    return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path in found for stat in (path.stat(),))
