"""Where stretches of a text end: looked up in a table that is made once for each text."""

from __future__ import annotations

import re
from bisect import bisect_left

Span = tuple[int, int]

LONGEST_QUOTE = 200
LONGEST_SENTENCE = 500
_STOP = re.compile(r"[，；。！？：\n]")
_SENTENCE_END = "。！？\n"


class Stretches:
    """The marks of a clean text, by place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stops = [m.start() for m in _STOP.finditer(text)]
        self._ends = [at for at in self._stops if text[at] in _SENTENCE_END]

    def clause(self, start: int, end: int | None = None) -> Span:
        """The range `start:end` widened to the marks around it (，；。！？： or the block's ends), as far as a quote may be long."""
        end = start + 1 if end is None else end
        stops, low, high = self._stops, max(start - LONGEST_QUOTE, 0), end + LONGEST_QUOTE
        before = bisect_left(stops, start) - 1
        begin = stops[before] + 1 if before >= 0 and stops[before] >= low else low
        after = bisect_left(stops, max(end - 1, start))
        return begin, stops[after] if after < len(stops) and stops[after] < high else min(len(self._text), high)

    def sentence(self, offset: int) -> Span:
        """The range around `offset` between full stops and line ends (not semicolons), as far as one looks."""
        ends, low, high = self._ends, max(offset - LONGEST_SENTENCE, 0), min(offset + LONGEST_SENTENCE, len(self._text))
        after = bisect_left(ends, offset)
        begin = ends[after - 1] + 1 if after and ends[after - 1] >= low else low
        return begin, ends[after] if after < len(ends) and ends[after] < high else high

    def segments(self, longest: int) -> list[Span]:
        """The ranges between full stops, semicolons and line ends, but for empty and longer ones."""
        text = self._text
        found, start = [], 0
        for end in (*(at for at in self._stops if text[at] not in "，："), len(text)):
            if 0 < end - start < longest:
                found.append((start, end))
            start = end + 1
        return found
