from __future__ import annotations

from typing import Any

import pytest

from checker.comparison.changes import Change, changes
from checker.comparison.records import Record


def record(verdicts: dict[str, str], findings: tuple[tuple[str, str], ...] = (), **more: Any) -> Record:
    points = {"present": 4.0, "vague": 2.0, "missing": 0.0}
    requirements = {
        id: {"status": status, "title": f"要求{id}", "severity": "general", "score": points.get(status, 0.0), "weight": 4.0} for id, status in verdicts.items()
    }
    usual = {"source": "a.txt", "sha256": "", "unit": "甲镇", "level": "township", "reporting_year": 2025, "title": "", "score": 50.0, "grade": "revise"}
    found = [{"code": code, "quote": quote, "message": "…"} for code, quote in findings]
    return Record.model_validate({**usual, **more, "requirements": requirements, "findings": found})


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("missing", "present", Change.CLOSED),
        ("vague", "present", Change.CLOSED),
        ("missing", "missing", Change.OPEN),
        ("missing", "vague", Change.OPEN),
        ("vague", "vague", Change.OPEN),
        ("vague", "missing", Change.BROKEN),
        ("present", "vague", Change.BROKEN),
        ("present", "missing", Change.BROKEN),
        ("present", "present", Change.KEPT),
        ("not_applicable", "missing", Change.NOT_COMPARED),
        ("present", "not_judged", Change.NOT_COMPARED),
    ],
)
def test_what_became_of_a_requirement(old: str, new: str, change: Change) -> None:
    [requirement] = changes(record({"a": old}), record({"a": new})).requirements
    assert requirement.change is change


def test_requirements_that_one_side_does_not_know() -> None:
    found = changes(record({"a": "present", "b": "missing"}), record({"b": "present", "c": "missing"}))
    assert {r.id: (r.change, r.old is None, r.new is None) for r in found.requirements} == {
        "a": (Change.NOT_COMPARED, False, True),
        "b": (Change.CLOSED, False, False),
        "c": (Change.NOT_COMPARED, True, False),
    }
    assert not found.worse


def test_points_score_and_whether_it_is_worse() -> None:
    found = changes(record({"a": "missing", "b": "present"}, score=40.0), record({"a": "vague", "b": "vague"}, score=52.5))
    assert {r.id: r.gained for r in found.requirements} == {"a": 2.0, "b": -2.0}
    assert found.gained == 12.5
    assert found.worse


def test_findings_are_told_apart_by_what_they_quote() -> None:
    old = record({}, (("late", "3月5日"), ("numbering", "（三）"), ("numbering", "（三）")))
    new = record({}, (("numbering", "（ 三）"), ("artifact", "[bookmark: x]")))
    found = changes(old, new)
    assert [(f.code, f.quote) for f in found.findings_closed] == [("late", "3月5日"), ("numbering", "（三）")]
    assert [(f.code, f.quote) for f in found.findings_open] == [("numbering", "（ 三）")]
    assert [(f.code, f.quote) for f in found.findings_new] == [("artifact", "[bookmark: x]")]
    assert found.worse


def test_the_gate_comes_first() -> None:
    verdicts = {"a": "missing", "b": "missing"}
    assert [r.id for r in changes(record(verdicts), record(verdicts, gate=["b"])).requirements] == ["b", "a"]
