"""Many files in: archives opened, office files converted together, each reader where it can do no harm."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from checker.ingest.archive import MAX_ARCHIVE
from checker.ingest.converter import Unconverted, convert
from checker.ingest.document import Document
from checker.ingest.errors import ReadError
from checker.ingest.formats import is_zip, outside, read_as
from checker.ingest.recognition import AT_ONCE, Recognition
from checker.ingest.sandbox import Result, Sandbox

MAX_BYTES = 20_000_000  # of one report
# What waits for the converter, and what waits behind it so that the order is kept.
_BATCH = 24  # files to convert
_WAITING = 60  # results of any kind
_BATCH_BYTES = 60_000_000


def read_all(
    paths: Iterable[Path], *, new_sandbox: Callable[[], Sandbox] = Sandbox, recognition: Recognition = AT_ONCE
) -> Generator[Document | ReadError, None, None]:
    """The reports in the files, in the order given, and an error in the place of each that cannot be read.

    An archive is as many as it has members, shown as `a.zip/某镇/报告.docx`. Lazy: what waits at a time is
    bounded, however many files there are. All but plain text is read in a process of its own, within
    limits, that ends with the iterator. `recognition` says what becomes of pages that are only images.
    """
    # Two, since what the converter made is read while an archive may still be open in the first.
    with new_sandbox() as first, new_sandbox() as second:
        yield from _converted((result for path in paths for result in _read_one(path, first, recognition)), second)


def read_one(path: Path) -> Document:
    """The one report at `path`, read as `read_all` reads it: what is not plain text, in a process of its own.

    Raises `ReadError`; of an archive, whatever is in it, `is_archive`.
    """
    with closing(read_all([path])) as results:
        result = next(results)
    if result.source != str(path):
        raise ReadError(str(path), "is_archive")
    if isinstance(result, ReadError):
        raise result
    return result


def load(path: Path) -> bytes:
    """The bytes of the file, which is no larger than a report, or than an archive of many.

    Raises `ReadError` (`is_folder`, `not_found`, `unreadable`, `empty`, `too_large`).
    """
    source = str(path)
    if path.is_dir():
        raise ReadError(source, "is_folder", place=str(path / "*.txt"))
    if not path.exists():
        raise ReadError(source, "not_found")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            with path.open("rb") as file:
                limit = MAX_ARCHIVE if is_zip(file.read(4)) else MAX_BYTES
            if size > limit:
                raise ReadError(source, "too_large", place=f"{size / 1e6:.0f} MB", limit=f"{limit / 1e6:.0f} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(source, "unreadable", place=error.strerror or "") from None
    if not data:
        raise ReadError(source, "empty")
    return data


def _read_one(path: Path, sandbox: Sandbox, recognition: Recognition) -> Iterator[Result]:
    source = str(path)
    try:
        data = load(path)
        if outside(data, source) == "text":
            yield read_as("text", data, source)
            return
    except ReadError as error:
        yield error
        return
    yield from sandbox.read(data, source, recognition)


def _converted(results: Iterator[Result], sandbox: Sandbox) -> Iterator[Document | ReadError]:
    """The results, with what needs the converter converted, a batch at a time."""
    waiting: list[Result] = []
    files: list[Unconverted] = []
    for result in results:
        if isinstance(result, Unconverted):
            files.append(result)
        elif not files:
            yield result
            continue
        waiting.append(result)
        if len(files) == _BATCH or len(waiting) == _WAITING or sum(len(file.data) for file in files) > _BATCH_BYTES:
            yield from _settled(waiting, files, sandbox)
            waiting, files = [], []
    yield from _settled(waiting, files, sandbox)


def _settled(waiting: list[Result], files: list[Unconverted], sandbox: Sandbox) -> Iterator[Document | ReadError]:
    words = iter(convert(files) if files else ())
    for result in waiting:
        if not isinstance(result, Unconverted):
            yield result
            continue
        word = next(words)
        yield word if isinstance(word, ReadError) else _read_word(word, result, sandbox)


def _read_word(word: bytes, original: Unconverted, sandbox: Sandbox) -> Document | ReadError:
    """What the converter made, as the document that it was made from."""
    [result] = sandbox.read(word, original.source)
    if isinstance(result, Document):
        return replace(result, format=original.format, sha256=hashlib.sha256(original.data).hexdigest())
    return result if isinstance(result, ReadError) else ReadError(original.source, "not_converted", place=f".{original.format}")
