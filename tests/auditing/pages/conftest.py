"""Seasons for pages to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.auditing.pages import write_pages
from checker.auditing.summary import Summary
from checker.checking import check_file
from checker.judging.checklist import Checklist
from checker.output import safe
from checker.output.notice import Letter
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

from . import made

REPORTS = Path(__file__).parents[3] / "reports"
LETTER = Letter(date(2026, 4, 5), "澄安县司法局", date(2026, 4, 30))
# Words by which a name could do harm in a page, a workbook, a document or a file system.
HOSTILE = (
    "<script>window.ran='script'</script>",
    "<img src=x onerror=\"window.ran='onerror'\">",
    "</script><svg onload=\"window.ran='svg'\">",
    "]]></title></style>{{7*7}}{% for x in range(9) %}",
    "\"' onmouseover=\"window.ran='attribute'\" x='",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "C:\\con\\aux.txt",
    "\u202e倒写\u202c\u200b\x00\x1b[31m\x9b\uffff",
    "长" * 300,
    "-1+1",
    "",
)


@pytest.fixture(scope="session")
def national() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def bases(national: Rulebook) -> list[Checklist]:
    """The sample reports, checked."""
    reader = Reader(national, None)
    return list(safe([check_file(REPORTS / name, reader) for name in ("qingyan.txt", "liujin.md", "shinian.txt", "chengan-sjj.txt")], national))


@pytest.fixture(scope="session")
def season(bases: list[Checklist], national: Rulebook) -> Callable[..., Summary]:
    """Makes a folder of results of so many units."""

    def make(folder: Path, count: int, **more: bool) -> Summary:
        return made.season(folder, bases, national, count, **more)

    return make


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, season: Callable[..., Summary], national: Rulebook) -> tuple[Path, Summary]:
    """A folder of twelve units' results with all its pages."""
    folder = tmp_path_factory.mktemp("audit")
    summary = season(folder, 12)
    assert write_pages(folder, national, letter=LETTER) == ()
    return folder, summary


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, bases: list[Checklist], national: Rulebook) -> Path:
    """A folder of results whose units, titles and files are named to do harm, with all its pages."""
    folder = tmp_path_factory.mktemp("hostile")
    checklists = [
        replace(bases[n % 3], unit=words, title=words, source=f"{n}/{words}", notices=(words,), text=words + bases[n % 3].text)
        for n, words in enumerate(HOSTILE)
    ]
    before = made.summary_of([replace(c, score=50.0) for c in checklists], national)
    made.written(folder, checklists, national, previous=before, roster=[made.Unit(words or "无名") for words in HOSTILE[:6]] + [made.Unit(HOSTILE[0] + "局")])
    write_pages(folder, national, letter=LETTER)
    return folder
