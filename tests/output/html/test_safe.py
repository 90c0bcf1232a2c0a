"""Characters that cannot be seen are seen."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from checker.output.html.safe import shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("报告\u202e告报", "报告[U+202E]告报"),
        ("法\u200b治\ufeff", "法[U+200B]治[U+FEFF]"),
        ("\x1b[31m红\x00", "[U+001B][31m红[U+0000]"),
        ("\ud800", "[U+D800]"),
        ("甲\t乙\r\n丙", "甲\t乙\r\n丙"),
        ("👩\u200d💻与👍🏽", "👩\u200d💻与👍🏽"),
        ("法\u200d治", "法[U+200D]治"),
        ("شرطة 云上镇", "شرطة 云上镇"),
    ],
)
def test_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_every_control_and_format_character_of_the_first_planes_is_shown() -> None:
    odd = [chr(c) for c in range(min(sys.maxunicode, 0xFFFF) + 1) if unicodedata.category(chr(c)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and chr(c) not in "\t\n\r"]
    kept = [f"U+{ord(c):04X}" for c in odd if shown(c) == c]
    # Signs of Arabic that have a shape of their own.
    assert set(kept) <= {"U+0890", "U+0891", "U+08E2"}
