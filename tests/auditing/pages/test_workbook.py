"""The workbook read back by another library."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.auditing.pages.labels import AuditWords
from checker.auditing.pages.places import places
from checker.auditing.pages.reports import Reports
from checker.auditing.pages.sheets import Basis, write_workbook
from checker.auditing.pages.sheets.rows import changed_requirements
from checker.auditing.summary import Summary
from checker.judging.checklist import Checklist
from checker.output.todo import todo_items
from checker.rulebook import Rulebook

HEAD = 4  # the row of the headers
SHEETS = [
    "排名",
    "矩阵",
    "全县整改台账",
    "共性问题",
    "一致性问题",
    "未报送",
    "重复报送取舍",
    "读取错误",
    "雷同",
    "与上次比较（单位）",
    "与上次比较（要求）",
    "法律依据",
]


@pytest.fixture(scope="module")
def book(finished: tuple[Path, Summary]) -> Workbook:
    return load_workbook(finished[0] / "summary.xlsx")


def table(sheet: Worksheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(min_row=HEAD, values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows if row[1] is not None]


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}" and sheet.freeze_panes
    facts = str(book["排名"]["A2"].value)
    assert "审核报告 12 份" in facts and "应报 14 家，已报 12 家，未报 2 家" in facts


def test_the_ranking(book: Workbook, finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    rows = table(book["排名"])
    assert [(r["名次"], r["单位"], r["得分"]) for r in rows] == [(row.rank, row.unit, row.score) for row in summary.rows]
    assert [r["比上次"] for r in rows] == [row.change for row in summary.rows]
    links = [cell.hyperlink.target for (cell,) in book["排名"].iter_rows(min_row=HEAD + 1, min_col=18, max_col=18) if cell.hyperlink]
    assert len(links) == 12 and all((folder / link.replace("\\", "/")).is_file() for link in links)


def test_every_cell_of_the_matrix_has_a_colour_and_a_word(book: Workbook, finished: tuple[Path, Summary]) -> None:
    _, summary = finished
    sheet = book["矩阵"]
    letters = {"p": "具", "v": "模", "m": "缺", "n": "—", "j": "？"}
    colours: dict[str, set[str]] = {}
    for row, cells in zip(summary.rows, sheet.iter_rows(min_row=HEAD + 2, min_col=5), strict=True):
        assert [str(c.value) for c in cells] == [letters[s] for s in row.statuses]
        for cell in cells:
            colours.setdefault(str(cell.value), set()).add(cell.fill.start_color.rgb)
    assert all(len(found) == 1 for found in colours.values()) and len({next(iter(c)) for c in colours.values()}) == len(colours)
    assert [c.value for c in sheet[HEAD][4:]] == [r.title for r in summary.requirements]
    assert [c.value for c in sheet[HEAD + 1][4:]] == [r.counts.share for r in summary.requirements]
    assert sheet.auto_filter.ref.startswith(f"A{HEAD + 1}:")
    assert all(word in str(sheet["A3"].value) for word in ("具：具备", "模：模糊", "缺：缺失"))


def test_the_ledger_has_all_that_is_to_mend_in_the_county(book: Workbook, finished: tuple[Path, Summary], national: Rulebook) -> None:
    folder, summary = finished
    with Reports(folder, summary, national) as reports:
        wanted = [(c.unit, item.title) for c in reports for item in todo_items(c)]
    rows = table(book["全县整改台账"])
    assert [(r["责任单位"], str(r["要求"]).split("\n")[0].split("（")[0]) for r in rows] == [(u, t.split("（")[0]) for u, t in wanted]
    assert [r["序号"] for r in rows] == list(range(1, len(rows) + 1))
    assert all(r["整改情况"] == "未整改" and r["整改时限"] is None for r in rows)
    kinds = {rule.type for rule in book["全县整改台账"].data_validations.dataValidation}
    assert kinds == {"list", "date"}


def test_who_has_not_submitted_and_whom_to_ring(book: Workbook) -> None:
    rows = table(book["未报送"])
    assert [(r["单位"], r["联系人"]) for r in rows] == [("白鹭镇人民政府", "王主任 0555-8866"), ("澄安县统计局", None)]
    assert "统计局报告.doc" in str(rows[1]["疑似该单位而未能读取的文件"])


def test_the_other_sheets_tell_what_the_summary_knows(book: Workbook, finished: tuple[Path, Summary]) -> None:
    _, summary = finished
    assert [(r["文件"], r["代码"]) for r in table(book["读取错误"])] == [("报送/统计局报告.doc", "encrypted"), ("报送/空.pdf", "empty")]
    [choice] = [r for r in table(book["重复报送取舍"]) if r["序号"] == 1]
    assert "旧稿.docx（2026-01-02）" in str(choice["未计入"])
    copies = [r for r in table(book["雷同"]) if isinstance(r["序号"], int)]
    assert [r["相同比例"] for r in copies] == [0.82, 0.52] and "上次审核" in str(copies[1]["单位乙"])
    assert summary.previous
    changes = table(book["与上次比较（单位）"])
    assert len(changes) == len(summary.previous.changes) + len(summary.previous.new) + len(summary.previous.gone)
    assert [r["变化"] for r in table(book["与上次比较（要求）"])] == [r.change for r in changed_requirements(summary)]
    common = table(book["共性问题"])
    assert [r["编号"] for r in common][: len(summary.weakest)] == list(summary.weakest)
    assert any("家）" in str(r["涉及的要求（未具备的单位数）"]) for r in table(book["法律依据"]))


def test_without_roster_and_previous_there_are_no_sheets_of_them(tmp_path: Path, season: Callable[..., Summary], national: Rulebook) -> None:
    summary = season(tmp_path, 3, previous=False, roster=False)
    words = AuditWords("en", national)
    with Reports(tmp_path, summary, national) as reports:
        write_workbook(tmp_path / "s.xlsx", summary, reports, places(summary.rows, each_unit=False), words, Basis(words))
    book = load_workbook(tmp_path / "s.xlsx")
    assert "Not submitted" not in book.sheetnames and "Changes by unit" not in book.sheetnames
    assert not any(cell.hyperlink for row in book["Ranking"].iter_rows() for cell in row)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == []


def test_nothing_hostile_is_a_formula_or_a_link(hostile: Path) -> None:
    for sheet in load_workbook(hostile / "summary.xlsx"):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or str(cell.hyperlink.target).startswith(("units\\", "copies.html"))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_reports(tmp_path: Path, season: Callable[..., Summary], national: Rulebook) -> None:
    summary = season(tmp_path, 3, roster=False)
    words = AuditWords("zh", national)
    with Reports(tmp_path, summary, national) as reports:
        [*few] = reports

    def peak(times: int) -> int:
        def many() -> Iterator[Checklist]:
            for number in range(times):
                yield from few
                if number % 20 == 19:
                    gc.collect()  # what waits for it is no growth

        tracemalloc.start()
        write_workbook(tmp_path / "s.xlsx", summary, many(), places(summary.rows), words, Basis(words))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)
    assert peak(60) < 1.2 * peak(10)
