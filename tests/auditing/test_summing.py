"""Records to a summary: which reports count, what is counted, who is missing, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from audit_faults import record

from checker.auditing.brief import brief_of
from checker.auditing.roster import Unit
from checker.auditing.summary import Change, Choice, Facts, Missing, Namesakes, Row, Summary, dump
from checker.auditing.summing import asked_of, gather, summed

FACTS = Facts("1", "book", "1", "0", "blank-zh")
TITLES = {"a": "甲项", "b": "乙项"}


def verdict(status: str, waiver: bool = False) -> dict[str, Any]:
    facts = {"title": "", "severity": "core", "review": status == "vague"}
    return {**facts, "status": status, "waiver": {"reason": "r", "author": "a", "expires": "2030-01-01"} if waiver else None}


def report(source: str, unit: str, statuses: str = "present present", score: float = 80.0, **more: Any) -> dict[str, Any]:
    requirements = {id: {**verdict(status), "title": TITLES[id]} for id, status in zip(TITLES, statuses.split(), strict=True)}
    return record(source, unit, score=score, **{"requirements": requirements, "grade": "pass", **more})


def told(records: Sequence[dict[str, Any]], *, alike: bool = False, filed: Sequence[str] = (), **more: Any) -> Summary:
    briefs = [brief_of(given, {"text": "", "unit": given["unit"]}) for given in records]
    gathered = gather(zip(briefs, filed or ["2026-01-01T00:00:00"] * len(records), strict=True))
    return summed(gathered, asked_of(records[0]) if records else (), more.pop("errors", ()), FACTS, alike=lambda one, other: alike, **more)


def by_source(summary: Summary) -> dict[str, Row]:
    return {row.source: row for row in summary.rows}


def test_rows_stand_by_rank() -> None:
    summary = told([report(f"in/{n}.txt", f"{n}镇", score=score) for n, score in zip("甲乙丙丁", (50.0, 90.5, 90.5, 100.0), strict=True)])
    assert [(row.rank, row.unit) for row in summary.rows] == [(1, "丁镇"), (2, "丙镇"), (2, "乙镇"), (4, "甲镇")]
    assert [row.line for row in summary.rows] == [3, 2, 1, 0]
    assert (summary.mean, summary.median) == (82.75, 90.5)
    assert summary.histogram[10] == 1 and summary.histogram[18] == 2 and summary.histogram[19] == 1 and sum(summary.histogram) == 4


def test_counts_of_requirements() -> None:
    summary = told(
        [
            report("in/1", "甲镇", "present vague"),
            report("in/2", "乙镇", "vague missing", level="township"),
            report("in/3", "丙局", "missing not_applicable", level="department"),
            report("in/4", "丁局", "not_judged present", level="department"),
        ]
    )
    a, b = summary.requirements
    assert (a.title, a.severity) == ("甲项", "core")
    assert (a.counts.present, a.counts.vague, a.counts.missing, a.counts.not_applicable, a.counts.not_judged, a.counts.share) == (1, 1, 1, 0, 1, 0.3333)
    assert (b.counts.share, b.by_level["department"].share, b.by_level["township"].share) == (0.3333, 1.0, 0.0)
    assert summary.weakest == ("a", "b")
    assert by_source(summary)["in/2"].statuses == "vm" and by_source(summary)["in/3"].statuses == "mn" and by_source(summary)["in/4"].statuses == "jp"
    assert [(level.level, level.units) for level in summary.levels] == [("department", 2), ("township", 2)]
    assert by_source(summary)["in/1"].review == 1


def test_findings_waivers_and_notes() -> None:
    found = [{"code": "late", "title": "迟报", "waiver": None}] * 2 + [{"code": "year_mismatch", "title": "年度不符", "waiver": {"reason": "r"}}]
    requirements = {"a": {**verdict("missing", waiver=True), "title": "甲项"}, "b": {**verdict("present"), "title": "乙项"}}
    notes = [{"code": "comments", "count": 3}]
    first = report("in/1", "甲镇", findings=found, requirements=requirements, publication=notes, waived_on="2026-03-01")
    summary = told([first, report("in/2", "乙镇", findings=found[:1])])
    row = by_source(summary)["in/1"]
    assert (row.findings, row.finding_count, row.waived, row.waived_count, row.publication) == ((("late", 2), ("year_mismatch", 1)), 3, "w.", 2, 3)
    assert [(f.code, f.title, f.count, len(f.rows)) for f in summary.findings] == [("late", "迟报", 3, 2), ("year_mismatch", "年度不符", 1, 1)]
    assert summary.facts.waived_on == "2026-03-01"


# -- several files of one unit --------------------------------------------------------------------


def test_the_latest_report_counts() -> None:
    summary = told(
        [
            report("in/青岩镇.txt", "青岩镇人民政府", score=40.0, date="2026-01-05"),
            report("in/青岩镇（改）.docx", "云岫县青岩镇人民政府", score=70.0, date="2026-01-20"),
            report("in/青岩镇（旧）.docx", "青岩镇", score=10.0, date="2025-12"),
        ]
    )
    [row] = summary.rows
    assert (row.score, row.date) == (70.0, "2026-01-20")
    assert summary.choices == (
        Choice("云岫县青岩镇人民政府", 2025, "in/青岩镇（改）.docx", "2026-01-20", (("in/青岩镇（旧）.docx", "2025-12"), ("in/青岩镇.txt", "2026-01-05"))),
    )
    assert summary.requirements[0].counts.present == 1


def test_where_the_dates_are_one_the_file_decides() -> None:
    records = [report("in/a.txt", "青岩镇", date="2026-01-05"), report("in/b.txt", "青岩镇", date="2026-01-05")]
    assert told(records, filed=["2026-02-02T10:00:00", "2026-02-02T09:00:00"]).choices[0].chosen == "in/a.txt"
    assert told(records, filed=["2026-02-02T09:00:00", "2026-02-02T09:00:00"]).choices[0].chosen == "in/b.txt"


def test_a_report_without_a_date_has_that_of_its_file() -> None:
    records = [report("in/a.txt", "青岩镇"), report("in/b.txt", "青岩镇", date="2026-01-05")]
    assert told(records, filed=["2026-02-02T10:00:00", "2026-02-02T10:00:00"]).rows[0].date == "2026-02-02"


def test_two_years_of_a_unit_both_count_and_an_unread_year_goes_with_the_others() -> None:
    assert len(told([report("in/a", "青岩镇"), report("in/b", "青岩镇", reporting_year=2024)]).rows) == 2
    assert len(told([report("in/a", "青岩镇"), report("in/b", "青岩镇", reporting_year=None)]).rows) == 1


def test_reports_whose_unit_is_not_said_stand_for_themselves() -> None:
    summary = told([report("in/a", ""), report("in/b", "")])
    assert [row.name for row in summary.rows] == ["in/a", "in/b"] and not summary.choices


def test_namesakes_of_two_counties_both_count() -> None:
    apart = [report("in/甲县/城关镇.txt", "城关镇"), report("in/乙县/城关镇.txt", "城关镇")]
    summary = told(apart)
    assert len(summary.rows) == 2 and summary.namesakes == (Namesakes("城关镇", 2025, ("in/甲县/城关镇.txt", "in/乙县/城关镇.txt")),)
    assert len(told(apart, alike=True).rows) == 1, "two drafts of one report"
    named = [report("in/1.txt", "甲县城关镇"), report("in/2.txt", "乙县城关镇")]
    assert len(told(named).rows) == 2 and not told(named).namesakes


# -- the roster -----------------------------------------------------------------------------------


def test_who_has_not_submitted() -> None:
    roster = [Unit("青岩镇", "township", "王主任"), Unit("白溪乡", "township", "李主任"), Unit("石河镇")]
    records = [report("in/a.txt", "云岫县青岩镇人民政府"), report("in/b.txt", "东塘镇")]
    summary = told(records, roster=roster, errors=[{"source": "in/白溪乡.docx", "code": "broken", "message": "坏了"}])
    assert summary.expected == 3
    assert summary.not_submitted == (Missing("白溪乡", "township", "李主任", ("in/白溪乡.docx",)), Missing("石河镇", "", ""))
    assert summary.unexpected == ("东塘镇",)
    assert {row.unit: row.on_roster for row in summary.rows} == {"云岫县青岩镇人民政府": True, "东塘镇": False}
    assert "王主任" not in dump(summary).decode()


def test_the_roster_tells_namesakes_apart_and_drafts_together() -> None:
    roster = [Unit("甲县城关镇"), Unit("乙县城关镇")]
    summary = told([report("in/甲县/城关镇.txt", "城关镇"), report("in/乙县/城关镇.txt", "城关镇")], roster=roster)
    assert len(summary.rows) == 2 and not summary.not_submitted and not summary.namesakes
    one = told([report("in/第一批/青岩镇.txt", "青岩镇"), report("in/补报/青岩镇.txt", "青岩镇")], roster=[Unit("青岩镇")])
    assert len(one.rows) == 1 and len(one.choices) == 1


# -- against the season before --------------------------------------------------------------------


def test_what_changed() -> None:
    before = told(
        [
            report("x/1", "青岩镇", "missing present", 40.0, reporting_year=2024, grade="return"),
            report("x/2", "白溪乡", "present vague", 70.0, reporting_year=2024),
            report("x/3", "石河镇", reporting_year=2024),
        ]
    )
    now = told(
        [report("in/1", "云岫县青岩镇", "present vague", 65.5), report("in/2", "白溪乡", "not_judged present", 60.0), report("in/4", "东塘镇")],
        previous=before,
    )
    rows = {row.unit: row for row in now.rows}
    assert {unit: row.change for unit, row in rows.items()} == {"云岫县青岩镇": 25.5, "白溪乡": -10.0, "东塘镇": None}
    assert now.previous is not None
    assert now.previous.changes == (
        Change(now.rows.index(rows["云岫县青岩镇"]), "云岫县青岩镇", 2024, 40.0, 65.5, 25.5, "return", "pass", ("a",), ("b",)),
        Change(now.rows.index(rows["白溪乡"]), "白溪乡", 2024, 70.0, 60.0, -10.0, "pass", "pass", ("b",), ()),
    )
    assert (now.previous.new, now.previous.gone, now.previous.units) == (("东塘镇",), ("石河镇",), 3)
    a, b = now.requirements
    assert (a.previous_share, a.counts.share, a.change) == (0.6667, 1.0, 0.3333)
    assert (b.previous_share, b.counts.share, b.change) == (0.6667, 0.6667, 0.0)


def test_requirements_that_were_not_asked_then_have_no_change() -> None:
    old = report("x/1", "青岩镇", reporting_year=2024)
    del old["requirements"]["b"]
    now = told([report("in/1", "青岩镇")], previous=told([old]))
    assert [r.change for r in now.requirements] == [0.0, None]
    assert now.previous is not None and now.previous.changes[0].closed == ()


def test_nothing_at_all() -> None:
    summary = told([])
    assert (summary.rows, summary.mean, summary.weakest, sum(summary.histogram)) == ((), None, (), 0)


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_reports_give_the_same_bytes_but_for_their_lines(order: int) -> None:
    records = [report(f"in/{n}", f"{n}镇", findings=[{"code": "late", "title": "迟报", "waiver": None}]) for n in "甲乙丙"]
    rows = told(records[::order]).rows
    assert [row.unit for row in rows] == sorted(row.unit for row in rows)


def test_a_name_that_is_no_text_is_written_all_the_same() -> None:
    assert "云岫镇人民政府?" in dump(told([report("\udcb1.txt", "云岫镇人民政府\udcb1")])).decode("utf-8")


def test_a_summary_with_names_that_are_no_text_is_written() -> None:
    plain, odd = told([report("in/a.txt", "甲镇")]), told([report("in/\udce9.txt", "甲镇")])
    assert dump(odd).decode() == dump(plain).decode().replace("in/a.txt", "in/?.txt")
