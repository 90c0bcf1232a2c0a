"""Rosters as offices keep them, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from checker.auditing.roster import RosterError, Unit, load_roster

UNITS = (Unit("青岩镇", "township", "王主任 555-0101"), Unit("司法局", "department"), Unit("云岫县", "county"))
ROWS = [["序号", "单位名称", "层级", "联系人"], [1, "青岩镇", "乡镇", "王主任 555-0101"], [2, "司法局", "部门", None], [3, "云岫县", "县区", None]]


def test_a_workbook_with_a_heading_above_the_table(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["云岫县应报送单位名单"], [], *ROWS, [None, None]):
        sheet.append(row)
    book.save(tmp_path / "名单.xlsx")
    assert load_roster(tmp_path / "名单.xlsx") == UNITS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_a_table_as_text(encoding: str, comma: str, tmp_path: Path) -> None:
    text = "\n".join(comma.join(str(cell or "") for cell in row) for row in ROWS)
    (tmp_path / "名单.csv").write_bytes(text.encode(encoding))
    assert load_roster(tmp_path / "名单.csv") == UNITS


def test_names_alone_are_enough(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("单位\n青岩镇\n\n甲县城关镇\n乙县城关镇\n", "utf-8")
    assert load_roster(tmp_path / "r.csv") == (Unit("青岩镇"), Unit("甲县城关镇"), Unit("乙县城关镇"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("名称,电话\n青岩镇,1\n", "没有单位一列.*“单位”"),
        ("单位\n青岩镇\n青岩镇人民政府\n", "第 3 行的“青岩镇人民政府”与第 2 行的“青岩镇”是同一单位"),
        ("单位,层级\n青岩镇,村\n", "第 2 行的层级“村”不可用；可写"),
        ("单位,层级\n", "没有单位"),
        (b"PK\x03\x04broken", "表格损坏"),
        (b"\xff\xff\xff", "不是 xlsx"),
    ],
)
def test_what_is_wrong_is_said(content: str | bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RosterError, match=says) as error:
        load_roster(path)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="打不开"):
        load_roster(tmp_path / "none.csv")
