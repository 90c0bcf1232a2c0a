"""Reports in brief: the same from a worker as from the files of results, there and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audit_faults import record

from checker.auditing.brief import Brief, brief_of, from_line, sketch_of, to_line
from checker.auditing.journal import write_lines
from checker.auditing.plan import submissions
from checker.auditing.season import briefs
from checker.auditing.sketch import sketch
from checker.auditing.stored import RESULTS, TEXTS
from checker.auditing.worker import Settings, examine

REPORTS = Path(__file__).parents[2] / "reports"
TEXT = "青岩镇2025年召开法治建设专题会议3次，研究解决突出问题。\n对行政规范性文件逐件开展合法性审核并报备案。"


def brief(**more: object) -> Brief:
    findings = [{"code": code, "title": title, "waiver": None} for code, title in (("late", "迟报"), ("late", "迟报"), ("year_mismatch", "年度不符"))]
    return brief_of(record("in/a.txt", "青岩镇", **{"findings": findings, "waived_on": "2026-03-01", **more}), {"text": TEXT, "unit": "青岩镇"})


def test_a_brief_comes_back() -> None:
    there = brief()
    assert from_line(to_line(there)) == there
    assert there.row.findings == (("late", 2), ("year_mismatch", 1)) and there.titles == {"late": "迟报", "year_mismatch": "年度不符"}
    assert sketch_of(there).tolist() == list(sketch(TEXT, "青岩镇")) and len(sketch_of(there)) == 2


def test_a_name_that_is_no_text_is_written_as_in_the_record() -> None:
    there = brief()
    odd = replace(there, row=replace(there.row, source="in/\udce9.txt"))
    assert from_line(to_line(odd)).row.source == "in/?.txt"


def test_the_journal_says_of_a_report_what_its_files_say(tmp_path: Path) -> None:
    files = submissions([REPORTS / name for name in ("qingyan.txt", "liujin.md", "chengan-sjj.txt")])
    entries = examine(Settings("outline-2021-2025", "0" * 64, "1.0"), files)
    write_lines(tmp_path / RESULTS, (line for entry in entries for line in entry.records))
    write_lines(tmp_path / TEXTS, (line for entry in entries for line in entry.texts))
    journalled = [(from_line(line), file.date) for entry, file in zip(entries, files, strict=True) for line in entry.briefs]
    assert list(briefs(tmp_path, [file.date for file in files])) == journalled
