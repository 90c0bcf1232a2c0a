"""Looking things up among spans sorted by start, in time that does not grow with their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

Span = tuple[int, int]  # half-open offsets
Spanned = TypeVar("Spanned", bound=tuple)  # type: ignore[type-arg]  # (start, end, …)


def within(spans: Sequence[Spanned], start: int, end: int) -> Sequence[Spanned]:
    """The spans that begin in `start:end`."""
    return spans[bisect_left(spans, (start,)) : bisect_left(spans, (end,))]


def inside(spans: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
    """The spans that lie in `start:end`."""
    return [span for span in within(spans, start, end) if span[1] <= end]


class Cover:
    """Which ranges are covered by one of many spans."""

    def __init__(self, spans: Sequence[Spanned]) -> None:
        """`spans` in any order."""
        spans = sorted(spans)
        self._starts = [span[0] for span in spans]
        self._furthest = list(accumulate((span[1] for span in spans), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds all of `start:end`."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._furthest[index] >= end


def outside(spans: Sequence[Spanned], masks: Sequence[Spanned]) -> list[Spanned]:
    """The spans that lie in none of the masks."""
    if not masks:
        return list(spans)
    cover = Cover(masks)
    return [span for span in spans if not cover.holds(span[0], span[1])]
