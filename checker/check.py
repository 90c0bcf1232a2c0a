"""The line from files to checklists: `read`, `understand`, `judge`. The public way in for Python.

`check_file(Path("report.txt"), Reader(load_rulebook()))` is a checklist.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

from checker.failure import INTERNAL, Failure
from checker.ingest import ReadError, read
from checker.judging import Checklist, judge
from checker.reading import Reader
from checker.reading.model import Reading
from checker.rulebook.schema import Level

INTERNAL_WORDS = {
    "zh": "检查时程序内部出错（{kind}）；设 FAZHI_DEBUG=1 再运行可看详情",
    "en": "the program itself failed on this file ({kind}); run with FAZHI_DEBUG=1 for details",
}


def check_file(path: Path, reader: Reader, *, level: Level | None = None) -> Checklist:
    """The checklist of the report at `path`. `level` overrides the level read from the report.

    Raises `ReadError` where the file cannot be read.
    """
    return read_and_check(path, reader, level=level)[1]


def read_and_check(path: Path, reader: Reader, *, level: Level | None = None) -> tuple[Reading, Checklist]:
    """The checklist of the report at `path`, and the reading it rests on, for those who look at the text again.

    Raises `ReadError` where the file cannot be read.
    """
    reading = reader.understand(read(path))
    return reading, judge(reading, reader.book, level=level)


def check_files(paths: Iterable[Path], reader: Reader, *, level: Level | None = None, lang: str = "zh") -> tuple[list[Checklist], list[Failure]]:
    """The checklists of the reports, in the order given, and a `Failure` for each file that has none.

    No file stops the others. The traceback of an internal error goes to stderr under FAZHI_DEBUG=1.
    """
    checklists: list[Checklist] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            checklists.append(check_file(path, reader, level=level))
        except ReadError as error:
            failures.append(Failure(error.source, error.code, error.message(lang)))
        except Exception as error:  # the other files must go on, whatever is wrong here
            if os.environ.get("FAZHI_DEBUG") == "1":
                traceback.print_exc(file=sys.stderr)
            # The type only: the text of an exception may quote the report.
            failures.append(Failure(str(path), INTERNAL, INTERNAL_WORDS[lang].format(kind=type(error).__name__)))
    return checklists, failures
