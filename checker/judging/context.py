"""What the kinds of requirement ask a reading: which mentions count, and what is said beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.judging.checklist import Evidence
from checker.judging.scope import Scope
from checker.reading.lexicon import Match, Span
from checker.reading.model import Reading, Sentence, Time
from checker.reading.quantities import Quantity
from checker.reading.spans import Cover, inside, outside
from checker.rulebook.schema import ChapterKind, RequirementBase, Rulebook

_LONGEST_QUOTE = 110
# How a sentence begins that gives the figures of the one before it.
_GOES_ON = re.compile(r"全年|年内|一年来|今年|共|累计|先后|其中|截至")
_LEADS_OVER = re.compile("(?:报告|汇报|总结|情况)如下")
_PLACEHOLDER = re.compile(r"【[^【】\n]{0,60}(?:待|补充|填|此处|请)[^【】\n]{0,60}】")


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found, with the time of its clause and why it does not count ("" where it does)."""

    match: Match
    clause: int
    sentence: int
    time: Time
    heading: bool
    preamble: bool
    discount: str = ""

    @property
    def live(self) -> bool:
        """Whether it counts as said of the reporting year."""
        return self.time is Time.REPORTING_YEAR and not self.discount


class Context:
    """A reading and a rulebook, with what several requirements ask for worked out once."""

    def __init__(self, reading: Reading, book: Rulebook) -> None:
        self.reading = reading
        self.book = book
        self._scope = Scope(reading)
        self._qualified: dict[tuple[str, str, str], list[Mention]] = {}

    # -- mentions -------------------------------------------------------------------------------

    def mentions(self, requirement: RequirementBase, field: str, part: str = "") -> list[Mention]:
        """The matches of a list of terms outside title and page residue, each qualified, masked ones left out."""
        key = (requirement.id, field, part)
        known = self._qualified.get(key)
        if known is None:
            masks = [*self._cue("not_in"), *self.reading.find(requirement.id, "not_in")]
            if part:
                masks.extend(self.reading.find(requirement.id, "parts.not_in", part))
            matches = self.reading.find(requirement.id, field, part)
            known = self._qualified[key] = [self._qualify(m, requirement) for m in outside(matches, masks) if self._is_body(m)]
        return known

    def _is_body(self, match: Match) -> bool:
        reading = self.reading
        if self._placeholders.holds(match.start, match.start + 1):
            return False
        return bool(reading.clauses) and reading.clauses[reading.clause_at(match.start)].time is not Time.NONE

    @cached_property
    def _placeholders(self) -> Cover:
        """What a template left to be filled in (【待补充：……】): no text of the report."""
        return Cover([found.span() for found in _PLACEHOLDER.finditer(self.reading.text)])

    def _qualify(self, match: Match, requirement: RequirementBase) -> Mention:
        reading = self.reading
        number = reading.clause_at(match.start)
        clause = reading.clauses[number]
        sentence = reading.sentences[clause.sentence]
        preamble = self.in_preamble(sentence)
        discount = "preamble" if preamble and not requirement.preamble_counts else self._scope.discount(match, number, requirement)
        return Mention(match, number, clause.sentence, clause.time, sentence.is_heading, preamble, discount)

    def in_preamble(self, sentence: Sentence) -> bool:
        """Whether a sentence stands before the report proper: before its first chapter, or in what leads over to it."""
        if sentence.is_heading:
            return False
        if self._has_chapters and (self._has_achievements or sentence.chapter is not None):
            return sentence.chapter is None
        return sentence.block <= self._last_preamble_block

    @cached_property
    def _has_chapters(self) -> bool:
        return bool(self.reading.chapters)

    @cached_property
    def _last_preamble_block(self) -> int:
        """The block that leads over to the report (现将……报告如下) if one does near the start, else the first."""
        first, text = self._first_body_block, self.reading.text
        for number in range(first, min(first + 4, len(self.reading.block_starts))):
            start = self.reading.block_starts[number]
            if _LEADS_OVER.search(text, start, start + len(self.reading.document.blocks[number].text)):
                return number
        return first

    @cached_property
    def _has_achievements(self) -> bool:
        return any(c.kind is ChapterKind.ACHIEVEMENTS for c in self.reading.chapters)

    @cached_property
    def _first_body_block(self) -> int:
        for sentence in self.reading.sentences:
            clause = self.reading.clauses[sentence.clauses.start] if len(sentence.clauses) else None
            if clause is not None and clause.time is not Time.NONE and not sentence.is_heading:
                return sentence.block
        return -1

    def _cue(self, name: str) -> list[Match]:
        return self.reading.find("", name)

    @cached_property
    def _figures(self) -> list[Quantity]:
        words = [Quantity(m.start, m.end, 100.0, "%") for m in self._cue("quantities.words")]
        entities = [Quantity(a, b, 0.0, "实体") for a, b, label in self.reading.entities if label in ("CARDINAL", "QUANTITY", "PERCENT", "MONEY")]
        figures = [*self.reading.quantities, *words, *entities]
        kept = [q for q in figures if not self._placeholders.holds(q.start, q.end)]
        return sorted(kept, key=lambda q: (q.start, q.end))

    @cached_property
    def named_entities(self) -> list[Span]:
        """Laws and organisations that a trained pipeline named."""
        return [(a, b) for a, b, label in self.reading.entities if label in ("LAW", "ORG")]

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [q.start for q in self._figures]

    def figures(self, start: int, end: int, units: Sequence[str] = ()) -> list[Quantity]:
        """The figures in a range, those with one of `units` only where units are given."""
        low, high = bisect_left(self._figure_starts, start), bisect_left(self._figure_starts, end)
        return [q for q in self._figures[low:high] if not units or q.unit in units]

    @cached_property
    def labels(self) -> dict[int, frozenset[str]]:
        """For each clause, the requirements that it names."""
        named: dict[int, set[str]] = {}
        for requirement in self.book.requirements:
            for mention in self.mentions(requirement, "mention"):
                if mention.discount in ("", "negated"):
                    named.setdefault(mention.clause, set()).add(requirement.id)
        return {clause: frozenset(ids) for clause, ids in named.items()}

    @cached_property
    def topics(self) -> dict[int, frozenset[str]]:
        """For each clause, the requirements that it touches."""
        touched: dict[int, set[str]] = {}
        for requirement in self.book.requirements:
            for field in ("mention", "deeds"):
                for mention in self.mentions(requirement, field):
                    if mention.discount in ("", "negated"):
                        touched.setdefault(mention.clause, set()).add(requirement.id)
        return {clause: frozenset(ids) for clause, ids in touched.items()}

    @cached_property
    def unclaimed(self) -> int:
        """How many sentences of the year report a figure that belongs to no requirement's matter.

        Where there are several, the author may be saying things in words that the rulebook has not.
        """
        reading = self.reading
        count = 0
        for sentence in reading.sentences:
            if sentence.is_heading or self.in_preamble(sentence) or reading.clauses[sentence.clauses.start].time is not Time.REPORTING_YEAR:
                continue
            if self.figures(sentence.start, sentence.end) and not any(self.topics.get(number) for number in sentence.clauses):
                count += 1
        return count

    @cached_property
    def segments(self) -> list[int]:
        """For each clause, the number of its stretch between semicolons: what is said in one is said together."""
        reading = self.reading
        numbers: list[int] = []
        current = -1
        for number, clause in enumerate(reading.clauses):
            previous = reading.clauses[number - 1] if number else None
            if previous is None or previous.sentence != clause.sentence or reading.text[previous.end - 1] == "；":
                current += 1
            numbers.append(current)
        return numbers

    def clauses_of(self, mention: Mention, requirement: str) -> list[int]:
        """The clauses that speak of the same matter as the mention.

        Its own; those after it in the sentence that name no other requirement's matter; the one
        before it, if that names none at all. Under a heading: the first sentences below it that
        name none.
        """
        reading = self.reading
        sentence = reading.sentences[mention.sentence]
        clauses = [mention.clause]
        for number in range(mention.clause + 1, sentence.clauses.stop):
            topics = self.topics.get(number)
            if (topics and requirement not in topics) or self.segments[number] != self.segments[mention.clause]:
                break
            clauses.append(number)
        before = mention.clause - 1
        if before >= sentence.clauses.start and not self.topics.get(before) and self.segments[before] == self.segments[mention.clause]:
            clauses.append(before)
        if not mention.heading and mention.sentence + 1 < len(reading.sentences):
            following = reading.sentences[mention.sentence + 1]
            if following.block == sentence.block and _GOES_ON.match(reading.text, following.start):
                for number in following.clauses:
                    topics = self.topics.get(number)
                    if (topics and requirement not in topics) or self.segments[number] != self.segments[following.clauses.start]:
                        break
                    clauses.append(number)
        if mention.heading and not any(s.is_heading for s in reading.sentences[mention.sentence + 1 : mention.sentence + 2]):
            for following in reading.sentences[mention.sentence + 1 : mention.sentence + 3]:
                for number in following.clauses:
                    topics = self.topics.get(number)
                    if topics and requirement not in topics:
                        return clauses
                    clauses.append(number)
        return [n for n in clauses if reading.clauses[n].time is Time.REPORTING_YEAR]

    def in_range(self, matches: Sequence[Match], start: int, end: int) -> list[Match]:
        """The matches that lie in a range."""
        return inside(matches, start, end)

    # -- evidence -------------------------------------------------------------------------------

    def evidence(self, start: int, end: int, *, term: str = "", discount: str = "") -> Evidence:
        """Evidence for the clean range, widened to its clauses (as far as a quote may be long)."""
        reading = self.reading
        first, last = reading.clause_at(start), reading.clause_at(max(end - 1, start))
        sentence = reading.sentences[reading.clauses[first].sentence]
        begin, finish = reading.clauses[first].start, reading.clauses[last].end
        if sentence.end - sentence.start <= _LONGEST_QUOTE and sentence.start <= begin and finish <= sentence.end:
            begin, finish = sentence.start, sentence.end
        if finish - begin > 2 * _LONGEST_QUOTE:
            begin, finish = max(begin, start - 40), min(finish, end + _LONGEST_QUOTE)
        return self.exact(begin, finish, at=start, term=term, discount=discount)

    def exact(self, start: int, end: int, *, at: int | None = None, term: str = "", discount: str = "") -> Evidence:
        """Evidence for exactly the clean range, outer stops and blanks left out."""
        reading = self.reading
        while end > start + 1 and reading.text[end - 1] in "，；：。！？\n":
            end -= 1
        while start < end - 1 and reading.text[start] in "，；：。！？\n":
            start += 1
        first, last = reading.source_span(start, end)
        clause = reading.clauses[reading.clause_at(start if at is None else at)] if reading.clauses else None
        block = reading.document.blocks[reading.block_at(start)]
        return Evidence(
            quote=reading.document.text[first:last],
            chapter=reading.heading_text(reading.chapter_at(start)),
            start=first,
            end=last,
            time=clause.time.value if clause else Time.NONE.value,
            cue=clause.cue.term if clause and clause.cue else "",
            term=term,
            discount=discount,
            place=block.place,
        )

    def chapters(self, kind: ChapterKind) -> Iterator[int]:
        """The indexes of chapters whose own heading makes them of a kind."""
        return (c.index for c in self.reading.chapters if c.kind is kind and c.own_kind)
