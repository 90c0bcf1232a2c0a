"""How much of a report stood word for word in last year's.

Clean text is compared, so that line breaks, widths and quotation marks do not matter, and any year
(2025年, 二〇二五年) equals any other: a sentence in which only the year was changed is carried over.
Passages are the longest stretches that stand in both, found by shingles of `SHINGLE` characters (cf.
Broder 1997, On the resemblance and containment of documents); order does not matter. Neither headings
nor the names of documents in 《》 count, and a stretch counts only from `LEAST` characters on (letters,
figures and Chinese characters), since every report has its set phrases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from checker.ingest import Place
from checker.reading.model import Reading

SHINGLE = 12
LEAST = 24
_MOST_PLACES = 16  # of one shingle in the old text: bounds the work on texts that repeat themselves
_YEAR = re.compile(r"(?:(?:19|20)\d{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})(?=年)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in both reports: half-open offsets of the two source texts, the places, and how much of it counts."""

    start: int
    end: int
    old_start: int
    old_end: int
    characters: int
    place: Place
    chapter: str
    old_place: Place
    old_chapter: str


@dataclass(frozen=True, slots=True)
class CarryOver:
    """`carried` of `characters` stand in the old report too; `passages` are all stretches, longest first."""

    characters: int
    carried: int
    passages: tuple[Passage, ...]

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 for a report without text."""
        return self.carried / self.characters if self.characters else 0.0


def carried_over(old: Reading, new: Reading) -> CarryOver:
    """What of `new` stands in `old`. The work grows with the two lengths, whatever they hold."""
    counts = _counting(new)
    before, after = _plain(old.text), _plain(new.text)
    passages, carried = [], bytearray(len(counts))
    for start, end, at in _stretches(before, after):
        characters = sum(counts[start:end])
        if characters >= LEAST:
            carried[start:end] = counts[start:end]
            passages.append(_passage(old, new, start, end, at, characters))
    passages.sort(key=lambda p: (-p.characters, p.start))
    return CarryOver(sum(counts), sum(carried), tuple(passages))


def _plain(text: str) -> str:
    return _YEAR.sub("0000", text)


def _counting(reading: Reading) -> bytearray:
    """1 for each character of the clean text that counts."""
    counts = bytearray(len(reading.text))
    for sentence in reading.sentences:
        if not sentence.is_heading:
            for index in range(sentence.start, sentence.end):
                counts[index] = reading.text[index].isalnum()
    for start, end in reading.titles:
        counts[start:end] = bytes(end - start)
    return counts


def _stretches(before: str, after: str) -> Iterator[tuple[int, int, int]]:
    """The stretches of `after` that stand in `before`: start, end, and the start in `before`; none over a line end."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(len(before) - SHINGLE + 1):
        shingle = before[index : index + SHINGLE]
        if "\n" not in shingle and len(places[shingle]) < _MOST_PLACES:
            places[shingle].append(index)
    index = 0
    while index <= len(after) - SHINGLE:
        found = places.get(after[index : index + SHINGLE])
        if not found:
            index += 1
            continue
        length, at = max((_common(before, after, place, index), -place) for place in found)
        yield index, index + length, -at
        index += length


def _common(before: str, after: str, place: int, index: int) -> int:
    length = SHINGLE
    while place + length < len(before) and index + length < len(after) and before[place + length] == after[index + length] != "\n":
        length += 1
    return length


def _passage(old: Reading, new: Reading, start: int, end: int, at: int, characters: int) -> Passage:
    first, last = new.source_span(start, end)
    old_first, old_last = old.source_span(at, at + end - start)
    return Passage(first, last, old_first, old_last, characters, *_where(new, start), *_where(old, at))


def _where(reading: Reading, offset: int) -> tuple[Place, str]:
    return reading.document.blocks[reading.block_at(offset)].place, reading.heading_text(reading.chapter_at(offset))
