"""Chinese numerals, as the headings of official documents are counted."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese; beyond that in Arabic, as headings of that many would be."""
    if not 0 < number < 100:
        return str(number)
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[units] if units else "")


class ChineseNumbers:
    """一, 二, 三 …: each call gives the next, so that a template may leave parts out and still count on."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        """The next numeral."""
        self._last += 1
        return chinese(self._last)
