"""Workbooks read back by another library: what stands where, and what an office can do with it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output import TODO_FORMATS, write
from checker.output.xlsx.columns import COLUMNS, height_of
from checker.rulebook import Rulebook

HEAD = 4  # the row of the headers
SHEETS = ["清单", "整改台账", "一致性问题", "公开前检查", "法律依据"]


def raw(*checklists: Checklist, book: Rulebook, failures: tuple[Failure, ...] = (), **options: object) -> bytes:
    data = write(checklists, failures, "xlsx", book=book, **options)  # type: ignore[arg-type]
    assert isinstance(data, bytes)
    return data


def workbook(*checklists: Checklist, book: Rulebook, failures: tuple[Failure, ...] = (), **options: object) -> Workbook:
    return load_workbook(io.BytesIO(raw(*checklists, book=book, failures=failures, **options)))


def table(sheet: Worksheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(min_row=HEAD, values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows if row[0] is not None]


def test_the_sheets(noted: Checklist, passing: Checklist, book: Rulebook) -> None:
    assert workbook(noted, book=book).sheetnames == SHEETS
    assert workbook(noted, passing, book=book).sheetnames == ["汇总", *SHEETS]
    assert workbook(noted, book=book, lang="en").sheetnames == ["Checklist", "To do", "Inconsistencies", "Before publication", "Legal basis"]


def test_the_ledger_is_to_be_filled_in(noted: Checklist, book: Rulebook) -> None:
    sheet = workbook(noted, book=book)["整改台账"]
    rows = table(sheet)
    assert list(rows[0]) == [
        *("序号", "责任单位", "问题类别", "要求", "说明", "原文及位置", "依据", "整改要求", "失分"),
        *("整改时限", "整改情况", "责任人", "完成日期", "备注"),
    ]
    assert [(r["序号"], r["问题类别"], r["要求"], r["整改情况"]) for r in rows] == [
        (1, "先改：缺失即不能通过", "法律顾问\n✘ 缺失", "未整改"),
        (2, "补充完善：影响得分", "决策程序\n▲ 模糊", "未整改"),
        (3, "一致性问题", "个人信息", "未整改"),
        (4, "公开前检查", "批注（3 处）", "未整改"),
    ]
    assert rows[0]["整改要求"] == "请补写。" and rows[0]["失分"] == 6
    choices = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert choices["K5:K8"] == ("list", '"未整改,整改中,已整改,豁免"')
    assert choices["J5:J8"][0] == choices["M5:M8"][0] == "date"


def test_what_is_waived_stands_last_in_the_ledger(waived: Checklist, book: Rulebook) -> None:
    book_ = workbook(waived, book=book)
    last = table(book_["整改台账"])[-1]
    assert (last["要求"], last["整改情况"], last["备注"]) == ("法律顾问\n✘ 缺失", "豁免", "由县里统一聘请（云上县司法局同意，有效期至 2026-12-31）")
    facts = [book_["清单"].cell(row, 1).value for row in (2, 3)]
    assert "豁免 1 项" in str(facts[0]) and "豁免已到期，重新计入：决策程序" in str(facts[0])
    assert "豁免按 2026-03-01 核对" in str(facts[1])


def test_the_checklist(checklist: Checklist, book: Rulebook) -> None:
    rows = table(workbook(checklist, book=book)["清单"])
    assert [(r["要求"], r["状态"], r["得分"], r["分值"]) for r in rows] == [
        ("决策程序", "▲ 模糊", 2.5, 5),
        ("政务公开", "✔ 具备", 3, 3),
        ("法律顾问", "✘ 缺失", 0, 6),
        ("不相干的要求", "－ 不适用", None, None),
    ]
    assert "13812345678" not in str(rows)


def test_a_summary_names_what_could_not_be_checked(checklist: Checklist, failure: Failure, book: Rulebook) -> None:
    rows = table(workbook(checklist, book=book, failures=(failure,))["汇总"])
    assert [(r["文件"], r["结论"]) for r in rows] == [("报告 1.txt", "▲ 修改后报"), ("b.doc", "未能检查")]


def test_an_empty_sheet_says_so_and_clears_nothing(passing: Checklist, book: Rulebook) -> None:
    sheet = workbook(passing, book=book)["公开前检查"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "未见所列情形" in said
    assert any("不等于可以公开" in text for text in said)


def test_what_rests_on_a_law_stands_beside_it(checklist: Checklist, book: Rulebook) -> None:
    rows = table(workbook(checklist, book=book)["法律依据"])
    assert [(r["文件"], r["涉及的要求"], r["其中未具备"]) for r in rows] == [
        ("《决策条例》第5条", "决策程序", "决策程序"),
        ("《意见》", "法律顾问", "法律顾问"),
    ]


def test_headers_stay_and_pages_print(noted: Checklist, passing: Checklist, book: Rulebook) -> None:
    for sheet in workbook(noted, passing, book=book):
        assert sheet.freeze_panes == "C5"
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
        assert "&P" in str(sheet.oddFooter.right.text) and "&N" in str(sheet.oddFooter.right.text)
        assert sheet.auto_filter.ref
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 1) for cell in row)


def test_colours_hang_on_words(checklist: Checklist, book: Rulebook) -> None:
    sheet = workbook(checklist, book=book)["整改台账"]
    rules = {rule.formula[0] for ranges in sheet.conditional_formatting for rule in ranges.rules}
    assert rules == {'"未整改"', '"整改中"', '"已整改"', '"豁免"'}


def test_only_what_to_mend(checklist: Checklist, passing: Checklist, book: Rulebook) -> None:
    assert workbook(checklist, book=book, formats=TODO_FORMATS).sheetnames == ["整改台账"]
    assert workbook(checklist, passing, book=book, formats=TODO_FORMATS).sheetnames == ["汇总", "整改台账"]


def test_the_hash_is_on_the_sheet_and_among_the_properties(checklist: Checklist, book: Rulebook) -> None:
    made = workbook(checklist, book=book)
    [hash_] = [p.value for p in made.custom_doc_props.props if p.name == "fazhi_result_hash_1"]
    assert re.fullmatch(r"[0-9a-f]{64}", str(hash_))
    assert str(hash_) in str(made["清单"]["A3"].value)


def test_the_same_input_gives_the_same_bytes(noted: Checklist, passing: Checklist, book: Rulebook) -> None:
    assert raw(noted, passing, book=book) == raw(noted, passing, book=book)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_hostile_gets_in(hostile: Checklist, book: Rulebook, lang: str) -> None:
    data = raw(hostile, replace(hostile, verdicts=hostile.verdicts[:1]), book=book, lang=lang)
    made = load_workbook(io.BytesIO(data))
    for sheet in made:
        assert len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\'")
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767
                    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", cell.value)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
        assert not [n for n in names if "vba" in n or "externalLink" in n]
        assert not [n for n in names if n.endswith(".rels") and b'TargetMode="External"' in parts.read(n)]


def test_every_column_has_a_look(checklist: Checklist, book: Rulebook) -> None:
    assert all(5 <= column.width <= 60 for column in COLUMNS.values())


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("十个汉字是二十列宽啊", 2), ("甲\n乙\n丙", 3), ("长" * 9000, 9000)])
def test_rows_are_high_enough_up_to_excels_limit(text: str, lines: int) -> None:
    assert height_of(text, 14) == min(lines * 13.8 + 3, 409)
