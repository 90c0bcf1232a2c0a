"""Exact figures of a report by stretch of text, and when a rate agrees with two of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from checker.judging.context import Context
from checker.reading.quantities import Quantity, chinese_number

_CHINESE_PERCENT = re.compile(r"百分之([零〇一二三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?")
# 约 says about, but 村规民约, 居民公约, 合约 are things.
_ABOUT = re.compile(r"(?:[近超逾每第]|(?<![民公合制条签特节预履违契租和盟])约|超过|不足|至少)$")
_PACT = re.compile(r"[民公合条租契盟]约$")
_SLACK = 1e-9
_LONGEST = 1200


class Segment(NamedTuple):
    """A stretch between full stops, semicolons and line ends, with the figures that begin in it: rates, and all others."""

    start: int
    end: int
    rates: list[Quantity]
    counted: list[Quantity]


class Figures:
    """A report's quantities by range."""

    def __init__(self, context: Context) -> None:
        quantities = context.reading.quantities
        self.text = context.reading.text
        self._stretches = context.stretches
        self._all: Sequence[Quantity] = quantities
        self._starts = [q.start for q in quantities]

    def within(self, start: int, end: int) -> list[Quantity]:
        """All figures that begin in a range, rates left out."""
        return [q for q in self._in(start, end) if q.unit != "%"]

    def rates(self, start: int, end: int) -> list[Quantity]:
        """The percentages that begin in a range."""
        return [q for q in self._in(start, end) if q.unit == "%"]

    def _in(self, start: int, end: int) -> Sequence[Quantity]:
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def segments(self) -> list[Segment]:
        """The stretches that have figures and a length that people write, in order."""
        found = []
        for start, end in self._stretches.segments(_LONGEST):
            here = self._in(start, end)
            if here:
                found.append(Segment(start, end, [q for q in here if q.unit == "%"], [q for q in here if q.unit != "%"]))
        return found

    def exact(self, quantity: Quantity) -> bool:
        """Whether a figure is meant to the unit (not 余, 近, 约, 以上)."""
        before = self.text[max(quantity.start - 3, 0) : quantity.start]
        if quantity.approximate and (not _PACT.search(before) or re.search(r"[余多来几]|以上", self.text[quantity.start : quantity.end + 2])):
            return False
        return not _ABOUT.search(before)


def percent(text: str, quantity: Quantity) -> tuple[float, int]:
    """A percentage's value and its number of decimals."""
    words = text[quantity.start : quantity.end]
    found = _CHINESE_PERCENT.match(words)
    if found:
        decimals = found[2] or ""
        return chinese_number(found[1]) + (chinese_number(decimals) / 10 ** len(decimals) if decimals else 0.0), len(decimals)
    fraction = re.search(r"\.(\d+)", words)
    return quantity.value, len(fraction[1]) if fraction else 0


def agrees(part: float, whole: float, rate: float, decimals: int) -> bool:
    """Whether `rate` is part/whole in per cent, rounded or cut off after `decimals`."""
    if whole <= 0:
        return False
    unit = 10.0**-decimals
    miss = 100.0 * part / whole - rate
    return -0.5 * unit - _SLACK <= miss < unit - _SLACK or abs(miss) <= 0.5 * unit + _SLACK
