"""Radicals and compatibility ideographs to ordinary characters."""

from __future__ import annotations

from unicodedata import name

import pytest

from checker.ingest.ideographs import ordinary


@pytest.mark.parametrize(
    ("given", "meant"), [("⼀⽅⾯", "一方面"), ("⺠⻓", "民长"), ("⻋⻔⻢", "车门马"), ("\uf9e8", "裡"), ("法治，2025年①", "法治，2025年①")]
)
def test_what_is_meant(given: str, meant: str) -> None:
    assert ordinary(given) == meant


def test_every_kangxi_radical_is_a_character_and_lengths_stay() -> None:
    radicals = "".join(map(chr, range(0x2F00, 0x2FD6)))
    assert len(ordinary(radicals)) == len(radicals)
    assert all(name(sign).startswith("CJK UNIFIED IDEOGRAPH") for sign in ordinary(radicals))
