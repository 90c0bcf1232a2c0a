from __future__ import annotations

import pytest

from checker.output.xlsx.cells import LONGEST, text_of


@pytest.mark.parametrize("words", ["长" * 40_000, "😀" * 20_000, "a😀" * 15_000, "长" * LONGEST + "1"])
def test_text_is_cut_at_excels_limit(words: str) -> None:
    text = text_of(words)
    assert LONGEST - 3 <= len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert text.endswith("…") and words.startswith(text[:-1])


@pytest.mark.parametrize("words", ["长" * LONGEST, "😀" * (LONGEST // 2), "", "甲\n乙\t丙"])
def test_what_fits_is_left_alone(words: str) -> None:
    assert text_of(words) == words


def test_what_xml_cannot_hold_is_gone() -> None:
    assert text_of("甲\x00\x08\x0b\x1f\x7f\x9b\ud800\ufffe\uffff乙") == "甲乙"
