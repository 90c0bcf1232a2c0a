"""What is to be checked: the files of folders and patterns, each with the hash of its content."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

# What editors, systems and file managers leave beside documents.
_NOT_SUBMITTED = (".ds_store", "thumbs.db", "desktop.ini")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, order=True)
class Submission:
    """A file that was handed in.

    `name` is what it is shown as: the folder that was given and the way below it, with `/`. It says nothing
    of where the folder stands, so that an audit may be taken up from elsewhere. `sha256` is empty where
    the file cannot be read; `date` (ISO 8601) is that of its last change.
    """

    name: str
    path: Path
    sha256: str
    date: str = ""


def submissions(places: Sequence[Path], *, leave_out: Path | None = None) -> list[Submission]:
    """The files at `places`, each once and by name, without those below `leave_out` (the folder of results)."""
    found: dict[Path, Submission] = {}
    for place in places:
        folder = place.is_dir()
        top = place.resolve().name if folder else ""
        for path, whole in _files(place, leave_out.resolve() if leave_out else None):
            if whole not in found:
                name = "/".join(filter(None, (top, path.relative_to(place).as_posix() if folder else path.name)))
                found[whole] = Submission(_printable(name), path, *_facts(path))
    names = Counter(file.name for file in found.values())
    return sorted(file if names[file.name] == 1 else replace(file, name=_printable(file.path.as_posix())) for file in found.values())


def _files(place: Path, leave_out: Path | None) -> Iterator[tuple[Path, Path]]:
    """The files at a place, each with where it really is."""
    if not place.is_dir():
        yield place, place.resolve()  # what is not there is told when it is read
        return
    for folder, below, names in os.walk(place):
        here = Path(folder)
        whole = here.resolve()  # once for all files in it: each step of a way costs a question to the system
        below[:] = [name for name in below if leave_out is None or (here / name).resolve() != leave_out]
        for name in names:
            if not _is_left_behind(name):
                path = here / name
                yield path, path.resolve() if path.is_symlink() else whole / name


def _is_left_behind(name: str) -> bool:
    return name.lower() in _NOT_SUBMITTED or name.startswith(("~$", "._", ".~"))


def _facts(path: Path) -> tuple[str, str]:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            changed = os.fstat(file.fileno()).st_mtime
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return "", ""
    return digest.hexdigest(), datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds")


def _printable(name: str) -> str:
    """A name whose bytes are not UTF-8 (a folder unpacked from an old archive) is in GBK."""
    return os.fsencode(name).decode("gb18030", "replace") if any("\ud800" <= c <= "\udfff" for c in name) else name


def shown(sources: Iterable[str], file: Submission) -> list[str]:
    """What a file's reports are shown as, of the names they were read under: the file's name in place of its path."""
    path = str(file.path)
    return [file.name + source.removeprefix(path) for source in sources]
