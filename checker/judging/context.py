"""What the kinds of requirement ask a reading: which mentions count, and what is said beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from checker.ingest import BlockKind
from checker.judging.checklist import Evidence
from checker.judging.mentions import Mention, Mentions
from checker.judging.preamble import Preamble
from checker.judging.quoting import Quoting
from checker.judging.stretches import Stretches
from checker.reading.lexicon import Match, Span
from checker.reading.model import Reading, Time
from checker.reading.quantities import Quantity
from checker.reading.spans import inside
from checker.rulebook.schema import Rulebook

__all__ = ["Context", "Mention"]

# How a sentence begins that gives the figures of the one before it.
_GOES_ON = re.compile(r"全年|年内|一年来|今年|共|累计|先后|其中|截至")


class Context:
    """A reading and a rulebook, with what several requirements ask for worked out once.

    Nothing that it holds refers back to it, so that all of a report's memory is free when it is done and not when the
    garbage collector comes: a fifth of the time for a report.
    """

    def __init__(self, reading: Reading, book: Rulebook) -> None:
        self.reading = reading
        self.book = book
        preamble = Preamble(reading)
        self.in_preamble = preamble.holds
        self._mentions = Mentions(reading, preamble)
        self._quoting = Quoting(reading)
        self._matter: dict[tuple[str, int], list[int]] = {}
        self.mentions = self._mentions.of
        self.exact = self._quoting.exact

    # -- what is said in a clause ---------------------------------------------------------------

    @cached_property
    def _figures(self) -> list[Quantity]:
        reading = self.reading
        words = [Quantity(m.start, m.end, 100.0, "%") for m in reading.find("", "quantities.words")]
        entities = [Quantity(a, b, 0.0, "实体") for a, b, label in reading.entities if label in ("CARDINAL", "QUANTITY", "PERCENT", "MONEY")]
        figures = [*reading.quantities, *words, *entities]
        placeholders = self._mentions.placeholders
        if placeholders is not None:
            figures = [q for q in figures if not placeholders.holds(q.start, q.end)]
        return sorted(figures, key=lambda q: (q.start, q.end))

    @cached_property
    def named_entities(self) -> list[Span]:
        """Laws and organisations that a trained pipeline named."""
        return [(a, b) for a, b, label in self.reading.entities if label in ("LAW", "ORG")]

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [q.start for q in self._figures]

    def figures(self, start: int, end: int) -> list[Quantity]:
        """The figures in a range."""
        low, high = bisect_left(self._figure_starts, start), bisect_left(self._figure_starts, end)
        return self._figures[low:high]

    @cached_property
    def units(self) -> dict[int, set[str]]:
        """For each clause that has figures, their units."""
        clause_at = self.reading.clause_at
        units: dict[int, set[str]] = {}
        for figure in self._figures:
            units.setdefault(clause_at(figure.start), set()).add(figure.unit)
        return units

    @cached_property
    def stretches(self) -> Stretches:
        """Where clauses and sentences end, by their marks alone."""
        return Stretches(self.reading.text)

    @cached_property
    def before_tables(self) -> frozenset[int]:
        """The blocks behind which, one or two further, a row of a table with figures stands."""
        blocks = self.reading.document.blocks
        rows = [n for n, block in enumerate(blocks) if block.kind is BlockKind.TABLE_ROW and any(c.isdigit() for c in block.text)]
        return frozenset(row - back for row in rows for back in (1, 2))

    @cached_property
    def labels(self) -> dict[int, set[str]]:
        """For each clause, the requirements that it names."""
        return self._by_clause("mention", {})

    @cached_property
    def topics(self) -> dict[int, set[str]]:
        """For each clause, the requirements that it touches."""
        return self._by_clause("deeds", {clause: set(named) for clause, named in self.labels.items()})

    def _by_clause(self, field: str, named: dict[int, set[str]]) -> dict[int, set[str]]:
        """`named` with the requirements added that have a term of `field` in a clause."""
        for requirement in self.book.requirements:
            for mention in self.mentions(requirement, field):
                if mention.discount in ("", "negated"):
                    here = named.get(mention.clause)
                    if here is None:
                        named[mention.clause] = {requirement.id}
                    else:
                        here.add(requirement.id)
        return named

    @cached_property
    def unclaimed(self) -> int:
        """How many sentences of the year report a figure that belongs to no requirement's matter.

        Where there are several, the author may be saying things in words that the rulebook has not.
        """
        reading = self.reading
        count = 0
        for number in {reading.clauses[n].sentence for n in self.units} if reading.clauses else ():
            sentence = reading.sentences[number]
            if sentence.is_heading or self.in_preamble(sentence) or reading.clauses[sentence.clauses.start].time is not Time.REPORTING_YEAR:
                continue
            if not any(self.topics.get(number) for number in sentence.clauses):
                count += 1
        return count

    @cached_property
    def segments(self) -> list[int]:
        """For each clause, the number of its stretch between semicolons: what is said in one is said together."""
        text = self.reading.text
        numbers: list[int] = []
        current, sentence, end = -1, -1, 0
        for clause in self.reading.clauses:
            if clause.sentence != sentence or text[end - 1] == "；":
                current += 1
            sentence, end = clause.sentence, clause.end
            numbers.append(current)
        return numbers

    def clauses_of(self, mention: Mention, requirement: str) -> list[int]:
        """The clauses that speak of the same matter as the mention.

        Its own; those after it in the sentence that name no other requirement's matter; the one
        before it, if that names none at all. Under a heading: the first sentences below it that
        name none.
        """
        key = requirement, mention.clause
        known = self._matter.get(key)
        if known is None:
            known = self._matter[key] = self._clauses_of(mention, requirement)
        return known

    def _clauses_of(self, mention: Mention, requirement: str) -> list[int]:
        reading, topics, segments = self.reading, self.topics, self.segments
        sentence = reading.sentences[mention.sentence]
        clauses = [mention.clause]
        clauses += self._same_matter(range(mention.clause + 1, sentence.clauses.stop), segments[mention.clause], requirement)
        before = mention.clause - 1
        if before >= sentence.clauses.start and before not in topics and segments[before] == segments[mention.clause]:
            clauses.append(before)
        if not mention.heading and mention.sentence + 1 < len(reading.sentences):
            following = reading.sentences[mention.sentence + 1]
            if following.block == sentence.block and _GOES_ON.match(reading.text, following.start):
                clauses += self._same_matter(following.clauses, segments[following.clauses.start], requirement)
        if mention.heading and not any(s.is_heading for s in reading.sentences[mention.sentence + 1 : mention.sentence + 2]):
            for following in reading.sentences[mention.sentence + 1 : mention.sentence + 3]:
                for number in following.clauses:
                    if requirement not in topics.get(number, (requirement,)):
                        return clauses
                    clauses.append(number)
        return [n for n in clauses if reading.clauses[n].time is Time.REPORTING_YEAR]

    def _same_matter(self, clauses: range, segment: int, requirement: str) -> Iterable[int]:
        """The first of `clauses`, as far as they lie in a segment and name no other requirement's matter alone."""
        topics, segments = self.topics, self.segments
        for number in clauses:
            here = topics.get(number)
            if (here is not None and requirement not in here) or segments[number] != segment:
                return
            yield number

    def in_range(self, matches: Sequence[Match], start: int, end: int) -> list[Match]:
        """The matches that lie in a range."""
        return inside(matches, start, end) if matches else []

    def quotes(self, mentions: Iterable[Mention], most: int) -> tuple[Evidence, ...]:
        """Evidence for the first mentions, one for each sentence, at most so many, by place."""
        return self._quoting.of(mentions, most)
