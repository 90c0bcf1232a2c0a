from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.checking import check_files
from checker.failure import Failure
from checker.ingest import read
from checker.judging.checklist import Checklist
from checker.output import write
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

SAMPLES = sorted(p for p in (Path(__file__).parents[2] / "reports").iterdir() if p.stem != "README")

REPORT = "source result_hash sha256 unit level reporting_year date title score grade gate notices waived_on expired_waivers requirements findings publication"
REQUIREMENT = "status reason title severity explanation parts lacking score weight evidence near_misses basis remedy review waiver"
EVIDENCE = "quote chapter start end time cue term place"
FINDING = "code title quote message start end place basis remedy waiver"


def as_json(checklists: list[Checklist], failures: list[Failure], book: Rulebook) -> Any:
    return json.loads(write(checklists, failures, "json", book=book))


def test_the_keys_are_the_contract(checklist: Checklist, failure: Failure, book: Rulebook) -> None:
    answer = as_json([checklist], [failure], book)
    assert list(answer) == ["schema", "lang", "version", "rulebook", "pipeline", "reports", "errors"]
    assert answer["schema"] == "1"
    assert (answer["rulebook"]["id"], answer["rulebook"]["version"], len(answer["rulebook"]["sha256"])) == ("sample", "7", 64)
    assert answer["pipeline"] == "blank-zh"
    assert answer["errors"] == [{"source": "in/b.doc", "code": "unknown_format", "message": "不支持的文件类型 .doc"}]
    [report] = answer["reports"]
    assert list(report) == REPORT.split()
    assert list(report["requirements"]) == [v.requirement for v in checklist.verdicts]
    for verdict in report["requirements"].values():
        assert list(verdict) == REQUIREMENT.split()
        assert all(list(e) == EVIDENCE.split() for e in verdict["evidence"])
        assert all(list(e) == [*EVIDENCE.split(), "discount"] for e in verdict["near_misses"])
    assert list(report["findings"][0]) == FINDING.split()


def test_values(checklist: Checklist, book: Rulebook) -> None:
    [report] = as_json([checklist], [], book)["reports"]
    facts = {key: report[key] for key in ("source", "unit", "level", "reporting_year", "score", "grade", "gate", "notices", "publication")}
    assert facts == {
        "source": "in/报告 1.txt",
        "unit": "云上镇人民政府",
        "level": "township",
        "reporting_year": 2025,
        "score": 39.3,
        "grade": "revise",
        "gate": ["adviser.coverage"],
        "notices": ["样例"],
        "publication": [],
    }
    steps = report["requirements"]["decision.steps"]
    assert (steps["status"], steps["reason"], steps["parts"], steps["lacking"]) == ("vague", "incomplete", ["公众参与"], ["合法性审查"])
    assert (steps["score"], steps["weight"], steps["review"]) == (2.5, 5.0, True)
    other = report["requirements"]["adviser.other"]
    assert (other["status"], other["reason"]) == ("not_applicable", None)


def test_personal_data_is_masked_and_other_quotes_are_the_source(checklist: Checklist, book: Rulebook, text: str) -> None:
    output = write([checklist], [], "json", book=book)
    assert "手机13812345678" not in output
    assert "溪口村3组" not in output
    [report] = json.loads(output)["reports"]
    quote = report["requirements"]["decision.open"]["evidence"][0]
    assert quote["quote"] == text[quote["start"] : quote["end"]]
    assert report["sha256"] == checklist.sha256


def test_nothing_to_report_is_still_an_object(failure: Failure, book: Rulebook) -> None:
    answer = as_json([], [failure], book)
    assert (answer["reports"], answer["pipeline"], len(answer["errors"])) == ([], "", 1)


def test_the_same_input_gives_the_same_bytes(checklist: Checklist, failure: Failure, book: Rulebook) -> None:
    assert write([checklist], [failure], "json", book=book) == write([checklist], [failure], "json", book=book)


def test_an_unknown_format_is_refused(book: Rulebook) -> None:
    with pytest.raises(ValueError, match="pdf"):
        write([], [], "pdf", book=book)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_quote_of_a_sample_is_its_source(path: Path) -> None:
    book = load_rulebook()
    checklists, failures = check_files([path], Reader(book))
    assert not failures
    text = read(path).text
    [report] = as_json(checklists, [], book)["reports"]
    quotes = [e for v in report["requirements"].values() for e in (*v["evidence"], *v["near_misses"])]
    assert quotes
    for quote in (*quotes, *(f for f in report["findings"] if f["code"] != "personal_data")):
        source = text[quote["start"] : quote["end"]]
        assert len(quote["quote"]) == len(source)
        assert "*" in quote["quote"] or quote["quote"] == source
