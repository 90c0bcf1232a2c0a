from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.comparison.figures import compare_figures
from checker.reading.model import Reading

Read = Callable[..., Reading]


def pairs(read: Read, old: str, new: str) -> list[tuple[float, float, str]]:
    return [(a.value, b.value, b.unit) for a, b in compare_figures(read(old, 2024), read(new)).pairs]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("组织法治培训3场次。", "开展法治培训3场次。", [(3, 3, "场次")]),
        ("培训3场次。", "全年开展法治培训共5场次。", [(3, 5, "场次")]),
        ("开展3场次培训。", "组织3场次培训。", [(3, 3, "场次")]),
        ("调解矛盾纠纷62件，成功率98.3%。", "调解矛盾纠纷71件，成功率98.3%。", [(62, 71, "件"), (98.3, 98.3, "%")]),
        ("开展执法检查十二次。", "开展执法检查12次。", [(12, 12, "次")]),
    ],
)
def test_figures_of_one_matter(read: Read, old: str, new: str, expected: list[tuple[float, float, str]]) -> None:
    assert pairs(read, old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("办理行政复议案件2件。", "办理行政应诉案件2件。"),
        ("开展3场次培训。", "开展3场次宣传。"),
        ("开展法治培训3场次。", "开展法治培训3期。"),
        ("案件办结率100%。", "案件办结率100%。"),
        ("共3件。", "共3件。"),
    ],
)
def test_figures_of_different_matters_or_that_say_nothing(read: Read, old: str, new: str) -> None:
    assert pairs(read, old, new) == []


def test_unchanged_ones_with_their_clauses_and_places(read: Read) -> None:
    old, new = read("组织法治培训3场次，参训120人次。", 2024), read("说明。\n组织法治培训3场次，参训135人次。")
    figures = compare_figures(old, new)
    assert len(figures.pairs) == 2
    [(before, now)] = figures.unchanged
    assert new.document.text[now.start : now.end].rstrip("，") == "组织法治培训3场次"
    assert (before.place.line, now.place.line, now.chapter) == (4, 5, "一、主要举措和成效")


def test_each_figure_once(read: Read) -> None:
    assert pairs(read, "组织法治培训3场次。", "组织法治培训3场次。\n组织法治培训3场次。") == [(3, 3, "场次")]


def test_plans_are_no_figures_of_the_year(read: Read) -> None:
    assert pairs(read, "下一步计划组织法治培训3场次。", "组织法治培训3场次。") == []
