"""What stands before the report proper: a greeting, the occasion, what leads over to it. Achievements told there count for little."""

from __future__ import annotations

import re
from functools import cached_property

from checker.reading.model import Reading, Sentence, Time
from checker.rulebook.schema import ChapterKind

_LEADS_OVER = re.compile("(?:报告|汇报|总结|情况)如下")
_NEAR = 4  # blocks from the first one in which it may be


class Preamble:
    """The preamble of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._has_chapters = bool(reading.chapters)
        self._has_achievements = any(c.kind is ChapterKind.ACHIEVEMENTS for c in reading.chapters)

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence stands before the report proper: before its first chapter, or in what leads over to it."""
        if sentence.is_heading:
            return False
        if self._has_chapters and (self._has_achievements or sentence.chapter is not None):
            return sentence.chapter is None
        return sentence.block <= self._last_block

    @cached_property
    def _last_block(self) -> int:
        """The block that leads over to the report (现将……报告如下) if one does near the start, else the first."""
        first, reading = self._first_block, self._reading
        for number in range(first, min(first + _NEAR, len(reading.block_starts))):
            start = reading.block_starts[number]
            if _LEADS_OVER.search(reading.text, start, start + len(reading.document.blocks[number].text)):
                return number
        return first

    @cached_property
    def _first_block(self) -> int:
        reading = self._reading
        for sentence in reading.sentences:
            clause = reading.clauses[sentence.clauses.start] if len(sentence.clauses) else None
            if clause is not None and clause.time is not Time.NONE and not sentence.is_heading:
                return sentence.block
        return -1
