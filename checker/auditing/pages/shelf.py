"""The files that an audit makes for people: written whole or not at all, and never over what a person has filled in.

`pages.json` keeps the hash of each file as it was made. A file that is another by now was edited: it is
kept under another name before a new one takes its place. Files of an earlier run that this one did not
make are taken away, unless they were edited.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

MADE = "pages.json"
_BLOCK = 1 << 20


class Shelf:
    """The folder of an audit. `kept` are the new names of files that were edited by hand, as they are put aside."""

    def __init__(self, folder: Path, edited: str) -> None:
        """`edited` makes the new name of an edited file of `{stem}`, `{number}` and `{suffix}`. Raises `OSError`."""
        self.folder, self._edited = folder, edited
        self.kept: list[str] = []
        self._before = _read(folder / MADE)
        self._made: dict[str, str] = {}

    def put(self, name: str, data: bytes) -> None:
        """Writes the file `name` (below the folder, with `/`). Raises `OSError`."""
        self.put_file(name, lambda path: path.write_bytes(data))

    def put_file(self, name: str, write: Callable[[Path], object]) -> None:
        """Has `write` make a file beside `name` and puts it there. Raises `OSError`, and what `write` raises."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".part")
        try:
            write(beside)
            digest = _digest(beside)
            there = _digest(path)
            if there and there not in (digest, self._before.get(name)):
                self._put_aside(path)
            if there == digest:
                beside.unlink()
            else:
                beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        self._made[name] = digest

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Takes away what earlier runs made and this one did not, if all went well; notes what was made. Raises `OSError`."""
        if kind is not None:  # stopped: what was made is ours, and nothing is known of the rest
            self._note({**self._before, **self._made})
            return
        for name, digest in self._before.items():
            if name not in self._made and _digest(self.folder / name) == digest:
                (self.folder / name).unlink()
        self._note(self._made)

    def _note(self, made: dict[str, str]) -> None:
        beside = self.folder / f"{MADE}.part"
        _write(beside, (json.dumps(made, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode())
        beside.replace(self.folder / MADE)

    def _put_aside(self, path: Path) -> None:
        number, aside = 1, path
        while aside.exists():
            aside = path.with_name(self._edited.format(stem=path.stem, number=number, suffix=path.suffix))
            number += 1
        path.replace(aside)
        self.kept.append(aside.relative_to(self.folder).as_posix())


def _read(path: Path) -> dict[str, str]:
    """The names and hashes of an earlier run; none where there was none, or the list is damaged: then every file counts as edited."""
    try:
        made = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        return {}
    inside = (name for name in made if not Path(name).is_absolute() and ".." not in Path(name).parts) if isinstance(made, dict) else ()
    return {name: str(made[name]) for name in inside}


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()
