"""Where the time goes: each stage alone, by pytest-benchmark. Nothing is asserted on time. `make bench` runs it; an ordinary run of the tests skips it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.corpus import reports
from benchmarks.side_by_side import LENGTH
from checker.ingest import Document, document_from_text
from checker.judging import Checklist, judge
from checker.judging.context import Context
from checker.judging.findings import find_all
from checker.output.masking import masked
from checker.output.record import report_record
from checker.reading import Reader
from checker.reading.compiling import compile_lexicon
from checker.reading.model import Reading
from checker.rulebook import load_rulebook


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_rulebook())


@pytest.fixture(scope="module")
def text() -> str:
    return min((report.text for report in reports(200)), key=lambda text: abs(len(text) - LENGTH))


@pytest.fixture(scope="module")
def document(text: str) -> Document:
    return document_from_text(text)


@pytest.fixture(scope="module")
def reading(document: Document, reader: Reader) -> Reading:
    return reader.understand(document)


@pytest.fixture(scope="module")
def checklist(reading: Reading, reader: Reader) -> Checklist:
    return judge(reading, reader.book)


def test_loading_the_rulebook(benchmark: Any) -> None:
    assert benchmark.pedantic(load_rulebook, rounds=3).requirements


def test_compiling_its_terms(benchmark: Any, reader: Reader) -> None:
    assert benchmark.pedantic(compile_lexicon, (reader.book,), rounds=3).chains


def test_text_to_document(benchmark: Any, text: str) -> None:
    assert benchmark(document_from_text, text).blocks


def test_scanning_for_words(benchmark: Any, reader: Reader, reading: Reading) -> None:
    assert benchmark(lambda: sum(1 for _ in reader.lexicon.automaton.iter(reading.text)))


def test_understanding(benchmark: Any, reader: Reader, document: Document) -> None:
    assert benchmark(reader.understand, document).sentences


def test_judging(benchmark: Any, reader: Reader, reading: Reading) -> None:
    assert benchmark(judge, reading, reader.book).verdicts


def test_findings(benchmark: Any, reader: Reader, reading: Reading) -> None:
    assert benchmark(lambda: find_all(Context(reading, reader.book))) is not None


def test_masking(benchmark: Any, checklist: Checklist) -> None:
    assert benchmark(masked, checklist).verdicts


def test_record_and_json(benchmark: Any, checklist: Checklist) -> None:
    assert benchmark(lambda: json.dumps(report_record(checklist), ensure_ascii=False))
