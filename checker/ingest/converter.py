"""Word's binary format, WPS, RTF and OpenDocument to .docx, by LibreOffice where it is installed.

Starting LibreOffice takes longer than converting, so that one start takes many files. It converts
them in the order given and leaves each as a file when it is done: what is missing tells which file
it hung or crashed on. That one gets an error, and another start takes the files after it.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.ingest import soffice
from checker.ingest.document import Document
from checker.ingest.errors import ReadError

SECONDS_TO_START = 60.0  # on a slow disk, first thing in the morning; 1.3 s measured with a new profile
SECONDS = 6.0  # without a file coming out; a long report takes 0.5
_MAX_OUTPUT = 60_000_000  # bytes of .docx
_LOOK = 0.02  # seconds
_FILTER = "docx:MS Word 2007 XML"
# LibreOffice takes WPS Writer's files for what they are only under Word's suffix.
_SUFFIXES = {"doc": ".doc", "wps": ".doc", "rtf": ".rtf", "odt": ".odt"}
WORD = "docx"


@dataclass(frozen=True, slots=True)
class Unconverted:
    """A file that needs the converter. `format` is `doc`, `wps`, `rtf` or `odt`."""

    source: str
    format: str
    data: bytes


def read_office(data: bytes, *, source: str, sha256: str) -> Document:
    """A `Document` of a .doc, .wps, .rtf or .odt; `format` and `sha256` are those of the file itself.

    Raises `ReadError` (`needs_office`, `not_converted`, `too_slow`), and what the reader of .docx raises.
    """
    from checker.ingest.formats import detect, reader_of  # which name this function

    format = detect(data, source)
    [word] = convert([Unconverted(source, format, data)])
    if isinstance(word, ReadError):
        raise word
    return replace(reader_of(WORD)(word, source=source, sha256=sha256), format=format)


def convert(files: Sequence[Unconverted]) -> list[bytes | ReadError]:
    """The files as .docx, in their order, and an error in the place of each that does not convert."""
    program = soffice.find_soffice()
    if program is None:
        return [ReadError(file.source, "needs_office", place=f".{file.format}") for file in files]
    results: dict[int, bytes | ReadError] = {}
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        left = list(range(len(files)))
        attempt = 0
        while left:
            attempt += 1
            home = Path(folder) / str(attempt)
            results |= _run(program, {n: files[n] for n in left}, home)
            left = [n for n in left if n not in results]
    return [results[n] for n in range(len(files))]


def _run(program: Path, files: Mapping[int, Unconverted], home: Path) -> dict[int, bytes | ReadError]:
    """One start of LibreOffice: results for all files, or for those up to the one that it failed on."""
    given, made = home / "in", home / "out"
    given.mkdir(parents=True)
    made.mkdir()
    # Names of our own: what a sender called a file reaches no command line. The first shows that the program runs.
    inputs = [given / "start.txt", *(given / f"{number}{_SUFFIXES[file.format]}" for number, file in files.items())]
    for path, data in zip(inputs, (b"1", *(file.data for file in files.values())), strict=True):
        path.write_bytes(data)
    process = soffice.start(program, ["--convert-to", _FILTER, "--outdir", str(made), *map(str, inputs)], home / "profile")
    outputs = [made / f"{path.stem}.docx" for path in inputs]
    outcome = _wait(process, outputs)
    if not outputs[0].exists():
        return {number: ReadError(file.source, "office_failed", place=str(program)) for number, file in files.items()}
    results: dict[int, bytes | ReadError] = {}
    reached = max(n for n, path in enumerate(outputs) if path.exists())
    for n, (number, file) in enumerate(files.items(), start=1):
        if outputs[n].exists():
            results[number] = _taken(outputs[n], file)
        elif outcome is None or n < reached:
            results[number] = ReadError(file.source, "not_converted", place=f".{file.format}")
        elif n == reached + 1:
            results[number] = ReadError(file.source, outcome, place="LibreOffice", limit=f"{SECONDS:.0f}")
    return results


def _wait(process: subprocess.Popen[bytes], outputs: Sequence[Path]) -> str | None:
    """Waits for the end. The code of an error where it did not end well, else None."""
    limit = SECONDS_TO_START
    moved = time.monotonic()
    missing = list(outputs)
    try:
        while process.poll() is None:
            if any(path.exists() for path in missing):
                missing = [path for path in missing if not path.exists()]
                moved, limit = time.monotonic(), SECONDS
            elif time.monotonic() - moved > limit:
                return "too_slow"
            time.sleep(_LOOK)
        return None if process.returncode == 0 else "crashed"
    finally:
        soffice.kill(process)


def _taken(path: Path, file: Unconverted) -> bytes | ReadError:
    size = path.stat().st_size
    if size > _MAX_OUTPUT:
        return ReadError(file.source, "too_large", place=f"{size / 1e6:.0f} MB", limit=f"{_MAX_OUTPUT / 1e6:.0f} MB")
    return path.read_bytes()
