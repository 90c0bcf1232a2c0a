"""What is to be mended: which, in which order, with what."""

from __future__ import annotations

from dataclasses import replace

from checker.ingest import Place
from checker.judging.checklist import Checklist, Verdict
from checker.output.todo import Spot, Urgency, by_unit, todo_items, waived_items
from checker.rulebook.schema import Severity, Status
from checker.rulebook.waivers import Waiver


def codes(checklist: Checklist) -> list[str]:
    return [item.code for item in todo_items(checklist)]


def test_gate_then_points_then_findings_then_publication(noted: Checklist) -> None:
    items = todo_items(noted)
    assert [(i.urgency, i.code) for i in items] == [
        (Urgency.GATE, "adviser.coverage"),
        (Urgency.POINTS, "decision.steps"),
        (Urgency.FINDING, "personal_data"),
        (Urgency.PUBLICATION, "comments"),
    ]


def test_by_severity_then_by_lost_points_then_by_the_rulebook(checklist: Checklist) -> None:
    def verdict(id: str, severity: Severity, score: float, weight: float) -> Verdict:
        return replace(checklist.verdicts[0], requirement=id, severity=severity, score=score, weight=weight)

    verdicts = (
        verdict("a", Severity.GENERAL, 0, 9),
        verdict("b", Severity.CORE, 4, 5),
        verdict("c", Severity.STRUCTURE, 0, 4),
        verdict("d", Severity.CORE, 1, 5),
        verdict("e", Severity.CORE, 4, 5),
    )
    assert codes(replace(checklist, verdicts=verdicts, findings=(), gate=())) == ["d", "b", "e", "c", "a"]


def test_what_is_in_place_or_does_not_apply_is_not_to_do(passing: Checklist, checklist: Checklist) -> None:
    assert todo_items(passing) == ()
    assert "adviser.other" not in codes(checklist)


def test_an_item_has_all_that_it_takes(noted: Checklist) -> None:
    gate, points, finding, note = todo_items(noted)
    assert (gate.title, gate.status, gate.lost, gate.remedy, gate.basis) == ("法律顾问", Status.MISSING, 6.0, "请补写。", ("《意见》",))
    assert [(s.quote, s.describe()) for s in gate.spots] == [("至今没有聘请法律顾问", "二、不足，第 5 行")]
    assert (points.lost, points.lacking, points.review) == (2.5, ("合法性审查",), True)
    assert (finding.problem, finding.remedy, finding.basis) == ("出现住址“溪口村3组7号”", "请遮盖。", ("《公开条例》",))
    assert (note.title, note.count, note.spots[0].describe(), note.remedy) == ("批注", 3, "第 2 段", "请删去全部批注。")


def test_what_is_waived_stands_apart(waived: Checklist, waiver: Waiver) -> None:
    assert "adviser.coverage" not in codes(waived)
    [item] = waived_items(waived)
    assert (item.code, item.waiver, item.status) == ("adviser.coverage", waiver, Status.MISSING)


def test_a_verdict_that_was_not_judged_costs_no_points_and_comes_last(checklist: Checklist) -> None:
    unjudged = replace(checklist.verdicts[0], requirement="x", status=Status.NOT_JUDGED, score=0.0, weight=0.0)
    assert todo_items(replace(checklist, verdicts=(unjudged, checklist.verdicts[0]), findings=()))[-1].lost == 0.0


def test_reports_of_one_unit_stand_together(checklist: Checklist) -> None:
    reports = [replace(checklist, unit=unit, source=source) for unit, source in (("乙镇", "1"), ("甲镇", "2"), ("乙镇", "3"))]
    assert [(unit, [c.source for c in group]) for unit, group in by_unit(reports)] == [("乙镇", ["1", "3"]), ("甲镇", ["2"])]


def test_a_heading_is_not_said_twice() -> None:
    assert Spot("一、工作", "一、 工作", Place(line=3)).describe() == "第 3 行"
    assert Spot("做了", "一、工作", Place(line=3)).describe("en") == "一、工作, line 3"
    assert Spot("甲", where="第 2 段").describe() == "第 2 段"
