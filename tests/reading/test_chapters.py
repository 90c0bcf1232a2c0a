"""What a chapter is for, from the wording of its heading; and how chapters stand under one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.reading.model import Chapter, Reading
from checker.rulebook.schema import ChapterKind

TITLE = "云岫镇2025年法治政府建设年度报告\n"
TEXT = "镇里把这项工作放在心上，有人抓、有人管，一件一件往前推。"
ACHIEVEMENTS, DUTY, PROBLEMS, PLAN = ChapterKind.ACHIEVEMENTS, ChapterKind.DUTY, ChapterKind.PROBLEMS, ChapterKind.PLAN

Understand = Callable[[str], Reading]


def report(*headings: str) -> str:
    return TITLE + "".join(f"{heading}\n{TEXT}\n" for heading in headings)


def chapter_of(reading: Reading, words: str) -> Chapter:
    [found] = [chapter for chapter in reading.chapters if words in reading.heading_text(chapter)]
    return found


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        *(
            (words, ACHIEVEMENTS)
            for words in ("2025年法治政府建设主要举措和成效", "工作开展情况", "主要做法", "基本情况", "这一年，我们做了什么", "一年来的收获")
        ),
        *(
            (words, DUTY)
            for words in (
                "党政主要负责人履行推进法治建设第一责任人职责情况",
                "主要负责人履职情况",
                "书记、镇长怎么抓法治",
                "第一责任人职责落实情况",
                "第一责任人履职情况",
                "党政主要领导履行法治建设职责情况",
            )
        ),
        *(
            (words, PROBLEMS)
            for words in (
                "存在的主要问题和原因",
                "不足与差距",
                "存在的薄弱环节",
                "差在哪里",
                "还有哪些没做好",
                "困难和问题",
                "短板弱项",
                "问题的根源",
                "待改进之处",
            )
        ),
        *(
            (words, PLAN)
            for words in (
                "下一步工作打算",
                "2026年工作安排",
                "2026年度主要工作计划",
                "今后努力方向",
                "明年怎么干",
                "下阶段工作思路",
                "新的一年怎么办",
                "工作展望",
                "改进措施",
            )
        ),
    ],
)
def test_kinds_from_wordings(understand: Understand, heading: str, kind: ChapterKind) -> None:
    chapter = chapter_of(understand(report(f"一、{heading}", "二、其他需要报告的事项")), heading)
    assert (chapter.kind, chapter.own_kind, chapter.combined) == (kind, True, False)


@pytest.mark.parametrize(
    "heading",
    [
        *("聚焦突出问题，规范行政执法", "补齐短板，夯实基础", "坚持问题导向，提升能力", "统筹安排部署，压实责任", "工作要点落实情况", "问题整改落实情况"),
        "2025年度工作计划完成情况",
    ],
)
def test_words_of_another_kind_inside_a_topic_do_not_make_a_chapter_of_it(understand: Understand, heading: str) -> None:
    assert chapter_of(understand(report(f"一、{heading}", "二、存在的不足")), heading).kind is ACHIEVEMENTS


@pytest.mark.parametrize(
    "heading",
    [
        *("存在问题及下一步打算", "存在的不足和2026年工作安排", "主要问题、原因及今后努力方向", "不足之处和努力方向"),
        "问题与对策",
    ],
)
def test_problems_and_plans_under_one_heading(understand: Understand, heading: str) -> None:
    chapter = chapter_of(understand(report("一、主要举措", f"二、{heading}")), heading)
    assert (chapter.kind, chapter.own_kind, chapter.combined) == (PROBLEMS, True, True)


def test_measures_that_come_first_make_a_chapter_of_measures(understand: Understand) -> None:
    assert chapter_of(understand(report("一、主要举措及第一责任人履职情况", "二、存在的不足")), "举措").kind is ACHIEVEMENTS


def test_a_chapter_named_after_the_next_year_is_a_plan(understand: Understand) -> None:
    assert [c.kind for c in understand(report("一、2025年重点工作", "二、2026年重点工作")).chapters] == [ACHIEVEMENTS, PLAN]


def test_causes_alone(understand: Understand) -> None:
    reading = understand(report("一、主要举措", "二、存在的不足", "三、原因分析"))
    assert (chapter_of(reading, "原因").kind, chapter_of(reading, "原因").causes) == (PROBLEMS, True)
    assert chapter_of(reading, "不足").causes is False


@pytest.mark.parametrize(
    ("over", "under", "kind"),
    [
        ("主要举措", "规范行政决策", ACHIEVEMENTS),
        ("主要举措", "聚焦突出问题抓整改", ACHIEVEMENTS),
        ("主要举措", "补短板强弱项促提升", ACHIEVEMENTS),
        ("主要举措", "加强工作计划和安排的督促落实", ACHIEVEMENTS),
        ("主要举措", "发挥主要负责人关键少数作用推动各项任务落实", ACHIEVEMENTS),
        ("主要举措", "存在的问题", PROBLEMS),
        ("主要举措", "下一步工作打算", PLAN),
        ("主要举措", "主要负责人履职情况", DUTY),
        ("存在的不足", "法治意识有待增强", PROBLEMS),
        ("存在的不足", "主要成效不明显", PROBLEMS),
        ("存在的不足", "下一步打算", PLAN),
        ("存在的不足", "主要原因", PROBLEMS),
        ("2026年打算", "着力解决执法力量不足问题", PLAN),
        ("2026年打算", "落实第一责任人职责", PLAN),
        ("2026年打算", "总结工作成效", PLAN),
    ],
)
def test_a_sub_heading_turns_its_chapter_only_where_it_says_so(understand: Understand, over: str, under: str, kind: ChapterKind) -> None:
    reading = understand(report(f"一、{over}", f"（一）{under}", "（二）规范行政执法"))
    assert chapter_of(reading, under).kind is kind


def test_the_next_sub_heading_is_back_in_its_chapter(understand: Understand) -> None:
    reading = understand(report("一、主要举措", "（一）存在的问题", "（二）规范行政执法"))
    assert [c.kind for c in reading.chapters] == [ACHIEVEMENTS, PROBLEMS, ACHIEVEMENTS]


def test_headings_that_name_topics_are_measures_of_the_year(understand: Understand) -> None:
    reading = understand(report("一、提高政治站位", "二、规范行政决策", "三、存在的不足", "四、2026年安排"))
    assert [(c.kind, c.own_kind) for c in reading.chapters] == [(ACHIEVEMENTS, False), (ACHIEVEMENTS, False), (PROBLEMS, True), (PLAN, True)]


@pytest.mark.parametrize(
    ("headings", "parents"),
    [
        (["一、甲情", "（一）乙情", "1.丙情", "（1）丁情", "（二）戊情", "二、己情"], [None, 0, 1, 2, 0, None]),
        (["第一部分 甲情", "一、乙情", "二、丙情", "第二部分 丁情"], [None, 0, 0, None]),
        (["一、甲情", "1.乙情", "（一）丙情", "2.丁情"], [None, 0, 0, 2]),  # by rank, whatever the order
        (["（一）甲情", "一、乙情"], [None, None]),
    ],
)
def test_the_tree(understand: Understand, headings: list[str], parents: list[int | None]) -> None:
    reading = understand(report(*headings))
    assert [reading.heading_text(c).replace(" ", "") for c in reading.chapters] == [h.replace(" ", "") for h in headings]
    assert [c.parent for c in reading.chapters] == parents


def test_a_chapter_ends_where_the_next_of_its_rank_begins(understand: Understand) -> None:
    reading = understand(report("一、甲情", "（一）乙情", "（二）丙情", "二、丁情"))
    ends = [reading.text[c.start : c.end].rstrip("\n") for c in reading.chapters]
    assert ends[0] == f"一、甲情\n{TEXT}\n（一）乙情\n{TEXT}\n（二）丙情\n{TEXT}"
    assert ends[1] == f"（一）乙情\n{TEXT}"
    assert ends[3] == f"二、丁情\n{TEXT}"
    assert reading.chapter_at(reading.text.index(TEXT)) == reading.chapters[0]
    assert reading.chapter_at(0) is None
