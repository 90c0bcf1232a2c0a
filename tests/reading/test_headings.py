"""What is a heading: its words, its rank and number, and where the text goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.reading.model import Heading, Reading

TITLE = "云岫镇2025年法治政府建设年度报告\n\n"
TEXT = "镇里成立法治建设领导小组，全年召开会议3次，专题研究法治建设重点任务并逐项分解到人，按月调度推进。"

Understand = Callable[[str], Reading]


def only(reading: Reading) -> Heading | None:
    headings = [chapter.heading for chapter in reading.chapters]
    assert len(headings) < 2, [reading.text[h.start : h.end] for h in headings if h]
    return headings[0] if headings else None


@pytest.mark.parametrize(
    ("line", "rank", "number", "words"),
    [
        ("第一部分  加强领导", 1, 1, "加强领导"),
        ("第二章 加强领导", 1, 2, "加强领导"),
        ("第3部分：加强领导", 1, 3, "加强领导"),
        ("一、加强领导", 2, 1, "加强领导"),
        ("十二．加强领导", 2, 12, "加强领导"),
        ("三.加强领导", 2, 3, "加强领导"),
        ("（一）加强领导", 3, 1, "加强领导"),
        ("(十一)加强领导", 3, 11, "加强领导"),
        ("（四）、加强领导", 3, 4, "加强领导"),
        ("1.加强领导", 4, 1, "加强领导"),
        ("２．加强领导", 4, 2, "加强领导"),
        ("3、加强领导", 4, 3, "加强领导"),
        ("4 加强组织领导", 4, 4, "加强组织领导"),
        ("（1）加强领导", 5, 1, "加强领导"),
        ("2）加强领导", 5, 2, "加强领导"),
        ("⑫加强领导", 5, 12, "加强领导"),
        ("**（一）加强领导**", 3, 1, "加强领导"),
        ("## 一、加强领导", 2, 1, "加强领导"),
        ("**加强领导**", 3, None, "加强领导"),
        ("# 加强领导", 2, None, "加强领导"),
        ("### 加强领导", 3, None, "加强领导"),
        ("一、加强领导，健全机制，推动责任落实。", 2, 1, "加强领导，健全机制，推动责任落实。"),
        ("主要举措和成效", 2, None, "主要举措和成效"),
        ("存在的不足及原因", 2, None, "存在的不足及原因"),
        ("2026年工作安排", 2, None, "2026年工作安排"),
    ],
)
def test_a_line_of_its_own(understand: Understand, line: str, rank: int, number: int | None, words: str) -> None:
    reading = understand(f"{TITLE}{line}\n\n{TEXT}\n")
    heading = only(reading)
    assert heading is not None
    assert (reading.text[heading.text_start : heading.end], heading.rank, heading.number, heading.run_in) == (words, rank, number, False)


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        (f"一、加强领导。{TEXT}", "一、加强领导。"),
        (f"（一）加强领导，推动责任落实。{TEXT}", "（一）加强领导，推动责任落实。"),
        (f"（二）加强领导：{TEXT}", "（二）加强领导："),
        (f"1.加强领导。{TEXT}", "1.加强领导。"),
        (f"**加强领导。**{TEXT}", "加强领导。"),
        (f"**加强领导**：{TEXT}", "加强领导"),
        (f"**2.加强领导。**{TEXT}", "2.加强领导。"),
        ("二、问题：一是力量薄弱；二是经费不足。", "二、问题："),
    ],
)
def test_a_heading_that_runs_into_its_paragraph(understand: Understand, paragraph: str, words: str) -> None:
    reading = understand(f"{TITLE}{paragraph}\n")
    heading = only(reading)
    assert heading is not None and heading.run_in
    assert reading.text[heading.start : heading.end] == words


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(f"一是加强领导。{TEXT}", id="一是"),
        pytest.param("一是加强领导", id="一是 alone"),
        pytest.param(f"**一是加强领导。**{TEXT}", id="一是 in bold"),
        pytest.param(f"一要加强领导。{TEXT}", id="一要"),
        pytest.param(f"第一，加强领导。{TEXT}", id="第一，"),
        pytest.param(f"首先，加强领导。{TEXT}", id="首先"),
        pytest.param("1.召开会议3次，研究工作。", id="numbered item with a figure"),
        pytest.param("（1）开展检查12次，整改隐患30处；", id="numbered item that goes on"),
        pytest.param("1.组织执法人员参加上级法律知识培训和考试，督促持证上岗。", id="numbered item that is one sentence"),
        pytest.param("3.5万元用于普法", id="a figure with a point"),
        pytest.param("3月召开会议", id="a month"),
        pytest.param("12345热线办理", id="a telephone number"),
        pytest.param("3个村", id="a figure"),
        pytest.param("三项制度落实", id="a set phrase"),
        pytest.param("十八届三中全会精神学习", id="a meeting"),
        pytest.param("2026年1月20日", id="a date"),
        pytest.param("（联系人：王某）", id="in brackets"),
        pytest.param("|一、加强领导|12|", id="a row of a table"),
        pytest.param("加强组织领导", id="short, but no chapter's name"),
        pytest.param(f"**{TEXT}**", id="a whole sentence in bold"),
    ],
)
def test_what_is_no_heading(understand: Understand, paragraph: str) -> None:
    assert only(understand(f"{TITLE}{paragraph}\n\n{TEXT}\n")) is None


def test_the_title_is_no_heading(understand: Understand) -> None:
    reading = understand(f"# 云岫镇2025年法治政府建设年度报告\n\n## 一、主要举措\n\n{TEXT}\n")
    heading = only(reading)
    assert heading is not None and reading.text[heading.start : heading.end] == "一、主要举措"


def test_a_heading_inside_brackets_of_its_number_points_at_its_words(understand: Understand) -> None:
    text = f"{TITLE}（ 一 ）加强\u200b领导\n\n{TEXT}\n"
    reading = understand(text)
    heading = only(reading)
    assert heading is not None and reading.quote(heading.start, heading.end) == "（ 一 ）加强\u200b领导"


PLAIN = f"主要举措和成效\n\n{TEXT}\n\n加强组织领导\n\n{TEXT}\n\n规范行政执法\n\n{TEXT}\n\n存在的不足\n\n力量薄弱，主要原因是编制少。\n\n云岫镇人民政府\n"


def test_where_chapters_have_no_numbers_short_lines_over_text_are_headings(understand: Understand) -> None:
    reading = understand(TITLE + PLAIN)
    assert [reading.heading_text(c) for c in reading.chapters] == ["主要举措和成效", "加强组织领导", "规范行政执法", "存在的不足"]


def test_where_chapters_are_numbered_short_lines_are_not(understand: Understand) -> None:
    reading = understand(TITLE + PLAIN.replace("主要举措", "一、主要举措").replace("存在的", "二、存在的"))
    assert [reading.heading_text(c) for c in reading.chapters] == ["一、主要举措和成效", "二、存在的不足"]
