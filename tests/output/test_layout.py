from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.output.layout import columns, cut, flow, labelled, one_line, wrap


@pytest.mark.parametrize(("text", "width"), [("法治", 4), ("“三项制度”", 10), ("a法", 3), ("", 0), ("e\u0301", 1)])
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrap("依法行政，法治", 8) == ["依法行", "政，法治"]
    assert wrap("依法行（政）法治", 8) == ["依法行", "（政）法", "治"]


def test_words_figures_and_places_stay_whole() -> None:
    assert wrap("共2025件事", 7) == ["共2025", "件事"]
    assert wrap("见于此，第 12 行", 12) == ["见于此，", "第 12 行"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("x" * 10, 4) == ["xxxx", "xxxx", "xx"]


@given(st.text(alphabet="法治（）。，“”abc 12"), st.integers(min_value=2, max_value=20))
def test_wrapping_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet="法治ab。"), st.integers(min_value=1, max_value=20))
def test_cut_fits(text: str, width: int) -> None:
    short = cut(text, width)
    assert columns(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_one_line_joins_chinese_and_drops_what_a_terminal_would_obey() -> None:
    assert one_line("依法\n　　行政 2025 年 rule of law\x1b[31m\u202e") == "依法行政2025年rule of law[31m"


def test_flow_breaks_between_items_only() -> None:
    assert flow(["✔ 公示", "✘ 全过程", "✘ 审核"], 16) == ["✔ 公示  ✘ 全过程", "✘ 审核"]
    assert flow(["✔ 公示", "✘ 全过程", "✘ 审核"], 15) == ["✔ 公示", "✘ 全过程", "✘ 审核"]


def test_labelled_hangs() -> None:
    assert labelled("依据", ["甲", "乙"], indent=2) == ["  依据  甲", "        乙"]
    assert labelled("", ["甲", "乙"], indent=2) == ["  甲", "  乙"]


def test_columns_are_those_of_each_character() -> None:
    from wcwidth import wcwidth

    characters = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x11000))))
    for start in range(0, len(characters), 7):
        some = characters[start : start + 7]
        assert columns(some) == sum(max(wcwidth(c), 0) for c in some), some


def test_what_is_printable_is_told_by_its_category() -> None:
    from unicodedata import category

    from checker.output.layout import printable

    assert all(printable(c) == ("" if category(c) in ("Cc", "Cf", "Cs") else c) for c in map(chr, range(0x11000)))
