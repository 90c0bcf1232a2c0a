from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checker.judging.checklist import Checklist
from checker.output import write
from checker.output.masking import masked
from checker.output.record import report_record
from checker.output.sealing import result_hash, rulebook_facts, sealed
from checker.rulebook import Rulebook, load_rulebook


def seal(checklist: Checklist, book: Rulebook) -> str:
    [safe] = sealed([masked(checklist)], book)
    return safe.result_hash


def test_neither_the_name_of_the_file_nor_an_older_hash_matters(checklist: Checklist, book: Rulebook) -> None:
    assert seal(checklist, book) == seal(replace(checklist, source="C:\\x\\y.docx", result_hash="0" * 64), book)


@pytest.mark.parametrize(
    "change",
    [{"sha256": "b" * 64}, {"score": 39.4}, {"verdicts": ()}, {"findings": ()}, {"notices": ()}, {"unit": "别镇"}, {"pipeline": "zh_core_web_sm"}],
    ids=str,
)
def test_all_else_does(checklist: Checklist, book: Rulebook, change: dict[str, object]) -> None:
    assert seal(checklist, book) != seal(replace(checklist, **change), book)  # type: ignore[arg-type]


def test_the_rulebook_counts_by_what_it_says() -> None:
    book = load_rulebook()
    facts = rulebook_facts(book)
    assert facts == rulebook_facts(load_rulebook())
    other = book.model_copy(update={"scoring": book.scoring.model_copy(update={"pass_at": 81})})
    assert rulebook_facts(other)["sha256"] != facts["sha256"]


def test_the_version_of_the_program_counts(checklist: Checklist, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    before = seal(checklist, book)
    monkeypatch.setattr("checker.output.sealing.program_version", lambda: "9.9")
    assert seal(checklist, book) != before


def test_the_hash_can_be_taken_again_from_the_json(checklist: Checklist, book: Rulebook) -> None:
    answer = json.loads(write([checklist], [], "json", book=book))
    [report] = answer["reports"]
    assert report["result_hash"] == result_hash(report, answer["version"], answer["rulebook"], answer["pipeline"])


@pytest.mark.parametrize("format", ["table", "json", "markdown", "csv"])
@pytest.mark.parametrize("brief", [False, True])
def test_every_output_has_it(checklist: Checklist, book: Rulebook, format: str, brief: bool) -> None:
    text = write([checklist], [], format, book=book, brief=brief)
    assert isinstance(text, str)
    assert seal(checklist, book) in text


def test_a_record_holds_no_path(checklist: Checklist) -> None:
    record = report_record(replace(checklist, source="/home/x/a.txt"))
    assert "/home" not in json.dumps({key: value for key, value in record.items() if key != "source"})
