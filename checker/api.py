"""The few names that Python programs may rely on; `checker` gives them out when they are first used."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from checker.checking import read_and_check
from checker.ingest import ReadError
from checker.judging import Checklist
from checker.reading import Reader
from checker.reading.trained import load_trained
from checker.rulebook import DEFAULT, Rulebook, RulebookError
from checker.rulebook import load_rulebook as _load
from checker.rulebook.schema import Level

__all__ = ["Checklist", "ReadError", "Rulebook", "RulebookError", "check", "load_rulebook"]

_compiled: list[Reader] = []  # for the rulebook that was used last; compiling one takes longer than judging a report


def check(path: str | Path, rulebook: str | Path | Rulebook = DEFAULT, *, level: str | None = None) -> Checklist:
    """The checklist of the report at `path`, in any format that is read; the same as `fazhi check` gives.

    `rulebook` is a name, a folder, or a rulebook that has been loaded; one that is named is loaded
    once and kept. `level` (`township`, `county`, `department`) overrides the one read from the report.
    What is not plain text is read in a process of its own, within limits.

    Raises `ReadError` where the file cannot be read or is an archive, `RulebookError` where the rulebook has defects,
    and `ValueError` for an unknown level.

    >>> checklist = check("reports/qingyan.txt")
    >>> checklist.unit, checklist.reporting_year, checklist.grade.value
    ('青砚镇人民政府', 2025, 'pass')
    >>> verdict = checklist.verdict("adviser.coverage")
    >>> verdict.status.value, verdict.evidence[0].place.describe()
    ('present', '第 15 行')
    >>> check("reports/nowhere.docx")
    Traceback (most recent call last):
    checker.ingest.errors.ReadError: reports/nowhere.docx: 找不到文件，请核对路径
    """
    book = rulebook if isinstance(rulebook, Rulebook) else _named(str(rulebook))
    if not _compiled or _compiled[0].book is not book:
        _compiled[:] = [Reader(book, load_trained("auto"))]
    return read_and_check(Path(path), _compiled[0], level=None if level is None else Level(level))[1]


def load_rulebook(name: str | Path = DEFAULT) -> Rulebook:
    """The rulebook `name`, checked as a whole: one that ships with the program, or a folder.

    Raises `RulebookError` with every defect, each with file, line and key.

    >>> book = load_rulebook("rules/examples/province")
    >>> book.title, len(book.requirements)
    ('省级指引样例（在全国规则库上加严）', 34)
    >>> check("reports/qingyan.txt", book).verdict("province.social_evaluation").status.value
    'missing'
    """
    return _load(name)


@lru_cache(maxsize=8)
def _named(name: str) -> Rulebook:
    return _load(name)
