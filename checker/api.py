"""The few names that Python programs may rely on; `checker` gives them out when they are first used."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from checker.auditing.plan import submissions
from checker.auditing.pools import LocalPool, cores
from checker.auditing.roster import load_roster
from checker.auditing.season import audit as _audit
from checker.auditing.summary import Facts, Summary
from checker.auditing.worker import Settings
from checker.checking import read_and_check
from checker.ingest import ReadError
from checker.judging import Checklist
from checker.output.sealing import rulebook_facts
from checker.reading import Reader
from checker.reading.readers import reader_of
from checker.reading.trained import load_trained
from checker.rulebook import DEFAULT, Rulebook, RulebookError
from checker.rulebook import load_rulebook as _load
from checker.rulebook.schema import Level
from checker.version import program_version

__all__ = ["Checklist", "ReadError", "Rulebook", "RulebookError", "Summary", "audit", "check", "load_rulebook"]

_compiled: list[Reader] = []  # for the loaded rulebook that was used last; compiling one takes longer than judging a report


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
    reader = _loaded(rulebook) if isinstance(rulebook, Rulebook) else _named(str(rulebook))
    return read_and_check(Path(path), reader, level=None if level is None else Level(level))[1]


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


def audit(
    places: Iterable[str | Path],
    folder: str | Path,
    rulebook: str | Path = DEFAULT,
    *,
    level: str | None = None,
    roster: str | Path | None = None,
    workers: int | None = None,
) -> Summary:
    """What a season of reports came to; the data that `fazhi audit --no-pages` writes is in `folder` (results.jsonl, summary.json …).

    `places` are files, folders and archives; files that are unchanged since an earlier run into the same
    `folder` are not checked again. `roster` is a table of the units that have to hand in; `workers` how
    many processes check at a time (None: one for each processor). `rulebook` and `level` as for `check`.

    The processes import the caller's main module: a script calls this under `if __name__ == "__main__":`.
    Raises `RulebookError`, `OSError` where the folder cannot be written, and
    `checker.auditing.roster.RosterError` for a roster that cannot be used.

    >>> from tempfile import mkdtemp
    >>> summary = audit(["reports/qingyan.txt", "reports/shinian.txt"], mkdtemp(), workers=1)
    >>> [(row.rank, row.unit, row.grade) for row in summary.rows]
    [(1, '青砚镇人民政府', 'pass'), (2, '石碾乡人民政府', 'return')]
    """
    about = rulebook_facts(_load(rulebook))
    name = str(Path(rulebook).resolve()) if Path(rulebook).exists() else str(rulebook)
    settings = Settings(name, about["sha256"], program_version(), "auto" if level is None else Level(level).value)
    facts = Facts(settings.version, about["id"], about["version"], about["sha256"], settings.pipeline)
    files = submissions([Path(place) for place in places], leave_out=Path(folder))
    with closing(LocalPool(max(1, min(workers or cores(), len(files))))) as pool:
        return _audit(files, settings, facts, Path(folder), pool, roster=load_roster(Path(roster)) if roster is not None else None)


@lru_cache(maxsize=8)
def _named(name: str) -> Reader:
    return replace(reader_of(name), trained=load_trained("auto"))


def _loaded(book: Rulebook) -> Reader:
    if not _compiled or _compiled[0].book is not book:
        _compiled[:] = [Reader(book, load_trained("auto"))]
    return _compiled[0]
