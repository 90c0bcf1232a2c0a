"""The figures themselves, on cases that can be counted by hand."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checker.evaluation.figures import compare, overlap
from checker.evaluation.gold import GoldError, GoldReport, Label, load_gold
from checker.judging.checklist import Checklist, Evidence, Finding, Grade, Verdict
from checker.rulebook.schema import Level, Reason, Severity, Status


def verdict(requirement, status, reason, *, parts=(), quote="", review=False, severity=Severity.GENERAL):
    evidence = (Evidence(quote, "", 0, len(quote), "reporting_year"),) if quote else ()
    return Verdict(requirement, "", "x", severity, status, reason, "", parts=parts, evidence=evidence, review=review)


def checklist(*verdicts, findings=()):
    return Checklist("a.txt", "", "", "甲镇", Level.TOWNSHIP, 2025, "r", "1", "blank-zh", verdicts, findings, 0.0, Grade.REVISE)


def gold(findings=(), **labels):
    return GoldReport(Path("a.txt"), "甲镇", "township", 2025, {k.replace("_", "."): v for k, v in labels.items()}, tuple(findings))


FULL = Label(Status.PRESENT, Reason.FULL, None, ("全年调解纠纷12件",))
VAGUE = Label(Status.VAGUE, Reason.INCOMPLETE, frozenset({"甲", "乙"}), ("只写了甲和乙这两项",))
ABSENT = Label(Status.MISSING, Reason.ABSENT, None, ())


def test_every_figure_by_hand():
    report = gold(a_x=FULL, b_x=VAGUE, c_x=ABSENT, d_x=FULL)
    found = checklist(
        verdict("a.x", Status.PRESENT, Reason.FULL, quote="本年全年调解纠纷12件，成功11件"),
        verdict("b.x", Status.VAGUE, Reason.GENERIC, parts=("甲", "丙"), quote="别的一句话而已"),
        verdict("c.x", Status.PRESENT, Reason.FULL, review=True),
        verdict("d.x", Status.MISSING, Reason.ABSENT, severity=Severity.CORE),
    )
    values = compare([report], [found]).values
    assert values["status_accuracy"] == 0.5
    assert values["worst_flip"] == 0.5
    assert values["core_accuracy"] == 0.0
    assert values["reason_accuracy"] == 0.5
    assert values["evidence_hit"] == 0.5
    assert values["parts_f1"] == pytest.approx(0.5)
    assert (values["defect_p"], values["defect_r"]) == (0.5, 0.5)
    assert values["review_share"] == 0.25
    assert values["review_holds"] == 0.5
    assert values["kappa"] == pytest.approx(0.2)


def test_perfect_agreement():
    report = gold(a_x=FULL, c_x=ABSENT)
    found = checklist(verdict("a.x", Status.PRESENT, Reason.FULL, quote="全年调解纠纷12件"), verdict("c.x", Status.MISSING, Reason.ABSENT))
    figures = compare([report], [found])
    assert figures.misses == ()
    assert {figures.values[k] for k in ("status_accuracy", "kappa", "defect_f1", "evidence_hit", "finding_f1")} == {1.0}
    assert figures.per_requirement["a.x"] == (1, 1, 1)


def test_findings_match_by_code_and_words():
    report = gold(findings=[("late", "2026年4月8日"), ("artifact", "××村")], a_x=FULL)
    right = Finding("late", "", "", "2026年4月8日", 0, 9)
    other = Finding("numbering", "", "", "三、", 0, 2)
    found = checklist(verdict("a.x", Status.PRESENT, Reason.FULL), findings=(right, replace(right, code="late", quote="2025年"), other))
    values = compare([report], [found]).values
    assert values["finding_p"] == pytest.approx(1 / 3)
    assert values["finding_r"] == 0.5


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("公开征求意见", "依法公开征求\n意见后", True),
        ("全年调解纠纷十二件整", "全年调解纠纷十三件整", False),
        ("全年共调解纠纷十二件", "镇村全年共调解纠纷十一件", True),
        ("", "什么", False),
    ],
)
def test_overlap(first, second, same):
    assert overlap(first, second) is same


def test_a_broken_label_names_file_and_key(tmp_path):
    (tmp_path / "a.txt").write_text("报告", "utf-8")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({"document": "a.txt", "requirements": {"a.x": {"status": "maybe"}}}), "utf-8")
    with pytest.raises(GoldError, match=r"a\.yaml: a\.x"):
        list(load_gold([tmp_path]))


def test_a_missing_document_is_named(tmp_path):
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({"document": "b.txt", "requirements": {}}), "utf-8")
    with pytest.raises(GoldError, match=r"b\.txt"):
        list(load_gold([tmp_path]))


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(GoldError):
        list(load_gold([tmp_path]))
