"""The small language of terms: what a term means, and what is no term."""

from __future__ import annotations

import pytest

from checker.rulebook.patterns import FAR_GAP, GAP, PatternError, parse

GROUPS = {"会议": ["党委会", "班子会"], "空": []}
Piece = tuple[set[str], int]


@pytest.mark.parametrize(
    ("term", "pieces"),
    [
        ("合法性审查", [({"合法性审查"}, 0)]),
        ("  合法性审查 ", [({"合法性审查"}, 0)]),
        ("征求…意见", [({"征求"}, 0), ({"意见"}, GAP)]),
        ("征求……意见", [({"征求"}, 0), ({"意见"}, FAR_GAP)]),
        ("{提交|报请}…审议", [({"提交", "报请"}, 0), ({"审议"}, GAP)]),
        ("召开<会议>", [({"召开党委会", "召开班子会"}, 0)]),
        ("<会议>…研究", [({"党委会", "班子会"}, 0), ({"研究"}, GAP)]),
        ("{<会议>|联席会}…研究", [({"党委会", "班子会", "联席会"}, 0), ({"研究"}, GAP)]),
        ("“双随机”(试行)", [({"双随机（试行）"}, 0)]),
        ("２０２５～2026", [({"2025-2026"}, 0)]),
        ("建{成|立}", [({"建成", "建立"}, 0)]),
        ("开展{专项|}清理", [({"开展专项清理", "开展清理"}, 0)]),
        ("甲…{乙|丙}丁…戊", [({"甲"}, 0), ({"乙丁", "丙丁"}, GAP), ({"戊"}, GAP)]),
    ],
)
def test_pieces_and_gaps(term: str, pieces: list[Piece]) -> None:
    pattern = parse(term, GROUPS)
    assert pattern.source == term
    assert [(set(step.words), step.gap) for step in pattern.steps] == pieces
    assert not any(step.classes or step.optional for step in pattern.steps)


@pytest.mark.parametrize(
    ("term", "words", "classes", "optional"),
    [
        ("培训<量>", [{"培训"}, set()], [set(), {"量"}], [False, False]),
        ("印发<书>", [{"印发"}, set()], [set(), {"书"}], [False, False]),
        ("打造<名>", [{"打造"}, set()], [set(), {"名"}], [False, False]),
        ("自<日期>起", [{"自"}, set(), {"起"}], [set(), {"日期"}, set()], [False, False, False]),
        ("反馈{<量>|整改}", [{"反馈"}, {"整改"}], [set(), {"量"}], [False, False]),
        ("开展…{专项|}…清理", [{"开展"}, {"专项"}, {"清理"}], [set(), set(), set()], [False, True, False]),
    ],
)
def test_classes_and_what_may_be_left_out(term: str, words: list[set[str]], classes: list[set[str]], optional: list[bool]) -> None:
    steps = parse(term, GROUPS).steps
    assert [(set(s.words), set(s.classes), s.optional) for s in steps] == list(zip(words, classes, optional, strict=True))


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ("", "为空"),
        ("  ", "为空"),
        ("…", "“…”须夹在两段文字之间"),
        ("…意见", "“…”须夹在两段文字之间"),
        ("征求…", "“…”须夹在两段文字之间"),
        ("征求………意见", "“…”须夹在两段文字之间"),
        ("{提交|报请", "括号不成对"),
        ("提交}", "括号不成对"),
        ("{提交|{报请}}", "括号不成对"),
        ("<会议", "括号不成对"),
        ("会议>", "括号不成对"),
        ("{}", "有空的备选词"),
        ("甲{|}", "有空的备选词"),
        ("“”", "有空的备选词"),
        ("{|提交}审议", "开头的一段不能省略"),
        ("<大会>研究", "没有名为“大会”的词组"),
        ("{<大会>|提交}研究", "没有名为“大会”的词组"),
        ("<>", "没有名为“”的词组"),
    ],
)
def test_what_is_no_term(term: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        parse(term, GROUPS)


def test_a_group_without_words_is_refused() -> None:
    with pytest.raises(PatternError):
        parse("召开…<空>", GROUPS)


def test_alternatives_that_multiply_are_not_all_written_out() -> None:
    many = "{" + "|".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉") + "}"
    steps = parse(many * 6, GROUPS).steps
    assert max(len(step.words) for step in steps) <= 500
    assert all(step.gap == 0 for step in steps) and len(steps) > 1
