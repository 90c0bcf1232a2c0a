"""The worked local rulebooks: they load over the national one, their examples hold, and what they change shows in a checklist."""

from __future__ import annotations

import pytest

from checker.evaluation.examples import run_examples
from checker.ingest import document_from_text
from checker.judging import judge
from checker.reading import Reader
from checker.rulebook import load_rulebook, rules_folder
from checker.rulebook.schema import Level, Status

_FOLDER = rules_folder() / "examples"
_BOOKS = sorted(head.parent.name for head in _FOLDER.glob("*/rulebook.yaml"))
_REPORT = "云岫镇2025年法治政府建设年度报告\n一、主要举措和成效\n全年开展行政检查320次。主动接受社会评议。\n"


def test_there_are_three() -> None:
    assert _BOOKS == ["market-regulation", "outline-2026-2030", "province"]


@pytest.mark.parametrize("name", _BOOKS)
def test_its_own_and_inherited_examples_hold(name: str) -> None:
    national = {r.id: r for r in load_rulebook().requirements}
    book = load_rulebook(f"examples/{name}")
    reader = Reader(book)
    own = [r.id for r in book.requirements if r != national.get(r.id)]
    assert own or name == "outline-2026-2030"
    results = [r for id_ in own for r in run_examples(book, reader=reader, only=id_)]
    assert [f"{r.requirement}: {r.example.text}: {r.verdict.status} {r.verdict.reason}" for r in results if not r.passed] == []


def test_the_province_asks_for_more() -> None:
    book, national = load_rulebook("examples/province"), load_rulebook()
    checklist = judge(Reader(book).understand(document_from_text(_REPORT)), book)
    statistics = checklist.verdict("enforcement.statistics")
    assert (statistics.status, statistics.parts, statistics.lacking) == (Status.VAGUE, ("行政检查",), ("行政处罚",))
    assert "行政处罚的数量" in statistics.remedy and statistics.basis[0] == "《法治政府建设年度报告编制指引（样例）》"
    assert checklist.verdict("province.social_evaluation").status is Status.VAGUE
    assert len(checklist.verdicts) == len(national.requirements) + 2
    assert book.scoring.pass_at > national.scoring.pass_at


def test_the_department_leaves_out_what_is_not_its_own() -> None:
    book = load_rulebook("examples/market-regulation")
    text = "某县市场监督管理局2025年法治政府建设年度报告\n一、主要举措和成效\n双随机抽查经营主体642户次。\n"
    checklist = judge(Reader(book).understand(document_from_text(text)), book)
    found = checklist.verdict("market.random_inspection")
    assert (checklist.level, found.status, found.weight) == (Level.DEPARTMENT, Status.PRESENT, 4)
    with pytest.raises(KeyError):
        checklist.verdict("emergency.response")


def test_the_next_period_has_its_own_years() -> None:
    book = load_rulebook("examples/outline-2026-2030")
    text = _REPORT.replace("2025", "2028")
    assert judge(Reader(book).understand(document_from_text(text)), book).notices == ()
    assert judge(Reader(load_rulebook()).understand(document_from_text(text)), load_rulebook()).notices != ()
