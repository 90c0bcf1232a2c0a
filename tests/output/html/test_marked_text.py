"""Marks that overlap, in paragraphs, rows and broken lines."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from checker.judging.checklist import Checklist
from checker.output.html.marked_text import Mark, MarkedText, Paragraph, mark_text

Having = Callable[[Checklist, str], Checklist]


def mark(start: int, end: int, kind: str = "present", label: str = "1") -> Mark:
    return Mark(start, end, kind, f"r1-v{label}", label, "")


def words(paragraph: Paragraph) -> str:
    return "".join(piece for cell in paragraph.cells for run in cell for piece, _ in run.pieces)


def drawn(marked: MarkedText) -> list[str]:
    """Each paragraph with its runs in brackets after the labels of their marks, and where marks end."""
    lines = []
    for paragraph in marked.paragraphs:
        line = ""
        for cell in paragraph.cells:
            for run in cell:
                text = "".join(piece for piece, _ in run.pieces)
                line += f"{''.join(m.label for m in run.marks)}[{text}]" if run.marks else text
                line += "".join(f"^{m.label}" for m in run.ends)
            line += "/"
        lines.append(line.rstrip("/"))
    return lines


@pytest.fixture
def report(having: Having, checklist: Checklist) -> Checklist:
    return having(checklist, "云上镇2025年度报告\n一、工作情况\n公开征求意见2次，调解纠纷31件。\n")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([(21, 27)], "公开1[征求意见2次]^1，调解纠纷31件。"),
        ([(19, 27), (21, 23)], "1[公开]12[征求]^21[意见2次]^1，调解纠纷31件。"),
        ([(19, 23), (21, 27)], "1[公开]12[征求]^12[意见2次]^2，调解纠纷31件。"),
        ([(19, 23), (19, 23)], "12[公开征求]^1^2意见2次，调解纠纷31件。"),
    ],
)
def test_marks_may_overlap(report: Checklist, marks: list[tuple[int, int]], expected: str) -> None:
    assert report.text.index("公开") == 19
    marked = mark_text(report, [mark(a, b, label=str(n)) for n, (a, b) in enumerate(marks, start=1)])
    assert drawn(marked)[2] == expected


def test_a_mark_over_two_paragraphs_is_seen_in_both_and_ends_once(report: Checklist) -> None:
    start, end = report.text.index("工作情况"), report.text.index("征求")
    marked = mark_text(report, [mark(start, end)])
    assert drawn(marked)[1:] == ["一、1[工作情况]", "1[公开]^1征求意见2次，调解纠纷31件。"]
    assert marked.anchors == {(start, end): start}


def test_a_mark_outside_the_text_is_nowhere(report: Checklist) -> None:
    marked = mark_text(report, [mark(len(report.text), len(report.text) + 9)])
    assert marked.anchors == {}


def test_broken_lines_are_one_paragraph(having: Having, checklist: Checklist) -> None:
    words_of_it = "全镇坚持依法决策，就集镇停车和河道保洁两件事项公开征求意见二次并张贴在各村公告栏，群众没有提出异议，随后提交会议讨论，" * 4
    lines = [words_of_it[i : i + 34] for i in range(0, len(words_of_it), 34)]
    report = having(checklist, "一、工作情况\n" + "\n".join(lines) + "\n")
    assert words(mark_text(report, []).paragraphs[1]) == words_of_it


def test_rows_are_cells_and_marks_stay_in_them(having: Having, checklist: Checklist) -> None:
    report = having(checklist, "一、情况\n\n| 项目 | 件数 |\n|---|---|\n| 调解 | 31 |\n")
    marked = mark_text(report, [mark(report.text.index("调解"), report.text.index("31") + 2)])
    assert [p.kind for p in marked.paragraphs[1:]] == ["row", "row"]
    assert drawn(marked)[2].replace(" ", "") == "1[调解]/1[31]^1"
    assert [is_table for is_table, _ in marked.stretches()] == [False, True]


def test_kinds_of_paragraphs(having: Having, checklist: Checklist) -> None:
    report = having(checklist, "云上镇2025年度报告\n一、工作情况\n（一）依法决策\n公开征求意见2次。\n云上镇人民政府\n2026年1月20日\n")
    assert [p.kind for p in mark_text(report, []).paragraphs] == ["title", "part", "section", "paragraph", "signoff", "signoff"]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_marks_the_text_is_the_same_and_each_mark_is_anchored_and_ends_once(having: Having, checklist: Checklist, text: str, seed: int) -> None:
    dice = random.Random(seed)
    report = having(checklist, text)
    plain = [words(p) for p in mark_text(report, []).paragraphs]
    ranges = {tuple(sorted(dice.sample(range(len(text)), 2))) for _ in range(dice.randrange(1, 12))}
    marks = [mark(a, b, label=str(n)) for n, (a, b) in enumerate(sorted(ranges))]
    marked = mark_text(report, marks)
    assert [words(p) for p in marked.paragraphs] == plain
    runs = [run for p in marked.paragraphs for cell in p.cells for run in cell]
    anchors = [run.anchor for run in runs if run.anchor is not None]
    assert len(anchors) == len(set(anchors))
    assert set(marked.anchors.values()) == set(anchors)
    for item in marks:
        seen = (item.start, item.end) in marked.anchors
        assert sum(item in run.ends for run in runs) == seen
