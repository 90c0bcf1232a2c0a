"""The verdict that counts: the reviewer's where there is one, with points and grade as the rulebook scores them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from checker.desk.review.effective import effective
from checker.desk.review.keys import finding_keys, note_keys
from checker.desk.review.models import Override
from checker.judging import scoring
from checker.judging.checklist import Grade
from checker.rulebook.schema import Reason, Severity, Status


def override(requirement: str, status: Status, reason: str = "第三段已经写明。", **more: Any) -> Override:
    return Override(requirement=requirement, status=status.value, reason=reason, **more)


def first(checklist: Any, status: Status, severity: Severity | None = None) -> Any:
    return next(v for v in checklist.verdicts if v.status is status and severity in (None, v.severity))


def test_nothing_said_is_the_programs_own(sample: Any, book: Any) -> None:
    checklist = sample()
    assert effective(checklist, [], book) is checklist
    assert effective(checklist, [override("no.such_requirement", Status.PRESENT)], book) is checklist


def test_a_verdict_is_replaced_with_its_points(sample: Any, book: Any) -> None:
    checklist = sample()
    machine = first(checklist, Status.MISSING)
    found = effective(checklist, [override(machine.requirement, Status.PRESENT)], book)
    verdict = found.verdict(machine.requirement)
    assert (verdict.status, verdict.reason, verdict.score, verdict.remedy) == (Status.PRESENT, Reason.FULL, machine.weight, "")
    assert verdict.explanation == "第三段已经写明（审核人改判，机器判定为缺失）"
    assert found.score == scoring.total(found.verdicts) > checklist.score
    assert checklist.verdict(machine.requirement) is machine  # the program's stays what it was
    assert found.notices[-1] == f"审核人改判1项；得分由{checklist.score:.1f}变为{found.score:.1f}"


def test_opening_the_gate_lets_a_report_pass_and_closing_it_stops_one(sample: Any, book: Any) -> None:
    good = sample("qingyan.txt")
    assert good.grade is Grade.PASS
    core = first(good, Status.PRESENT, Severity.CORE)
    stopped = effective(good, [override(core.requirement, Status.MISSING, ground=Reason.PLAN_ONLY.value)], book)
    assert stopped.gate == (core.requirement,) and stopped.grade is not Grade.PASS
    verdict = stopped.verdict(core.requirement)
    assert verdict.reason is Reason.PLAN_ONLY and verdict.remedy and not verdict.evidence and verdict.near_misses == core.evidence + core.near_misses
    bad = sample()
    opened = effective(bad, [override(v.requirement, Status.PRESENT) for v in bad.verdicts if v.status is not Status.NOT_APPLICABLE], book)
    assert opened.gate == () and opened.score == 100 and opened.grade is Grade.PASS


def test_parts_that_were_ticked_are_scored(sample: Any, book: Any) -> None:
    good = sample("qingyan.txt")
    machine = next(v for v in good.verdicts if v.reason is Reason.FULL and len(v.parts) == 5 and not v.lacking and v.weight)
    ticked = list(machine.parts[:2])
    verdict = effective(good, [override(machine.requirement, Status.VAGUE, ground=Reason.INCOMPLETE.value, parts=ticked)], book).verdict(machine.requirement)
    assert verdict.parts == machine.parts[:2] and verdict.lacking == machine.parts[2:]
    assert verdict.score == round(machine.weight * 2 / 5, 2)
    assert all(part in verdict.remedy for part in machine.parts[2:3])


def test_not_applicable_counts_on_neither_side(sample: Any, book: Any) -> None:
    checklist = sample()
    machine = first(checklist, Status.MISSING)
    found = effective(checklist, [override(machine.requirement, Status.NOT_APPLICABLE)], book)
    judged = [v for v in checklist.verdicts if v.status not in (Status.NOT_APPLICABLE, Status.NOT_JUDGED) and v is not machine]
    assert found.score == round(100 * sum(v.score for v in judged) / sum(v.weight for v in judged), 1)
    assert found.verdict(machine.requirement).reason is None


def test_the_last_that_stands_counts(sample: Any, book: Any) -> None:
    checklist = sample()
    name = first(checklist, Status.MISSING).requirement
    withdrawn = override(name, Status.PRESENT, pk=3, withdrawn_at=datetime.now(UTC))
    said = [override(name, Status.VAGUE, pk=2), override(name, Status.NOT_APPLICABLE, pk=1), withdrawn]
    assert effective(checklist, said, book).verdict(name).status is Status.VAGUE
    assert effective(checklist, [withdrawn], book) is checklist


def test_the_reviewers_words_become_evidence(sample: Any, book: Any) -> None:
    checklist = sample()
    name = first(checklist, Status.MISSING).requirement
    quote = "石碾乡"
    start = checklist.text.rindex(quote)
    verdict = effective(checklist, [override(name, Status.PRESENT, quote=quote, start=start, end=start + 3)], book).verdict(name)
    evidence = verdict.evidence[0]
    assert (evidence.quote, checklist.text[evidence.start : evidence.end]) == (quote, quote)
    assert evidence.place.line is not None


def test_a_finding_that_does_not_hold_is_gone(sample: Any, book: Any) -> None:
    checklist = sample()
    assert checklist.findings and len(set(finding_keys(checklist))) == len(checklist.findings)
    dropped = override(finding_keys(checklist)[0], Status.NOT_APPLICABLE)
    found = effective(checklist, [dropped], book)
    assert found.findings == checklist.findings[1:] and found.score == checklist.score
    assert "1处问题不成立" in found.notices[-1]
    assert len(set(note_keys(checklist))) == len(checklist.publication)
