"""Dates of writing against 1 March, of publication against 1 April; the reports are for 2025."""

import pytest

from .conftest import Found, agree

SIGNED = [
    ("2026年1月20日", False),
    ("2026年2月28日", False),
    ("2026年3月1日", False),
    ("2026年3月2日", True),
    ("2026年3月12日", True),
    ("2026年4月1日", True),
    ("2027年1月5日", True),
    ("2025年12月28日", False),
    ("二〇二六年三月一日", False),
    ("二〇二六年三月十八日", True),
    ("二○二六年二月十八日", False),
    ("2026年3月", False),
    ("2026年5月", True),
    ("2026-03-15", True),
    ("2026.2.15", False),
]


@pytest.mark.parametrize(("date", "late"), SIGNED)
def test_day_of_writing(found: Found, date: str, late: bool) -> None:
    agree(found("late", date=date), [date] if late else [])


METADATA = [
    ("成文日期：2026-03-15　｜　发布日期：2026-03-20", ["2026-03-15"]),
    ("成文日期：2026-02-15　｜　发布日期：2026-03-20", []),
    ("成文日期：2026-02-15　｜　发布日期：2026-04-01", []),
    ("成文日期：2026-02-15　｜　发布日期：2026-04-02", ["2026-04-02"]),
    ("成文日期：2026-03-15　｜　发布日期：2026-04-20", ["2026-03-15"]),
    ("发布日期：2026-03-20", []),
    ("发布时间：2026-04-09 10:20", ["2026-04-09"]),
    ("发布日期：2026年5月6日", ["2026年5月6日"]),
    ("索引号：003279416/202605-00012　｜　发布机构：青石镇人民政府", []),
]


@pytest.mark.parametrize(("row", "quotes"), METADATA)
def test_days_of_the_page(found_in: Found, row: str, quotes: list[str]) -> None:
    text = f"{row}\n\n青石镇2025年度法治政府建设工作报告\n\n一、工作成效\n全年学法4次。\n"
    agree(found_in("late", text), quotes)


def test_date_under_the_title(found_in: Found) -> None:
    text = "青石镇2025年度法治政府建设工作报告\n（{date}）\n\n县人民政府：\n一、工作成效\n全年学法4次。\n"
    agree(found_in("late", text.format(date="2026年3月9日")), ["2026年3月9日"])
    assert found_in("late", text.format(date="2026年2月9日")) == []


def test_dates_of_events_are_nobodys_deadline(found: Found) -> None:
    assert found("late", body="2026年3月15日召开会议。", date="2026年2月9日") == []


@pytest.mark.parametrize("line", ["打印时间：2026年9月1日", "更新日期2026年5月6日"])
def test_foot_of_a_page(found: Found, line: str) -> None:
    assert found("late", date="", signature=line) == []


def test_report_date_with_a_word_before_it(found: Found) -> None:
    agree(found("late", date="报告日期：2026年3月9日"), ["2026年3月9日"])


def test_no_date(found: Found) -> None:
    assert found("late", date="") == []


@pytest.mark.parametrize("unit", ["云桥街道办事处", "丰川县人民政府", "禾川县交通运输局"])
def test_every_kind_of_unit(found: Found, unit: str) -> None:
    agree(found("late", title=f"{unit}2025年度法治政府建设工作报告", signature=unit, date="2026年3月9日"), ["2026年3月9日"])
