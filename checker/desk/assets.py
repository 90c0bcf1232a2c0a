"""Files that pages of the desk share with those the program writes: served from where they are, and nothing beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import checker.auditing.pages as audit_pages
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

_AUDIT = Path(audit_pages.__file__).parent
FILES: Mapping[str, Path] = {
    "overview/dashboard.css": _AUDIT / "dashboard" / "dashboard.css",
    "overview/dashboard.js": _AUDIT / "dashboard" / "dashboard.js",
    "overview/chart.umd.min.js": _AUDIT / "vendor" / "chart.umd.min.js",
}


class SharedFinder(BaseFinder):
    """Finds the files of `FILES` by their address below `STATIC_URL`."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """The file of an address; a list where `find_all`."""
        found = FILES.get(Path(path).as_posix())
        return ([str(found)] if found else []) if find_all else str(found) if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """All files, each with the storage that has it under its own name."""
        for address, path in FILES.items():
            storage = _One(path, address)
            yield address, storage


class _One(FileSystemStorage):
    """A storage of one file, which has it under another name."""

    def __init__(self, path: Path, address: str) -> None:
        super().__init__(location=path.parent)
        self._file, self._address = path, address

    def path(self, name: str) -> str:
        """The place of the file."""
        return str(self._file) if name == self._address else super().path(name)
