"""What is a figure and what it is worth; dates; titles in 《》."""

from __future__ import annotations

import pytest

from checker.reading.quantities import QuantityFinder, chinese_number, find_dates, find_titles
from checker.rulebook import Rulebook


@pytest.fixture(scope="session")
def finder(book: Rulebook) -> QuantityFinder:
    words = book.vocabulary.quantities
    return QuantityFinder(words.units, words.chinese_units, words.not_figures)


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit"),
    [
        ("开展检查12次", "12次", 12, "次"),
        ("检查1场次", "1场次", 1, "场次"),
        ("受理2,300人次", "2,300人次", 2300, "人次"),
        ("投入1,234,567元", "1,234,567元", 1234567, "元"),
        ("办件1.3万件", "1.3万件", 13000, "件"),
        ("投入1.5亿元", "1.5亿元", 150000000, "元"),
        ("涉及2千人", "2千人", 2000, "人"),
        ("满意率98.3%", "98.3%", 98.3, "%"),
        ("办结率百分之百", "百分之百", 100, "%"),
        ("办结率百分之九十八", "百分之九十八", 98, "%"),
        ("办结率百分之九十八点五", "百分之九十八点五", 98.5, "%"),
        ("办结率百分百", "百分百", 100, "%"),
        ("聘请律师两名", "两名", 2, "名"),
        ("调处纠纷一百二十三件", "一百二十三件", 123, "件"),
        ("调处纠纷一千零五件", "一千零五件", 1005, "件"),
        ("拨付二万元", "二万元", 20000, "元"),
        ("拨付十二万元", "十二万元", 120000, "元"),
        ("第三季度检查三次", "三次", 3, "次"),
        ("每月1次", "1次", 1, "次"),
        ("检查7天", "7天", 7, "天"),
    ],
)
def test_figures(finder: QuantityFinder, text: str, figure: str, value: float, unit: str) -> None:
    [found] = finder.find(text)
    assert (text[found.start : found.end], found.value, found.unit, found.approximate) == (figure, value, unit, False)


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("检查12余次", "12余次", 12),
        ("检查120多次", "120多次", 120),
        ("检查10来次", "10来次", 10),
        ("发放3万余份", "3万余份", 30000),
        ("发放1.2万余份", "1.2万余份", 12000),
        ("发放20余万份", "20余万份", 200000),
        ("检查三百余次", "三百余次", 300),
        ("惠及十多人", "十多人", 10),
        ("发放三万余份", "三万余份", 30000),
        ("服务群众万余人次", "万余人次", 10000),
        ("办理近300件", "300件", 300),
        ("办理约300件", "300件", 300),
        ("办理超过300件", "300件", 300),
        ("办理逾三百件", "三百件", 300),
        ("不少于12次", "12次", 12),
        ("办理300件以上", "300件", 300),
        ("办理300件左右", "300件", 300),
        ("服务上百人次", "百人次", 100),
        ("每月检查一两次", "一两次", 1),
        ("抽查七八户", "七八户", 7),
    ],
)
def test_rounded_figures_are_figures(finder: QuantityFinder, text: str, figure: str, value: float) -> None:
    [found] = finder.find(text)
    assert (text[found.start : found.end], found.value, found.approximate) == (figure, value, True)


def test_several_figures_in_order(finder: QuantityFinder) -> None:
    text = "召开会议3次，审查合同42份、文件六件，满意率99%。"
    assert [text[q.start : q.end] for q in finder.find(text)] == ["3次", "42份", "六件", "99%"]


@pytest.mark.parametrize(
    "text",
    [
        *("一是加强领导", "三项制度", "一站式服务", "四个亲自", "两个维护", "五大法定程序", "一件事一次办", "最多跑一次", "一把手", "八五普法", "十四五规划"),
        *(
            "进一步加强",
            "一起推进",
            "一批骨干",
            "首次聘请",
            "第三次会议",
            "第3次会议",
            "三务公开",
            "一岗双责",
            "一村一法律顾问",
            "两委班子",
            "十几名",
            "各项工作",
            "多次研究",
        ),
        *("2025年", "2025年12月4日", "3月份", "2021-2025年", "二〇二五年", "12345热线", "A4纸"),
    ],
)
def test_set_phrases_numbers_and_dates_are_no_figures(finder: QuantityFinder, text: str) -> None:
    assert [text[q.start : q.end] for q in finder.find(text)] == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三百二十", 320),
        ("一千零一十", 1010),
        ("九千九百九十九", 9999),
        ("二〇二五", 2025),
        ("两百", 200),
    ],
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("在2025年", "2025年", (2025, None, None)),
        ("2025年度", "2025年度", (2025, None, None)),
        ("二〇二五年", "二〇二五年", (2025, None, None)),
        ("二○二五年", "二○二五年", (2025, None, None)),
        ("二零二五年", "二零二五年", (2025, None, None)),
        ("2026年1月", "2026年1月", (2026, 1, None)),
        ("2026年01月05日", "2026年01月05日", (2026, 1, 5)),
        ("二〇二六年十二月三十一日", "二〇二六年十二月三十一日", (2026, 12, 31)),
        ("二〇二六年二月二十日", "二〇二六年二月二十日", (2026, 2, 20)),
        ("二〇二六年元月", "二〇二六年元月", (2026, 1, None)),
        ("2026-02-10", "2026-02-10", (2026, 2, 10)),
        ("2026/2/28", "2026/2/28", (2026, 2, 28)),
        ("2026.3.31", "2026.3.31", (2026, 3, 31)),
        ("于3月召开", "3月", (None, None, None)),
        ("12月4日", "12月4日", (None, None, None)),
        ("3月底", "3月底", (None, None, None)),
    ],
)
def test_dates(text: str, words: str, parts: tuple[int | None, int | None, int | None]) -> None:
    [date] = find_dates(text)
    assert (text[date.start : date.end], (date.year, date.month, date.day)) == (words, parts)


@pytest.mark.parametrize("text", ["12345热线", "20250110", "99年", "12025年", "11500230-2026-00012", "2026-13-45", "10.0.2026.1", "四年", "这两年"])
def test_what_is_no_date(text: str) -> None:
    assert [text[d.start : d.end] for d in find_dates(text)] == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("学习《宪法》和《民法典》", ["《宪法》", "《民法典》"]),
        ("印发《工作方案（2025年）》，", ["《工作方案（2025年）》"]),
        ("《没有结束，", []),
        ("《》", []),
        ("《甲\n乙》", []),
        (f"《{'长' * 90}》", []),
        ("《没有结束《宪法》", ["《宪法》"]),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [text[a:b] for a, b in find_titles(text)] == titles


def test_a_title_within_a_title() -> None:
    text = "印发《关于印发《执法公示办法》的通知》，"
    assert [text[a:b] for a, b in find_titles(text)] == ["《关于印发《执法公示办法》的通知》"]
