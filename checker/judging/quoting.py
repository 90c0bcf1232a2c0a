"""Evidence: places in a reading as quotes of the source text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from checker.ingest import Place
from checker.judging.checklist import Evidence
from checker.judging.mentions import Mention
from checker.reading.model import Clause, Reading, Time

_LONGEST_QUOTE = 110
_OUTER = "，；：。！？\n"


class _Quote(NamedTuple):
    """A stretch of the source text: its offsets there, its words, heading and place."""

    start: int
    end: int
    words: str
    chapter: str
    place: Place


class Quoting:
    """The quotes of a reading. One stretch is often quoted for several requirements, so each is made once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._made: dict[tuple[int, int], _Quote] = {}
        self._headings: dict[int | None, str] = {None: ""}

    def exact(self, start: int, end: int, *, at: int | None = None, term: str = "", discount: str = "") -> Evidence:
        """Evidence for exactly the clean range, outer stops and blanks left out. `at`: the place whose time it has."""
        quote = self._quote(start, end)
        reading = self._reading
        if at is None:
            at = _within_stops(reading.text, start, end)[0]
        clause = reading.clauses[reading.clause_at(at)] if reading.clauses else None
        return _evidence(quote, clause, term, discount)

    def of(self, mentions: Iterable[Mention], most: int) -> tuple[Evidence, ...]:
        """Evidence for the first mentions, one for each stretch, at most so many, by place."""
        found: dict[tuple[int, int], Evidence] = {}
        clauses = self._reading.clauses
        for mention in mentions:
            start, end, term = mention.match
            quote = self._quote(*self._stretch(mention.clause, start, end))
            key = quote.start, quote.end
            if key not in found:
                found[key] = _evidence(quote, clauses[mention.clause], term, mention.discount)
            if len(found) == most:
                break
        return tuple(found[key] for key in sorted(found))

    def _stretch(self, first: int, start: int, end: int) -> tuple[int, int]:
        """The clean range, which begins in clause `first`, widened to its clauses (as far as a quote may be long)."""
        reading = self._reading
        clause = reading.clauses[first]
        last = clause if end <= clause.end else reading.clauses[reading.clause_at(max(end - 1, start))]
        sentence = reading.sentences[clause.sentence]
        begin, finish = clause.start, last.end
        if sentence.end - sentence.start <= _LONGEST_QUOTE and sentence.start <= begin and finish <= sentence.end:
            return sentence.start, sentence.end
        if finish - begin > 2 * _LONGEST_QUOTE:
            return max(begin, start - 40), min(finish, end + _LONGEST_QUOTE)
        return begin, finish

    def _quote(self, start: int, end: int) -> _Quote:
        made = self._made.get((start, end))
        if made is None:
            reading = self._reading
            begin, finish = _within_stops(reading.text, start, end)
            first, last = reading.source_span(begin, finish)
            place = reading.document.blocks[reading.block_at(begin)].place
            made = self._made[start, end] = _Quote(first, last, reading.document.text[first:last], self._heading(begin), place)
        return made

    def _heading(self, offset: int) -> str:
        reading = self._reading
        chapter = reading.chapter_at(offset)
        number = chapter.index if chapter is not None else None
        heading = self._headings.get(number)
        if heading is None:
            heading = self._headings[number] = reading.heading_text(chapter)
        return heading


def _within_stops(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and text[end - 1] in _OUTER:
        end -= 1
    while start < end - 1 and text[start] in _OUTER:
        start += 1
    return start, end


def _evidence(quote: _Quote, clause: Clause | None, term: str, discount: str) -> Evidence:
    return Evidence(
        quote=quote.words,
        chapter=quote.chapter,
        start=quote.start,
        end=quote.end,
        time=str(clause.time if clause else Time.NONE),
        cue=clause.cue.term if clause and clause.cue else "",
        term=term,
        discount=discount,
        place=quote.place,
    )
