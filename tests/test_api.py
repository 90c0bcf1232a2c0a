"""The names that Python programs rely on: their examples run, they are typed, and importing them late costs nothing."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker import api
from checker.checking import check_file
from checker.judging import Checklist
from checker.reading import Reader
from checker.reading.trained import load_trained

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "reports" / "qingyan.txt"


def test_the_examples_in_the_docstrings_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    finder = doctest.DocTestFinder()
    tested = {test.name for test in finder.find(api) if test.examples}
    assert tested == {"checker.api.audit", "checker.api.check", "checker.api.load_rulebook"}  # the functions of the API, each with an example
    results = doctest.testmod(api, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert results.attempted >= 7 and results.failed == 0


def test_everything_promised_is_there_and_documented() -> None:
    assert set(checker.__all__) == set(api.__all__) <= set(dir(checker))
    for name in checker.__all__:
        assert getattr(checker, name) is getattr(api, name)
        assert getattr(checker, name).__doc__
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert all(f"`checker.{name}" in page or f"`{name}`" in page for name in checker.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        checker.chekc  # noqa: B018


def test_it_gives_what_the_command_gives() -> None:
    book = checker.load_rulebook()
    mine = checker.check(REPORT, book)
    assert isinstance(mine, Checklist)
    assert mine == check_file(REPORT, Reader(book, load_trained("auto")))
    assert mine == checker.check(str(REPORT))


def test_the_level_can_be_said() -> None:
    assert checker.check(REPORT, level="county").level == "county"
    with pytest.raises(ValueError, match="village"):
        checker.check(REPORT, level="village")


def test_another_rulebook_does_not_stick() -> None:
    count = len(checker.check(REPORT).verdicts)
    assert len(checker.check(REPORT, ROOT / "rules" / "examples" / "province").verdicts) == count + 2
    assert len(checker.check(REPORT).verdicts) == count


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import checker, sys; print([m for m in sys.modules if m.startswith(('checker.', 'spacy', 'pydantic', 'click'))])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
