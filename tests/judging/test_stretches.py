"""The table of marks says the same as looking at the text around a place."""

from __future__ import annotations

import random
import re

import pytest

from checker.judging.stretches import LONGEST_QUOTE, LONGEST_SENTENCE, Stretches


def made(seed: int, length: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice("，；。！？：\n") if rng.random() < 0.04 else rng.choice("全镇共调解纠纷件12") for _ in range(length))


@pytest.mark.parametrize("seed", range(6))
def test_a_clause_reaches_to_the_nearest_marks(seed: int) -> None:
    text = made(seed, 900)
    stretches = Stretches(text)
    for start in range(0, len(text), 7):
        for end in (start + 1, min(start + 5, len(text))):
            low, high = max(start - LONGEST_QUOTE, 0), end + LONGEST_QUOTE
            before = max((m.end() for m in re.finditer("[，；。！？：\n]", text[:start]) if m.start() >= low), default=low)
            after = re.compile("[，；。！？：\n]").search(text, max(end - 1, start), high)
            assert stretches.clause(start, end) == (before, after.start() if after else min(len(text), high))


@pytest.mark.parametrize("seed", range(6))
def test_a_sentence_reaches_to_full_stops_and_line_ends(seed: int) -> None:
    text = made(seed, 1_500)
    stretches = Stretches(text)
    for offset in range(0, len(text), 11):
        begin, end = stretches.sentence(offset)
        assert begin >= offset - LONGEST_SENTENCE and end <= offset + LONGEST_SENTENCE
        assert not re.search("[。！？\n]", text[begin:offset]) and not re.search("[。！？\n]", text[offset:end])
        assert begin in (0, offset - LONGEST_SENTENCE) or text[begin - 1] in "。！？\n"
        assert end in (len(text), offset + LONGEST_SENTENCE) or text[end] in "。！？\n"


def test_segments_leave_out_what_is_empty_or_too_long() -> None:
    text = "甲，乙；丙。。丁\n" + "戊" * 30 + "！己"
    assert [text[a:b] for a, b in Stretches(text).segments(20)] == ["甲，乙", "丙", "丁", "己"]


def test_a_text_without_marks_is_one_stretch() -> None:
    assert Stretches("全镇调解").clause(1) == (0, 4)
    assert Stretches("全镇调解").segments(9) == [(0, 4)]
    assert Stretches("").segments(9) == []
