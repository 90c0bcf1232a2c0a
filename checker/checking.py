"""The line from files to checklists: `read_all`, `understand`, `judge`.

`check_file(Path("report.txt"), Reader(load_rulebook()))` is a checklist.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from checker.failure import INTERNAL, Failure
from checker.ingest import Document, ReadError, read, read_all, read_one
from checker.judging import Checklist, judge
from checker.reading import Reader
from checker.reading.model import Reading
from checker.rulebook.schema import Level

INTERNAL_WORDS = {
    "zh": "检查时程序内部出错（{kind}）；设 FAZHI_DEBUG=1 再运行可看详情",
    "en": "the program itself failed on this file ({kind}); run with FAZHI_DEBUG=1 for details",
}


def check_file(path: Path, reader: Reader, *, level: Level | None = None) -> Checklist:
    """The checklist of the report at `path`, which is read in this very process. `level` overrides the level read from the report.

    Raises `ReadError` where the file cannot be read.
    """
    return check_document(read(path), reader, level=level)


def check_document(document: Document, reader: Reader, *, level: Level | None = None) -> Checklist:
    """The checklist of a report already read. `level` overrides the level read from it."""
    with reader.passing():  # a checklist holds nothing of spaCy's
        return judge(reader.understand(document), reader.book, level=level)


def read_and_check(path: Path, reader: Reader, *, level: Level | None = None) -> tuple[Reading, Checklist]:
    """The checklist of the one report at `path`, and the reading it rests on, for those who look at the text again.

    Raises `ReadError` where the file cannot be read.
    """
    reading = reader.understand(read_one(path))
    return reading, judge(reading, reader.book, level=level)


def check_files(paths: Iterable[Path], reader: Reader, *, level: Level | None = None, lang: str = "zh") -> tuple[list[Checklist], list[Failure]]:
    """The checklists of the reports, in the order given, and a `Failure` for each file that has none; otherwise as `check_stream`."""
    checklists: list[Checklist] = []
    failures: list[Failure] = []
    for _, result in check_stream(paths, reader, level=level, lang=lang):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            checklists.append(result)
    return checklists, failures


def check_stream(
    paths: Iterable[Path],
    reader: Reader,
    *,
    level: Level | None = None,
    lang: str = "zh",
    read_all: Callable[[Iterable[Path]], Iterator[Document | ReadError]] = read_all,
) -> Iterator[tuple[Path, Checklist | Failure]]:
    """Each report's checklist, or the `Failure` in its place, one by one in the order given, with the file that it came from.

    Any format that `checker.ingest` reads; an archive is as many reports as it has members. No file stops
    the others. The traceback of an internal error goes to stderr under FAZHI_DEBUG=1. `read_all` may
    stand for that of `checker.ingest`.
    """
    listed = list(paths)
    at = 0
    for document in read_all(listed):
        while not _is_from(document.source, listed[at]):
            at += 1  # every file has one result at least
        yield listed[at], _checked(document, reader, level, lang)


def _is_from(source: str, path: Path) -> bool:
    return source == str(path) or source.startswith(f"{path}/")


def _checked(document: Document | ReadError, reader: Reader, level: Level | None, lang: str) -> Checklist | Failure:
    if isinstance(document, ReadError):
        return Failure(document.source, document.code, document.message(lang))
    try:
        return check_document(document, reader, level=level)
    except Exception as error:  # the other files must go on, whatever is wrong here
        if os.environ.get("FAZHI_DEBUG") == "1":
            traceback.print_exc(file=sys.stderr)
        # The type only: the text of an exception may quote the report.
        return Failure(document.source, INTERNAL, INTERNAL_WORDS[lang].format(kind=type(error).__name__))
