from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from checker.comparison.carryover import LEAST, carried_over
from checker.reading.model import Reading

Read = Callable[..., Reading]
OLD = "镇党委理论学习中心组全年专题学习法治思想四次，邀请县委党校教师到镇授课并组织全体干部讨论交流。"
OTHER = "成立由镇长任组长的法治建设领导小组，逐月调度重点任务，年底对各村居逐一开展考核并通报结果。"
FRESH = "建立合同审查台账，聘请一名律师坐班，审查征地补偿协议十一份，提出修改意见三十余条并全部采纳。"


def said(reading: Reading, start: int, end: int) -> str:
    return reading.document.text[start:end]


def test_a_sentence_that_stood_there_last_year(read: Read) -> None:
    old, new = read(OLD + "\n" + OTHER, 2024), read(FRESH + "\n" + OLD)
    carried = carried_over(old, new)
    [passage] = [p for p in carried.passages if said(new, p.start, p.end) == OLD]
    assert said(old, passage.old_start, passage.old_end) == OLD
    assert (passage.place.line, passage.old_place.line, passage.chapter) == (5, 4, "一、主要举措和成效")
    assert passage.characters == sum(c.isalnum() for c in OLD)
    assert 0 < carried.share < 1


def test_a_wholly_new_report_carries_nothing_of_its_body_over(read: Read) -> None:
    new = read(FRESH)
    assert not [p for p in carried_over(read(OLD, 2024), new).passages if said(new, p.start, p.end) in FRESH]


def test_the_year_alone_makes_no_difference(read: Read) -> None:
    line = "{}年，镇党委理论学习中心组专题学习法治思想四次，邀请党校教师授课，全体干部参加。"
    new = read(line.format(2025))
    [passage] = [p for p in carried_over(read(line.format(2024), 2024), new).passages if p.characters > LEAST]
    assert said(new, passage.start, passage.end) == line.format(2025)


def test_order_and_widths_make_no_difference(read: Read) -> None:
    old, new = read(OLD + "\n" + OTHER, 2024), read(OTHER + "\n" + OLD.replace("，", ","))
    quotes = {said(new, p.start, p.end).replace(",", "，") for p in carried_over(old, new).passages}
    assert {OLD, OTHER} <= quotes


def test_names_of_documents_and_short_phrases_do_not_count(read: Read) -> None:
    name = "《中共中央国务院关于印发法治政府建设实施纲要和法治社会建设实施纲要的通知》"
    old, new = read(f"认真学习{name}，组织干部测试。", 2024), read(f"深入贯彻{name}，逐项分解任务。")
    assert not [p for p in carried_over(old, new).passages if name in said(new, p.start, p.end)]


def test_longest_first_and_no_character_twice(read: Read) -> None:
    body = f"{OLD}{OLD}\n{OTHER}"
    carried = carried_over(read(body, 2024), read(body))
    sizes = [p.characters for p in carried.passages]
    assert sizes == sorted(sizes, reverse=True)
    assert carried.carried <= carried.characters


def test_nothing_over_nothing_is_nothing(read: Read) -> None:
    assert carried_over(read("", 2024), read("")).share >= 0.0


@pytest.mark.parametrize("words", ["法治" * 20_000, "甲乙丙丁戊己庚辛壬癸子丑" * 3_000], ids=["two", "twelve"])
def test_texts_that_repeat_themselves_take_no_longer(read: Read, words: str) -> None:
    old, new = read(words, 2024), read(words)
    start = time.process_time()
    carried_over(old, new)
    assert time.process_time() - start < 5
