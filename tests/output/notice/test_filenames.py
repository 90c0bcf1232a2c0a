from __future__ import annotations

from dataclasses import replace

import pytest

from checker.judging.checklist import Checklist
from checker.output.notice import notice_names


def names(checklist: Checklist, *reports: tuple[str, str]) -> list[str]:
    return [name.removesuffix("整改反馈函.docx") for name in notice_names([replace(checklist, unit=unit, source=source) for unit, source in reports])]


def test_the_unit_names_the_file(checklist: Checklist) -> None:
    assert notice_names([checklist]) == ("云上镇人民政府整改反馈函.docx",)


def test_reports_of_one_unit_are_told_apart(checklist: Checklist) -> None:
    assert names(checklist, ("甲镇", "in/初稿.txt"), ("乙镇", "x.txt"), ("甲镇", "in/二稿.txt")) == ["甲镇（初稿）", "乙镇", "甲镇（二稿）"]
    assert names(checklist, ("甲镇", "a/稿.txt"), ("甲镇", "b/稿.txt")) == ["甲镇（稿）", "甲镇（稿）-2"]


def test_without_a_unit_the_report_names_it(checklist: Checklist) -> None:
    assert names(checklist, ("", "in\\报告 1.txt"), ("", "。/\u202e.txt")) == ["报告1", "notice"]


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("../../甲镇", "甲镇"),
        ("甲/乙\\丙:丁", "甲乙丙丁"),
        ("CON", "_CON"),
        ("com1.x", "_com1.x"),
        ("甲\u202e镇\x00", "甲镇"),
        ("长" * 500, "长" * 60),
        ("甲镇. .", "甲镇"),
    ],
)
def test_names_are_safe_on_every_system(checklist: Checklist, unit: str, name: str) -> None:
    assert names(checklist, (unit, "a.txt")) == [name]
