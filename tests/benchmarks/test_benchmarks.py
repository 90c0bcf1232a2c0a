"""That the benchmarks compare like with like, and tell what they could not run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import reports
from benchmarks.peers import LINE_UP, expressions, floor
from benchmarks.setup_peers import Absent, _failed
from benchmarks.table import Table, shown
from benchmarks.terms import as_data
from checker.ingest import document_from_text
from checker.reading import Reader
from checker.rulebook import load_rulebook

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_rulebook())


@pytest.fixture(scope="module")
def terms(reader: Reader) -> dict[str, Any]:
    return as_data(reader.book)


def test_expressions_find_the_terms_that_the_engine_finds(reader: Reader, terms: dict[str, Any]) -> None:
    """In the engine's own clean text; figures, days and the like aside, which they know more simply."""
    plain = [term for term in terms["terms"] if not re.search("[《“]|\\\\d", term["regex"])]
    compared = {term["term"] for term in plain}
    assert len(compared) > 0.8 * len(terms["terms"])
    for report in reports(4):
        reading = reader.understand(document_from_text(report.text))
        by_engine = {match.term for matches in reading.matches.values() for match in matches} & compared
        by_expression = {term["term"] for term in plain if re.search(term["regex"], reading.text)}
        assert len(by_engine) > 100
        assert by_expression == by_engine


def test_the_floor_counts_every_word_of_every_term(terms: dict[str, Any]) -> None:
    text = next(reports(1)).text[:300]
    _, run = floor.prepare(terms)
    assert run(text) == sum(len(re.findall(f"(?={re.escape(word)})", text)) for word in terms["words"])


def test_words_and_expressions_of_a_term_find_the_same(terms: dict[str, Any]) -> None:
    text = next(reports(1, first=5)).text
    for term in terms["terms"]:
        if term["words"]:
            assert any(word in text for word in term["words"]) == bool(re.search(term["regex"], text)), term["term"]


def test_a_peer_answers_from_a_process_of_its_own(terms: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "terms.json"
    path.write_text(json.dumps({"terms": terms["terms"][:50]}), "utf-8")
    texts = [report.text for report in reports(3)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.worker", "expressions", str(path)],
        input=json.dumps({"texts": texts}) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        timeout=60,
        check=True,
    )
    ready, answer = map(json.loads, done.stdout.splitlines())
    _, run = expressions.prepare({"terms": terms["terms"][:50]})
    assert ready["found"] == 0
    assert answer["found"] == sum(map(run, texts)) > 0
    assert answer["cpu"] > 0


def test_what_cannot_be_installed_is_absent_with_the_reason() -> None:
    assert _failed([sys.executable, "-c", "pass"]) is None
    assert _failed([sys.executable, "-c", "raise SystemExit('no such version')"]) == Absent("no such version")
    assert _failed(["no-such-program-anywhere"]) == Absent("no-such-program-anywhere: FileNotFoundError")


def test_a_table_shows_what_was_not_run() -> None:
    table = Table("Title", "How to read it.", [{"what": "a", "ms": 1234.5, "found": None}, {"what": "b", "ms": 0.01234, "found": 3}], {"c": "is not here"})
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.markdown().splitlines() if line.startswith("| ")]
    assert rows == [["what", "ms", "found"], ["a", "1,230", "–"], ["b", "0.0123", "3"]]
    assert "- not run: c: is not here" in table.markdown()
    assert "not run: c: is not here" in table.text()
    assert shown(0.01234) == "0.0123" and shown(12_345_678) == "12,345,678"


def test_every_peer_has_its_module() -> None:
    folder = Path(__file__).parent / "peers"
    for peer in LINE_UP:
        assert (folder / peer.module).exists() or (folder / f"{peer.module}.py").exists()
