"""How fast a report is analysed; nothing is asserted on time. `make bench` runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checker.ingest import document_from_text
from checker.judging import judge
from checker.reading import Reader
from checker.rulebook import load_rulebook

REPORTS = Path(__file__).parents[1] / "reports"
LENGTH = 3_500  # characters, as a township's report has


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_rulebook())


def report() -> str:
    return "".join((REPORTS / name).read_text("utf-8") for name in ("qingyan.txt", "chengan.txt"))[:LENGTH]


def test_analysis(benchmark: Any, reader: Reader) -> None:
    text = report()
    checklist = benchmark(lambda: judge(reader.understand(document_from_text(text)), reader.book))
    assert checklist.verdicts


def test_understanding(benchmark: Any, reader: Reader) -> None:
    document = document_from_text(report())
    assert benchmark(reader.understand, document).sentences


def test_loading_the_rulebook(benchmark: Any) -> None:
    assert benchmark(load_rulebook).requirements
