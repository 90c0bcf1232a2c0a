"""Who has to hand in: the county's list of units.

A roster is a table (xlsx or csv) with a column for the unit (单位、单位名称 …) and, where the office
keeps them, for its level (层级) and contact (联系人、联系电话).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.auditing.units import UnitName

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "单位名称", "报送单位", "责任单位", "unit"),
    "level": ("层级", "级别", "类别", "level"),
    "contact": ("联系人", "联系方式", "联系电话", "电话", "contact"),
}
_LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("township", "乡镇", "镇", "乡", "街道", "镇街", "乡镇（街道）", "乡镇街道"), "township"),
    **dict.fromkeys(("county", "县", "区", "县区", "县级", "县（区）", "县级政府"), "county"),
    **dict.fromkeys(("department", "部门", "局", "委办局", "县直部门", "区直部门", "政府部门"), "department"),
}


MAX_BYTES = 20_000_000


class RosterError(Exception):
    """A roster that cannot be used; the message names file, place and way out."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit that has to hand in. `level` is empty where the roster does not say."""

    name: str
    level: str = ""
    contact: str = ""


def load_roster(path: Path) -> tuple[Unit, ...]:
    """The units of a roster, in its order.

    Raises `RosterError` where the file cannot be read or is too large, has no column for the unit, names a
    unit twice, or has a level that is none.
    """
    rows = [(number, [str(cell or "").strip() for cell in row]) for number, row in enumerate(_rows(path), start=1)]
    head = next(((number, row) for number, row in rows if any(cell in _COLUMNS["unit"] for cell in row)), None)
    if head is None:
        raise RosterError(f"{path}: 没有单位一列；表头须有“{'”“'.join(_COLUMNS['unit'][:3])}”之一")
    column = {name: next((row.index(word) for word in words if word in (row := head[1])), None) for name, words in _COLUMNS.items()}
    units: dict[UnitName, tuple[Unit, int]] = {}
    for number, row in rows:
        name = _cell(row, column["unit"])
        if number <= head[0] or not name:
            continue
        key = UnitName.of(name)
        if key in units:
            other, line = units[key]
            raise RosterError(f"{path}: 第 {number} 行的“{name}”与第 {line} 行的“{other.name}”是同一单位，请删去一行")
        level = _cell(row, column["level"])
        if level and level not in _LEVELS:
            raise RosterError(f"{path}: 第 {number} 行的层级“{level}”不可用；可写：乡镇、县区、部门")
        units[key] = Unit(name, _LEVELS.get(level, ""), _cell(row, column["contact"])), number
    if not units:
        raise RosterError(f"{path}: 表头下面没有单位")
    return tuple(unit for unit, _ in units.values())


def _cell(row: Sequence[str], index: int | None) -> str:
    return row[index] if index is not None and index < len(row) else ""


def _rows(path: Path) -> list[list[Any]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RosterError(f"{path}: 文件过大，上限为 {MAX_BYTES // 1_000_000} MB；请只留名单一张表")
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(f"{path}: 打不开（{error.strerror}）") from None
    if data.startswith(b"PK"):
        return _sheet(path, data)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            dialect = csv.Sniffer().sniff(text[:2000], ",\t;，")
        except csv.Error:
            dialect = csv.excel
        return list(csv.reader(io.StringIO(text), dialect))
    raise RosterError(f"{path}: 不是 xlsx，也不是 UTF-8 或 GB18030 的 csv")


def _sheet(path: Path, data: bytes) -> list[list[Any]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # openpyxl raises whatever it meets in a damaged file
        raise RosterError(f"{path}: 表格损坏，请重新另存为 xlsx（{type(error).__name__}）") from None
