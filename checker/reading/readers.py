"""A rulebook by its name to a `Reader` ready to read with, from the cache where the same files were compiled before."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from checker.reading import cache
from checker.reading.compiling import compile_lexicon
from checker.reading.understand import Reader
from checker.rulebook.loading import DEFAULT, load_rulebook, source_files
from checker.version import program_version

# What a rulebook becomes depends on these alone. Their content counts, since a version says little of a program that is being worked on.
PROGRAM = ("rulebook/*.py", "reading/*.py", "ingest/cleaning.py", "ingest/document.py", "wording.py")
_LIBRARIES = ("pyahocorasick", "pydantic", "pydantic-core")


def reader_of(rulebook: str | Path = DEFAULT) -> Reader:
    """The reader of a rulebook by its name or folder, as its files are now, with its terms compiled; no trained pipeline.

    Raises `RulebookError` with every defect found; a rulebook with defects is never kept.
    """
    files = source_files(rulebook)
    key = _key(files)
    kept = cache.find(key) if key else None
    if isinstance(kept, tuple):
        book, lexicon = kept
        return Reader(book, compiled=lexicon)
    book = load_rulebook(rulebook)
    lexicon = compile_lexicon(book)
    if key and _key(files) == key:  # no file was changed meanwhile
        cache.keep(key, (book, lexicon))
    return Reader(book, compiled=lexicon)


def _key(files: Sequence[Sequence[Path]]) -> str:
    """A hash of all that a compiled rulebook depends on; empty where a file cannot be read."""
    digest = hashlib.sha256(_BY.encode())
    try:
        for layer, paths in enumerate(files):
            for path in paths:
                content = path.read_bytes() if path.is_file() else None
                digest.update(f"\n{layer} {path.name} {'absent' if content is None else len(content)}\n".encode())
                digest.update(content or b"")
    except (OSError, ValueError):
        return ""
    return digest.hexdigest() if _BY else ""


def _program() -> str:
    """The program, its libraries and the machine; empty where that cannot be told."""
    here = Path(__file__).parents[1]
    try:
        own = [hashlib.sha256(path.read_bytes()).hexdigest() for pattern in PROGRAM for path in sorted(here.glob(pattern))]
    except OSError:
        return ""
    return "\n".join([program_version(), *own, *map(_version, _LIBRARIES), sys.version, sys.platform, platform.machine(), str(sys.maxsize)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


_BY = _program()  # looked at when the code is loaded: a process may outlive the files that it came from
