from __future__ import annotations

import csv
import io

import pytest

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output import write
from checker.output.csv_format import harmless
from checker.rulebook import Rulebook


def rows(text: str | bytes) -> list[dict[str, str]]:
    assert isinstance(text, str) and text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_row_for_each_requirement_of_each_report(checklist: Checklist, passing: Checklist, failure: Failure, book: Rulebook) -> None:
    found = rows(write([checklist, passing], [failure], "csv", book=book))
    ids = ["decision.steps", "decision.open", "adviser.coverage", "adviser.other", "decision.open", ""]
    assert [r["编号"] for r in found] == ids
    assert (found[0]["文件"], found[0]["状态"], found[0]["结论"]) == ("报告 1.txt", "模糊", "修改后报")
    assert (found[-1]["文件"], found[-1]["结论"], found[-1]["说明"]) == ("in/b.doc", "未能检查", "不支持的文件类型 .doc")


def test_the_cells(waived: Checklist, book: Rulebook) -> None:
    steps, _, adviser, other = rows(write([waived], [], "csv", book=book))
    assert steps["原文及位置"] == "「公开征求意见2次，联系人手机1381234****」 — 一、工作情况，第 3 行"
    assert (steps["还缺"], steps["复核"], steps["分值"], steps["依据"]) == ("合法性审查", "是", "5", "《决策条例》第5条")
    assert adviser["豁免"] == "由县里统一聘请（云上县司法局同意，有效期至 2026-12-31）"
    assert (other["状态"], other["分值"]) == ("不适用", "")
    assert len(steps["校验码"]) == 64


def test_in_english(checklist: Checklist, book: Rulebook) -> None:
    row = rows(write([checklist], [], "csv", book=book, lang="en"))[0]
    assert row["Status"] == "vague"
    assert row["Why"].startswith("some of it is there, some is not")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠a"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["1=1", "法治", "", "（-1）", "「=1」"])
def test_other_text_is_left_alone(cell: str) -> None:
    assert harmless(cell) == cell


def test_nothing_hostile_gets_through(hostile: Checklist, book: Rulebook) -> None:
    text = write([hostile], [], "csv", book=book)
    assert isinstance(text, str)
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert len(row) == 21
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
            assert not any(c in cell for c in "\x00\x07\x1b\x9b\r\t\u202e\u2066\u200f")
